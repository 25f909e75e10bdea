"""Assignments and deletions, with every shape of target."""

from __future__ import annotations

import libcst as cst

from mangle_lint.facts.cfg.bindings import bind_local
from mangle_lint.facts.cfg.calls import flag_key, run
from mangle_lint.facts.cfg.lowering import Lowering, lowers_statement
from mangle_lint.facts.cfg.operations import Access, Assign
from mangle_lint.facts.cfg.reflective import namespace_key
from mangle_lint.facts.events import EventKind, Form, Usage
from mangle_lint.facts.values import FALSE, NEVER, UNKNOWN, Value
from mangle_lint.source.nodes import flat_targets
from mangle_lint.source.reflective_names import Action


@lowers_statement(cst.Assign, cst.AnnAssign)
def _assign(low: Lowering, node: cst.Assign | cst.AnnAssign) -> None:
    value = node.value
    if value is None:
        return
    targets = [node.target] if isinstance(node, cst.AnnAssign) else [t.target for t in node.targets]
    if len(targets) == 1 and isinstance(targets[0], cst.Name):
        bind_local(low, targets[0].value, value)
    elif len(targets) == 1 and (pairs := _pairs(targets[0], value)):
        for _, item in pairs:
            low.value(item)
        for target, item in pairs:
            assign_target(low, target, low.known(item), item)
    else:
        unpacked = any(isinstance(target, (cst.Tuple, cst.List)) for target in targets)
        low.value(value, Usage.UNPACKED if unpacked else Usage.PASSED_ON)
        for target in targets:
            assign_target(low, target, low.known(value), value, node if len(targets) == 1 else None)


def _pairs(
    target: cst.BaseExpression, value: cst.BaseExpression
) -> list[tuple[cst.BaseExpression, cst.BaseExpression]]:
    """The pairs of `a, b = c, d`, which are assigned one by one; none for other shapes."""
    sequence = (cst.Tuple, cst.List)
    if not isinstance(target, sequence) or not isinstance(value, sequence):
        return []
    both = (*target.elements, *value.elements)
    if len(both) != 2 * len(value.elements) or any(isinstance(e, cst.StarredElement) for e in both):
        return []
    return [(to.value, of.value) for to, of in zip(target.elements, value.elements, strict=True)]


@lowers_statement(cst.AugAssign)
def _augmented(low: Lowering, node: cst.AugAssign) -> None:
    low.value(node.target, Usage.COMPUTED)
    low.value(node.value, Usage.COMPUTED)
    assign_target(low, node.target, UNKNOWN)


def assign_target(
    low: Lowering,
    target: cst.BaseExpression,
    value: Value,
    assigned: cst.BaseExpression | None = None,
    statement: cst.CSTNode | None = None,
) -> None:
    """Assign `value` to a target. `assigned` is its expression, where there is one.

    `statement` is the statement that does this and nothing else.
    """
    match target:
        case cst.Name(name):
            low.assign_local(name, value, low.place(assigned) if assigned else None)
        case cst.Tuple(elements) | cst.List(elements):
            for element in elements:
                assign_target(low, element.value, UNKNOWN)
        case cst.Attribute():
            _assign_attribute(low, target, value, assigned, statement)
        case cst.Subscript() if (key := namespace_key(low, target, Action.ASSIGN)) is not None:
            low.event(EventKind.ASSIGNMENT, key, target, form=Form.DICT, value=assigned)
            low.graph.emit(Assign(key, value))
        case cst.Subscript():
            _item(low, target, Usage.ITEM_ASSIGNED)


def _assign_attribute(
    low: Lowering,
    target: cst.Attribute,
    value: Value,
    assigned: cst.BaseExpression | None,
    statement: cst.CSTNode | None,
) -> None:
    low.value(target.value, Usage.ATTRIBUTE)
    key = low.scope.attribute(target)
    if (setter := low.model.accessor("setter", key.attribute)) is not None:
        run(low, target, setter, [key.receiver])
        return
    if low.model.is_private(key.attribute):
        low.event(EventKind.ASSIGNMENT, key, target, statement=statement, value=assigned)
    low.graph.emit(Assign(key, value, low.place(assigned) if assigned else None))
    match assigned:
        case cst.Call(cst.Name("Event") | cst.Attribute(attr=cst.Name("Event")), []):
            low.graph.emit(Assign(flag_key(key), FALSE))


def _item(low: Lowering, target: cst.Subscript, usage: Usage) -> None:
    """`x[k] = v` or `del x[k]`, which read x."""
    low.value(target.value, usage)
    for element in target.slice:
        low.value(element)


@lowers_statement(cst.Del)
def _del(low: Lowering, node: cst.Del) -> None:
    for target in flat_targets(node.target):
        _delete(low, node, target)


def _delete(low: Lowering, node: cst.Del, target: cst.BaseExpression) -> None:
    form = Form.ATTRIBUTE
    match target:
        case cst.Name(name):
            key = low.scope.own(name)
        case cst.Attribute():
            low.value(target.value, Usage.ATTRIBUTE)
            key = low.scope.attribute(target)
            if (deleter := low.model.accessor("deleter", key.attribute)) is not None:
                run(low, target, deleter, [key.receiver])
                return
        case cst.Subscript() if (named := namespace_key(low, target, Action.DELETE)) is not None:
            key, form = named, Form.DICT
        case cst.Subscript():
            _item(low, target, Usage.ITEM_DELETED)
            return
        case _:
            return
    if low.model.is_private(key.attribute):
        event = low.event(EventKind.DELETION, key, target, form=form, statement=node)
        low.graph.emit(Access(event))
    else:
        low.graph.emit(Assign(key, Value(NEVER)))
