"""Branches and loops: `if`, `while`, `for`, `match`."""

from __future__ import annotations

import libcst as cst

from mangle_lint.facts.cfg.assignments import assign_target
from mangle_lint.facts.cfg.graph import Edge, Outcome
from mangle_lint.facts.cfg.lowering import Loop, Lowering, lowers_statement
from mangle_lint.facts.cfg.names import stored_attributes
from mangle_lint.facts.cfg.operations import Access, Assign, Fork, Join, MayRaise, Pause, Test
from mangle_lint.facts.cfg.raising import is_risky
from mangle_lint.facts.events import EventKind, Key, Usage
from mangle_lint.facts.values import UNKNOWN
from mangle_lint.source.nodes import walk


@lowers_statement(cst.If)
def _if(low: Lowering, node: cst.If) -> None:
    leaves: list[Edge] = []
    clause: cst.If | cst.Else | None = node
    while isinstance(clause, cst.If):
        if low.graph.in_try and is_risky(clause.test):
            low.graph.emit(MayRaise(), clause.test)
        low.graph.loose, fails = low.condition(clause.test)
        low.block(clause.body.body)
        leaves += low.graph.loose
        low.graph.loose = fails
        clause = clause.orelse
    if clause is not None:
        low.block(clause.body.body)
    low.graph.loose = [*leaves, *low.graph.loose]


@lowers_statement(cst.While)
def _while(low: Lowering, node: cst.While) -> None:
    head = low.graph.emit(Join())
    low.graph.loose, fails = low.condition(node.test)
    _repeat(low, head, node, fails, _ended_from_outside(low, node))


def _ended_from_outside(low: Lowering, node: cst.While) -> Key | None:
    """The state attribute of `while self.running:`, if the loop itself does not assign it."""
    test = node.test
    if isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
        test = test.expression
    if not isinstance(test, cst.Attribute) or test.attr.value in stored_attributes(node.body):
        return None
    return low.place(test)


@lowers_statement(cst.For)
def _for(low: Lowering, node: cst.For) -> None:
    low.value(node.iter, Usage.ITERATED)
    head = low.graph.emit(Join())
    if node.asynchronous is not None:
        low.graph.emit(Pause())
    if low.graph.in_try:
        low.graph.emit(MayRaise())
    low.graph.loose, fails = low.choose(Fork(), node)
    assign_target(low, node.target, UNKNOWN)
    _repeat(low, head, node, fails)


def _repeat(
    low: Lowering, head: int, node: cst.While | cst.For, fails: list[Edge], ended: Key | None = None
) -> None:
    """Lower the body of a loop, and its `else`. Somebody else assigns `ended` meanwhile."""
    loop = Loop(head)
    low.around.append(loop)
    first = len(low.graph.nodes)
    low.block(node.body.body)
    if ended is not None and not _deletes(low, ended, first):
        low.graph.emit(Assign(ended, UNKNOWN))
    low.graph.connect(low.graph.loose, head)
    low.around.pop()
    low.graph.loose = fails
    if node.orelse is not None:
        low.block(node.orelse.body.body)
    low.graph.loose = [*loop.leaves, *low.graph.loose]


def _deletes(low: Lowering, key: Key, first: int) -> bool:
    """Whether one of the nodes from number `first` on deletes the attribute."""
    return any(
        isinstance(node.op, Access)
        and node.op.event.kind is EventKind.DELETION
        and node.op.event.key == key
        for node in low.graph.nodes[first:]
    )


@lowers_statement(cst.Match)
def _match(low: Lowering, node: cst.Match) -> None:
    low.value(node.subject, Usage.TOLERATED)
    place = low.place(node.subject)
    leaves: list[Edge] = []
    for case in node.cases:
        low.graph.loose, fails = _pattern(low, place, case.pattern)
        for part in walk(case.pattern, without=cst.BaseExpression):
            if isinstance(part, (cst.MatchAs, cst.MatchStar)) and part.name is not None:
                low.assign_local(part.name.value)
        if case.guard is not None:
            low.graph.loose, unguarded = low.condition(case.guard)
            fails = [*fails, *unguarded]
        low.block(case.body.body)
        leaves += low.graph.loose
        low.graph.loose = fails
    low.graph.loose = [*leaves, *low.graph.loose]


def _pattern(low: Lowering, place: Key | None, pattern: cst.MatchPattern) -> Outcome:
    """Whether the value of `place`, where that is known, fits the pattern."""
    match pattern:
        case cst.MatchAs(pattern=None):
            return low.graph.loose, []
        case cst.MatchAs(pattern=inner) if inner is not None:
            return _pattern(low, place, inner)
        case cst.MatchOr(patterns):
            holds: list[Edge] = []
            for choice in patterns:
                fits, low.graph.loose = _pattern(low, place, choice.pattern)
                holds += fits
            return holds, low.graph.loose
        case cst.MatchValue(value) | cst.MatchSingleton(value):
            low.value(value, Usage.TOLERATED)
            token = low.known(value).token
            if place is not None and token is not None:
                return low.choose(Test(place, token), pattern)
    return low.choose(Fork(), pattern)
