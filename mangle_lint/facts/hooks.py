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
    return _is_abstract(node) or only_refuses(node) or all(map(_is_empty, _statements(node)))


def only_refuses(node: cst.FunctionDef) -> bool:
    """Whether a method can only raise what no real object raises, for it has another method."""
    if is_private(node.name.value):
        return False
    *_, last = _statements(node)
    match last:
        case cst.Raise(cst.Name(name) | cst.Call(cst.Name(name))) if (
            name == "NotImplementedError" or _is_abstract(node)
        ):
            inside = walk(node.body, without=cst.FunctionDef)
            return not any(isinstance(part, (cst.Return, cst.Yield)) for part in inside)
    return False


def _is_abstract(node: cst.FunctionDef) -> bool:
    return any(last in _ABSTRACT for _, last in decorators_of(node))


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
