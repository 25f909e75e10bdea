"""Which `except` clause catches what: as far as names and the built-in hierarchy tell."""

from __future__ import annotations

import builtins
from typing import NamedTuple

from mangle_lint.facts.cfg.operations import Dispatch
from mangle_lint.facts.events import Event


class ErrorUnderWay(NamedTuple):
    """An exception on its way out: its class where known, and the access that raised it.

    `is_implicit`: any statement may raise it, and it does not count as a way out of a body.
    `is_tested`: an `except` clause has it that is there to tell whether the attribute exists.
    `is_from_call`: a body that was called has raised it.
    """

    name: str | None
    event: Event | None = None
    bits: int = 0
    is_implicit: bool = False
    is_tested: bool = False
    is_from_call: bool = False

    def out_of_call(self) -> ErrorUnderWay:
        """The same where it comes out of a call."""
        if self.is_from_call:
            return self
        return ErrorUnderWay(
            self.name, self.event, self.bits, self.is_implicit, self.is_tested, is_from_call=True
        )

    def caught(self, *, is_test: bool) -> ErrorUnderWay:
        """The same where an `except` clause has it."""
        if self.is_tested == is_test:
            return self
        return ErrorUnderWay(
            self.name, self.event, self.bits, self.is_implicit, is_test, self.is_from_call
        )


IMPLICIT = ErrorUnderWay(None, is_implicit=True)

_LEAVES_EXCEPTION = frozenset({"SystemExit", "KeyboardInterrupt", "GeneratorExit"})


def clause_catches(clause: frozenset[str] | None, error: ErrorUnderWay) -> bool | None:
    """Whether a clause for these classes (None: for all) catches `error`; None if it may."""
    if clause is None or "BaseException" in clause:
        return True
    if error.name in clause:
        return True
    if "Exception" in clause and error.name not in _LEAVES_EXCEPTION:
        return True
    if error.name is None:
        return None
    raised = getattr(builtins, error.name, None)
    known = [getattr(builtins, name, None) for name in clause]
    if not isinstance(raised, type):
        return None
    return any(isinstance(caught, type) and issubclass(raised, caught) for caught in known)


def is_existence_test(op: Dispatch, slot: int, error: ErrorUnderWay) -> bool:
    """Whether a clause that catches the AttributeError of an access is there to do so.

    One that does not name AttributeError is there for much else, unless it is around the access and
    nothing more. A `finally` is, unless the error goes on at its end.
    """
    clause = op.clauses[slot]
    if op.is_finally:
        return True
    if clause is not None and "AttributeError" in clause:
        return True
    return op.is_narrow and not error.is_from_call
