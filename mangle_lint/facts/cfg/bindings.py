"""Locals: what is read from them, and what is bound to them."""

from __future__ import annotations

import libcst as cst

from mangle_lint.facts.cfg.calls import is_other_class
from mangle_lint.facts.cfg.graph import Edge, Outcome
from mangle_lint.facts.cfg.lowering import Lowering, lowers_condition, lowers_value
from mangle_lint.facts.cfg.operations import Test, Use
from mangle_lint.facts.events import EventKind, Usage
from mangle_lint.facts.values import FALSE, TRUE
from mangle_lint.source.reflective_names import TESTING

_TRUTHS = ("isinstance", "callable", "bool", *TESTING)


@lowers_value(cst.Name)
def _name(low: Lowering, node: cst.Name, usage: Usage) -> None:
    callee = low.scope.callee(node.value)
    if callee is not None:
        low.hand_on(callee[0])
    elif node.value in low.scope.followed and usage is not Usage.TESTED:
        key = low.scope.local(node.value)
        if key is not None:
            low.graph.emit(Use(key, low.event(EventKind.READ, key, node, usage)))


@lowers_value(cst.NamedExpr)
def _named(low: Lowering, node: cst.NamedExpr, _usage: Usage) -> None:
    bind_local(low, cst.ensure_type(node.target, cst.Name).value, node.value)


@lowers_condition(cst.NamedExpr)
def _named_condition(low: Lowering, node: cst.NamedExpr, _usage: Usage) -> Outcome:
    """Test the local, and the attribute that it gets its value from."""
    name = cst.ensure_type(node.target, cst.Name).value
    bind_local(low, name, node.value, Usage.TESTED)
    holds, fails = low.choose(Test(low.scope.own(name)), node)
    if isinstance(node.value, cst.Attribute) and (source := low.place(node.value)) is not None:
        low.graph.loose = holds
        holds, _ = low.graph.choose(Test(source))
        low.graph.loose = fails
        _, fails = low.graph.choose(Test(source))
    return holds, fails


def bind_local(
    low: Lowering, name: str, value: cst.BaseExpression, usage: Usage = Usage.FOLLOWED
) -> None:
    """Lower `name = value` or `name := value`.

    `usage` is what becomes of a private attribute's value, which is followed in the local.
    """
    if isinstance(value, cst.Attribute) and low.scope.bindings[name] == 1:
        place = low.scope.attribute(value)
        method = low.model.methods.get(place.attribute)
        if method is not None and not is_other_class(value.value, place.receiver):
            low.scope.bound_methods[name] = (method, place.receiver)
            return
    low.scope.bind(name, value)
    key, source = low.scope.local(name), low.place(value)
    if isinstance(value, cst.Attribute) and source is not None and name in low.scope.bindings:
        if low.model.is_private(source.attribute):
            low.scope.followed.add(name)
        low.value(value, usage)
    elif key is not None and _is_truth(value):
        # as `if value: name = True` and `else: name = False`
        ends: list[Edge] = []
        for edges, truth in zip(low.condition(value), (TRUE, FALSE), strict=True):
            low.graph.loose = edges
            low.assign_local(name, truth)
            ends += low.graph.loose
        low.graph.loose = ends
        return
    else:
        low.value(value)
    if key is not None or name in low.scope.bindings:
        low.assign_local(name, low.known(value), source)


def _is_truth(node: cst.BaseExpression) -> bool:
    """Whether the value of `node` can only be True or False."""
    match node:
        case cst.Comparison() | cst.UnaryOperation(operator=cst.Not()):
            return True
        case cst.Call(cst.Name(name)):
            return name in _TRUTHS
    return False
