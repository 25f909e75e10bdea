"""Leaving a body, a loop or a block: `return`, `raise`, `break`, and the cleanups on the way."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import libcst as cst

from mangle_lint.facts.cfg.assignments import TargetLowering
from mangle_lint.facts.cfg.graph import Edge
from mangle_lint.facts.cfg.operations import (
    Raise,
    Reraise,
    Return,
    Test,
)
from mangle_lint.facts.cfg.raising import last_name
from mangle_lint.facts.events import Usage
from mangle_lint.facts.values import TRUTHY, value_of

Statement: TypeAlias = cst.BaseStatement | cst.BaseSmallStatement


@dataclass(slots=True)
class Loop:
    """A loop: the node where it starts again, and the ends that break out of it."""

    head: int
    leaves: list[Edge] = field(default_factory=list)


@dataclass(slots=True)
class Cleanup:
    """Something that runs when control leaves: a `finally`, or the end of an `except` clause.

    `name` is what an `except` clause calls its exception.
    """

    lower: Callable[[], object]
    name: str | None = None


class LeavingLowering(TargetLowering):
    """Lowers what leaves, and knows what there is around each statement."""

    _around: list[Loop | Cleanup]

    @abstractmethod
    def block(self, statements: Sequence[Statement]) -> None:
        """Lower statements one after the other."""

    def _return(self, value: cst.BaseExpression | None) -> None:
        if value is None or (isinstance(value, cst.Name) and value.value == "None"):
            outcomes: list[tuple[bool | None, list[Edge]]] = [(False, self.graph.loose)]
        elif _is_condition(value):
            holds, fails = self.condition(value, Usage.PASSED_ON)
            outcomes = [(True, holds), (False, fails)]
        else:
            self.value(value)
            place = self.place(value)
            if place is not None:
                holds, fails = self.graph.choose(Test(place))
                outcomes = [(True, holds), (False, fails)]
            else:
                known = value_of(value).bits
                truth = True if known == TRUTHY else None if known & TRUTHY else False
                outcomes = [(truth, self.graph.loose)]
        for truth, edges in outcomes:
            self.graph.loose = edges
            if edges:
                self._unwind(0)
                self.graph.end(Return(truth))

    def _raise(self, exception: cst.BaseExpression | None, cause: cst.From | None) -> None:
        if exception is None or self._is_handled(exception):
            self.graph.end(Reraise(is_written=True))
            return
        self.value(exception)
        if cause is not None:
            self.value(cause.item)
        func = exception.func if isinstance(exception, cst.Call) else exception
        self.graph.end(Raise(last_name(func)))

    def _is_handled(self, exception: cst.BaseExpression) -> bool:
        """Whether `raise e` raises what the `except … as e` around it has caught."""
        return isinstance(exception, cst.Name) and any(
            isinstance(outer, Cleanup) and outer.name == exception.value for outer in self._around
        )

    def _leave_loop(self, *, again: bool) -> None:
        for depth in range(len(self._around) - 1, -1, -1):
            loop = self._around[depth]
            if isinstance(loop, Loop):
                self._unwind(depth)
                if again:
                    self.graph.connect(self.graph.loose, loop.head)
                else:
                    loop.leaves += self.graph.loose
                break
        self.graph.loose = []

    def _unwind(self, depth: int) -> None:
        """Run the cleanups between here and `self._around[depth]`, innermost first."""
        kept = self._around
        for position in range(len(kept) - 1, depth - 1, -1):
            cleanup = kept[position]
            if isinstance(cleanup, Cleanup):
                self._around = kept[:position]
                cleanup.lower()
        self._around = kept


def _is_condition(node: cst.BaseExpression) -> bool:
    match node:
        case cst.Comparison() | cst.Call() | cst.UnaryOperation(operator=cst.Not()):
            return True
        case cst.BooleanOperation():
            return True
        case cst.Name("True" | "False"):
            return True
    return False
