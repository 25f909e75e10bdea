"""The state of one object at one point of a body."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from mangle_lint.facts.typestate.errors import ErrorUnderWay

Bits: TypeAlias = tuple[int, ...]
"""What several places may hold, as bits of the domain."""


class State(NamedTuple):
    """What the attribute, its guards and the locals may hold, and which exceptions are at hand.

    `errors` are those of the `except` and `finally` clauses around the point, the outermost first;
    on the way to a clause the last one is under way.
    """

    value: int
    guards: Bits
    locals: Bits
    errors: tuple[ErrorUnderWay, ...]

    # each instead of `_replace`, which takes ten times as long

    def with_value(self, value: int) -> State:
        """The same with another value of the attribute."""
        return State(value, self.guards, self.locals, self.errors)

    def with_guard(self, index: int, bits: int) -> State:
        """The same with another value of one guard."""
        return State(self.value, _with(self.guards, index, bits), self.locals, self.errors)

    def with_local(self, index: int, bits: int) -> State:
        """The same with another value of one local."""
        return State(self.value, self.guards, _with(self.locals, index, bits), self.errors)

    def with_errors(self, errors: tuple[ErrorUnderWay, ...]) -> State:
        """The same with other exceptions."""
        return State(self.value, self.guards, self.locals, errors)


def _with(values: Bits, index: int, bits: int) -> Bits:
    return (*values[:index], bits, *values[index + 1 :])
