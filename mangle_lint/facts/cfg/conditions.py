"""Conditions: what is known where they hold, and where they do not."""

from __future__ import annotations

import libcst as cst

from mangle_lint.facts.cfg.calls import arguments, call, flag_key
from mangle_lint.facts.cfg.graph import Edge, Outcome
from mangle_lint.facts.cfg.lowering import Lowering, lowers_condition
from mangle_lint.facts.cfg.operations import Fork, Pause, Relation, Test
from mangle_lint.facts.cfg.reflective import reflective_condition
from mangle_lint.facts.events import Usage

_CONSTANTS = {
    "True": True,
    "1": True,
    "__debug__": True,
    "False": False,
    "None": False,
    "0": False,
}

_ORDER: dict[type[cst.CSTNode], Relation] = {
    cst.LessThan: Relation.LESS,
    cst.LessThanEqual: Relation.LESS_OR_EQUAL,
    cst.GreaterThan: Relation.GREATER,
    cst.GreaterThanEqual: Relation.GREATER_OR_EQUAL,
}


@lowers_condition(cst.Name, cst.Integer)
def _constant(low: Lowering, node: cst.Name | cst.Integer, usage: Usage) -> Outcome:
    truth = _CONSTANTS.get(node.value)
    if truth is None:
        return low.truth_of(node, usage)
    return (low.graph.loose, []) if truth else ([], low.graph.loose)


@lowers_condition(cst.UnaryOperation)
def _not(low: Lowering, node: cst.UnaryOperation, usage: Usage) -> Outcome:
    if not isinstance(node.operator, cst.Not):
        return low.truth_of(node, usage)
    holds, fails = low.condition(node.expression)
    return fails, holds


@lowers_condition(cst.BooleanOperation)
def _short_circuit(low: Lowering, node: cst.BooleanOperation, usage: Usage) -> Outcome:
    holds, fails = low.condition(node.left)
    both = isinstance(node.operator, cst.And)
    low.graph.loose = holds if both else fails
    inner = low.condition(node.right, usage)
    if both:
        return inner[0], [*fails, *inner[1]]
    return [*holds, *inner[0]], inner[1]


@lowers_condition(cst.IfExp)
def _conditional(low: Lowering, node: cst.IfExp, _usage: Usage) -> Outcome:
    low.graph.loose, otherwise = low.condition(node.test)
    first = low.condition(node.body)
    low.graph.loose = otherwise
    second = low.condition(node.orelse)
    return [*first[0], *second[0]], [*first[1], *second[1]]


@lowers_condition(cst.Attribute)
def _property(low: Lowering, node: cst.Attribute, usage: Usage) -> Outcome:
    if low.model.accessor("getter", low.scope.attribute(node).attribute) is not None:
        low.value(node, Usage.TESTED)
        return _result_of_call(low)
    return low.truth_of(node, usage)


@lowers_condition(cst.Await)
def _await(low: Lowering, node: cst.Await, usage: Usage) -> Outcome:
    if not isinstance(node.expression, cst.Call):
        return low.truth_of(node, usage)
    if call(low, node.expression, awaited=True):
        return _result_of_call(low)
    low.graph.emit(Pause(), node)
    return low.ask(node)


@lowers_condition(cst.Call)
def _call(low: Lowering, node: cst.Call, usage: Usage) -> Outcome:
    outcome = reflective_condition(low, node, usage)
    if outcome is not None:
        return outcome
    match node:
        case cst.Call(cst.Name("bool"), [cst.Arg(value)]):
            return low.condition(value)
        case cst.Call(cst.Name("isinstance" | "callable"), [cst.Arg(value), *_]):
            arguments(low, node)
            holds, fails = low.choose(Fork(), node)
            if (place := low.place(value)) is not None:
                low.graph.loose = holds
                _, holds = low.graph.choose(Test(place, "None"))
            return holds, fails
        case cst.Call(cst.Attribute(cst.Attribute() as flag, cst.Name("is_set" | "isSet"))):
            low.value(flag, Usage.ATTRIBUTE)
            return low.choose(Test(flag_key(low.scope.attribute(flag))), node)
    return _result_of_call(low) if call(low, node, usage) else low.ask(node)


def _result_of_call(low: Lowering) -> Outcome:
    """The truth of what the body returned that was just run."""
    holds, fails = low.graph.loose
    return [holds], [fails]


@lowers_condition(cst.Comparison)
def _comparison(low: Lowering, node: cst.Comparison, _usage: Usage) -> Outcome:
    if len(node.comparisons) > 1:
        return _chained(low, node)
    operator, right = node.comparisons[0].operator, node.comparisons[0].comparator
    if isinstance(operator, cst.In):
        return _membership(low, node, right)
    if isinstance(operator, cst.NotIn):
        holds, fails = _membership(low, node, right)
        return fails, holds
    if type(operator) in _ORDER:
        return _ordered(low, node, _ORDER[type(operator)], right)
    return _equality(low, node, operator, right)


def _chained(low: Lowering, node: cst.Comparison) -> Outcome:
    """`a < b < c` evaluates c only if `a < b` holds."""
    low.value(node.left, Usage.ORDERED)
    failed: list[Edge] = []
    for target in node.comparisons:
        low.value(target.comparator, Usage.ORDERED)
        holds = True if target is node.comparisons[-1] else None
        low.graph.loose, fails = low.choose(Fork(), node, (holds, False))
        failed += fails
    return low.graph.loose, failed


def _ordered(
    low: Lowering, node: cst.Comparison, relation: Relation, right: cst.BaseExpression
) -> Outcome:
    left = node.left
    low.value(left, Usage.ORDERED)
    low.value(right, Usage.ORDERED)
    place, token = low.place(left), low.known(right).token
    if place is None or token is None:
        return low.ask(left, node)
    return low.choose(Test(place, token, relation), node)


def _equality(
    low: Lowering, node: cst.Comparison, operator: cst.BaseCompOp, right: cst.BaseExpression
) -> Outcome:
    """`==`, `!=`, `is` and `is not`; the constant may stand on either side."""
    left, token = node.left, low.known(right).token
    if token is None and low.known(left).token is not None:
        left, right, token = right, left, low.known(left).token
    low.value(left, Usage.TESTED if token == "None" else Usage.TOLERATED)
    low.value(right, Usage.TOLERATED)
    place = low.place(left)
    if place is None or token is None:
        return low.ask(left, node)
    holds, fails = low.choose(Test(place, token), node)
    return (holds, fails) if isinstance(operator, (cst.Is, cst.Equal)) else (fails, holds)


def _membership(low: Lowering, node: cst.Comparison, right: cst.BaseExpression) -> Outcome:
    """`left in right`, for `not in` too."""
    outcome = reflective_condition(low, node)
    if outcome is not None:
        return outcome
    low.value(node.left, Usage.TOLERATED)
    place = low.place(node.left)
    if place is None or not isinstance(right, (cst.Tuple, cst.List, cst.Set)):
        low.value(right, Usage.SEARCHED)
        return low.ask(node.left, node)
    holds: list[Edge] = []
    for element in right.elements:
        token = low.known(element.value).token
        fails = False if element is right.elements[-1] else None
        test = Fork() if token is None else Test(place, token)
        equal, low.graph.loose = low.choose(test, node, (True, fails))
        holds += equal
    return holds, low.graph.loose
