"""One state of an exploration: what holds at one point of a body."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from mangle_lint.facts.typestate.errors import ErrorUnderWay

Flags: TypeAlias = tuple[int, ...]
"""What each state attribute that is followed may hold, as bits."""


class State(NamedTuple):
    """What holds at one point: the attribute, the state attributes, the locals, the exceptions.

    `errors` are the exceptions that the `except` and `finally` clauses around the point have, the
    outermost first; on the way to a clause the last one is under way.
    """

    value: int
    flags: Flags
    locals: Flags
    errors: tuple[ErrorUnderWay, ...]

    # each instead of `_replace`, which takes ten times as long

    def with_value(self, value: int) -> State:
        """The same with another value of the attribute."""
        return State(value, self.flags, self.locals, self.errors)

    def with_flag(self, index: int, bits: int) -> State:
        """The same with another value of one state attribute."""
        return State(self.value, _with(self.flags, index, bits), self.locals, self.errors)

    def with_local(self, index: int, bits: int) -> State:
        """The same with another value of one local."""
        return State(self.value, self.flags, _with(self.locals, index, bits), self.errors)

    def with_errors(self, errors: tuple[ErrorUnderWay, ...]) -> State:
        """The same with other exceptions."""
        return State(self.value, self.flags, self.locals, errors)


def _with(values: Flags, index: int, bits: int) -> Flags:
    return (*values[:index], bits, *values[index + 1 :])
