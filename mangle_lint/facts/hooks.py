"""Hooks: methods that are there to be overridden, so that in real objects another one runs."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from mangle_lint.facts.accessors import decorators_of
from mangle_lint.source.mangling import is_private
from mangle_lint.source.nodes import walk

_ABSTRACT = frozenset({"abstractmethod", "abstractproperty"})


def is_hook(node: cst.FunctionDef) -> bool:
    """Whether a method is abstract, is empty, or can only raise NotImplementedError.

    A private method cannot be overridden (language reference, 6.2.1), so it is none.
    """
    if is_private(node.name.value):
        return False
    if any(last in _ABSTRACT for _, last in decorators_of(node)):
        return True
    *before, last = _statements(node)
    if not (_is_empty(last) or _refuses(last)):
        return False
    leaving = (cst.Return, cst.Yield)
    return all(map(_is_empty, before)) or (
        _refuses(last)
        and not any(isinstance(part, leaving) for part in walk(node.body, without=cst.FunctionDef))
    )


def _statements(node: cst.FunctionDef) -> Iterator[cst.CSTNode]:
    for statement in node.body.body:
        if isinstance(statement, cst.SimpleStatementLine):
            yield from statement.body
        else:
            yield statement


def _is_empty(node: cst.CSTNode) -> bool:
    """`pass`, `...` or a docstring."""
    match node:
        case cst.Pass() | cst.Expr(cst.Ellipsis() | cst.SimpleString() | cst.ConcatenatedString()):
            return True
    return False


def _refuses(node: cst.CSTNode) -> bool:
    match node:
        case cst.Raise(cst.Name(name) | cst.Call(cst.Name(name))):
            return name == "NotImplementedError"
    return False
