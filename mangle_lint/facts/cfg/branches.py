"""Branches and loops, lowered: `if`, `while`, `for`, `match`."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from mangle_lint.facts.cfg.graph import Edge
from mangle_lint.facts.cfg.jumps import LeavingLowering, Loop, Statement
from mangle_lint.facts.cfg.operations import (
    Access,
    Assign,
    Fork,
    Join,
    MayRaise,
    Pause,
    Test,
)
from mangle_lint.facts.cfg.raising import is_risky
from mangle_lint.facts.cfg.scopes import stored_attributes
from mangle_lint.facts.events import EventKind, Key, Usage
from mangle_lint.facts.values import UNKNOWN, value_of
from mangle_lint.source.nodes import parts


class BranchLowering(LeavingLowering):
    """Lowers branches and loops."""

    def _if(self, node: cst.If) -> None:
        leaves: list[Edge] = []
        clause: cst.If | cst.Else | None = node
        while isinstance(clause, cst.If):
            if self.graph.handlers[-1] is not None and is_risky(clause.test):
                self.graph.emit(MayRaise())
            self.graph.loose, fails = self.condition(clause.test)
            self.block(clause.body.body)
            leaves += self.graph.loose
            self.graph.loose = fails
            clause = clause.orelse
        if clause is not None:
            self.block(clause.body.body)
        self.graph.loose = [*leaves, *self.graph.loose]

    def _while(self, node: cst.While) -> None:
        loop = Loop(self.graph.emit(Join()))
        self.graph.loose, fails = self.condition(node.test)
        self._loop_body(loop, node.body.body, self._ended_from_outside(node))
        self._loop_end(loop, fails, node.orelse)

    def _ended_from_outside(self, node: cst.While) -> Key | None:
        """The state attribute of `while self.running:`, if the loop itself does not assign it."""
        test = node.test
        if isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
            test = test.expression
        if not isinstance(test, cst.Attribute) or test.attr.value in stored_attributes(node.body):
            return None
        return self.place(test)

    def _for(self, node: cst.For) -> None:
        self.value(node.iter, Usage.ITERATED)
        loop = Loop(self.graph.emit(Join()))
        if node.asynchronous is not None:
            self.graph.emit(Pause())
        if self.graph.handlers[-1] is not None:
            self.graph.emit(MayRaise())
        self.graph.loose, fails = self.graph.choose(Fork())
        self._target(node.target, UNKNOWN)
        self._loop_body(loop, node.body.body)
        self._loop_end(loop, fails, node.orelse)

    def _loop_body(
        self, loop: Loop, statements: Sequence[Statement], changed: Key | None = None
    ) -> None:
        self._around.append(loop)
        first = len(self.graph.nodes)
        self.block(statements)
        if changed is not None and not self._deletes(changed, first):
            self.graph.emit(Assign(changed, UNKNOWN))
        self.graph.connect(self.graph.loose, loop.head)
        self._around.pop()

    def _deletes(self, key: Key, first: int) -> bool:
        """Whether one of the nodes from number `first` on deletes the attribute."""
        return any(
            isinstance(node.op, Access)
            and node.op.event.kind is EventKind.DELETION
            and node.op.event.key == key
            for node in self.graph.nodes[first:]
        )

    def _loop_end(self, loop: Loop, fails: list[Edge], orelse: cst.Else | None) -> None:
        self.graph.loose = fails
        if orelse is not None:
            self.block(orelse.body.body)
        self.graph.loose = [*loop.leaves, *self.graph.loose]

    def _match(self, node: cst.Match) -> None:
        self.value(node.subject, Usage.TOLERATED)
        place = self.place(node.subject)
        leaves: list[Edge] = []
        for case in node.cases:
            holds, fails = self._pattern(place, case.pattern)
            self.graph.loose = holds
            self._captures(case.pattern)
            if case.guard is not None:
                self.graph.loose, unguarded = self.condition(case.guard)
                fails = [*fails, *unguarded]
            self.block(case.body.body)
            leaves += self.graph.loose
            self.graph.loose = fails
        self.graph.loose = [*leaves, *self.graph.loose]

    def _pattern(
        self, place: Key | None, pattern: cst.MatchPattern
    ) -> tuple[list[Edge], list[Edge]]:
        match pattern:
            case cst.MatchAs(pattern=None):
                return self.graph.loose, []
            case cst.MatchAs(pattern=inner) if inner is not None:
                return self._pattern(place, inner)
            case cst.MatchOr(patterns):
                holds: list[Edge] = []
                for choice in patterns:
                    yes, self.graph.loose = self._pattern(place, choice.pattern)
                    holds += yes
                return holds, self.graph.loose
            case cst.MatchValue(value) | cst.MatchSingleton(value):
                self.value(value, Usage.TOLERATED)
                token = value_of(value).token
                if place is not None and token is not None:
                    return self.graph.choose(Test(place, token))
        return self.graph.choose(Fork())

    def _captures(self, pattern: cst.CSTNode) -> None:
        match pattern:
            case cst.MatchAs(name=cst.Name(name)) | cst.MatchStar(name=cst.Name(name)):
                self.assign_name(name)
        for child in parts(pattern):
            if not isinstance(child, cst.BaseExpression):
                self._captures(child)
