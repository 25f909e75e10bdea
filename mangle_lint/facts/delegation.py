"""A `__getattribute__` that hands every question on to the one of its base."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import libcst as cst

from mangle_lint.facts.cfg.names import bound_names, parameter_names
from mangle_lint.facts.cfg.raising import swallowed_by
from mangle_lint.source.nodes import walk

_NAME = "__getattribute__"


def only_delegates(node: cst.CSTNode | None) -> bool:
    """Whether a `__getattribute__` returns what its base finds, on every path, or raises.

    With a `try` it may answer for what is missing.
    """
    if not isinstance(node, cst.FunctionDef) or not isinstance(node.body, cst.IndentedBlock):
        return False
    parameters = parameter_names(node.params)
    if len(parameters) < 2:
        return False
    asked = parameters[1]
    parts = list(walk(node.body))
    if any(map(_may_answer, parts)):
        return False
    bound = bound_names(node.body)
    found = Counter(
        part.targets[0].target.value
        for part in parts
        if isinstance(part, cst.Assign)
        if isinstance(part.targets[0].target, cst.Name) and _is_asked(part.value, asked)
    )
    returned = [part.value for part in parts if isinstance(part, cst.Return)]
    return (
        asked not in bound
        and _leaves(node.body.body)
        and all(
            _is_asked(value, asked)
            or (isinstance(value, cst.Name) and 0 < bound[value.value] == found[value.value])
            for value in returned
        )
    )


def _may_answer(part: cst.CSTNode) -> bool:
    """Whether it may keep an AttributeError, or is a body of its own."""
    match part:
        case cst.Try() | cst.TryStar() | cst.Yield() | cst.FunctionDef() | cst.Lambda():
            return True
        case cst.WithItem(item):
            return swallowed_by(item) is not None
    return False


def _is_asked(value: cst.BaseExpression | None, asked: str) -> bool:
    """`object.__getattribute__(self, name)`, or the same of `super()` or of a base."""
    match value:
        case cst.Call(cst.Attribute(cst.Call(cst.Name("super")), cst.Name(name)), [argument]):
            pass
        case cst.Call(cst.Attribute(cst.Name() | cst.Attribute(), cst.Name(name)), [_, argument]):
            pass
        case _:
            return False
    is_bare = isinstance(argument.value, cst.Name) and argument.value.value == asked
    return name == _NAME and is_bare and not argument.star


def _leaves(block: Sequence[cst.CSTNode]) -> bool:
    """Whether no path runs out of the end of a block."""
    match block[-1] if block else None:
        case cst.SimpleStatementLine(body) | cst.SimpleStatementSuite(body):
            return isinstance(body[-1], (cst.Return, cst.Raise))
        case cst.With(body=body):
            return _leaves(body.body)
        case cst.If(body=body, orelse=cst.If() as other):
            return _leaves(body.body) and _leaves([other])
        case cst.If(body=body, orelse=cst.Else() as other):
            return _leaves(body.body) and _leaves(other.body.body)
        case cst.Return() | cst.Raise():
            return True
    return False
