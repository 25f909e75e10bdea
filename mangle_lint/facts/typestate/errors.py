"""Which `except` clause catches what: as far as names and the built-in hierarchy tell."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Set
from typing import NamedTuple

from mangle_lint.facts.cfg.operations import Dispatch
from mangle_lint.facts.events import Event


class ErrorUnderWay(NamedTuple):
    """An exception on its way out: its class where known, and the access that raised it.

    `is_implicit`: any statement may raise it, and it does not count as a way out of a body.
    `is_tested`: an `except` clause has it that is there to tell whether the attribute exists.
    `is_from_call`: a body that was called has raised it. `passed` are the classes of the clauses
    that might have caught it and did not, so that no other clause for one of them will; `caught_as`
    are those of the last one that has, so that any other clause for all of them will.
    """

    name: str | None
    event: Event | None = None
    bits: int = 0
    is_implicit: bool = False
    is_tested: bool = False
    is_from_call: bool = False
    passed: frozenset[str] = frozenset()
    caught_as: frozenset[str] = frozenset()

    def out_of_call(self) -> ErrorUnderWay:
        """The same where it comes out of a call."""
        return self if self.is_from_call else self._replace(is_from_call=True)

    def caught(self, clause: frozenset[str] | None, *, is_test: bool) -> ErrorUnderWay:
        """The same where an `except` clause for these classes (None: for all) has it."""
        told = clause if clause and self.is_of_unknown_class else self.caught_as
        if self.is_tested == is_test and self.caught_as == told:
            return self
        return self._replace(is_tested=is_test, caught_as=told)

    def again(self) -> ErrorUnderWay:
        """The same where a bare `raise` raises it."""
        return self._replace(event=None, bits=0, is_implicit=False, is_tested=False)

    def past(self, clauses: Iterable[frozenset[str] | None]) -> ErrorUnderWay:
        """The same where none of `clauses` has caught it."""
        if not self.is_of_unknown_class:
            return self
        return self._replace(passed=self.passed.union(*(names or () for names in clauses)))

    @property
    def is_of_unknown_class(self) -> bool:
        """Whether it may be of a subclass of any class."""
        return self.name is None or not isinstance(getattr(builtins, self.name, None), type)


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
    if error.is_of_unknown_class:
        if error.caught_as and all(_is_among(name, clause) for name in error.caught_as):
            return True
        return False if all(_is_among(name, error.passed) for name in clause) else None
    return error.name is not None and any(_is_among(error.name, {name}) for name in clause)


def _is_among(name: str, classes: Set[str]) -> bool:
    """Whether an exception class is one of `classes`, or a built-in subclass of one."""
    own = getattr(builtins, name, None)
    known = [getattr(builtins, other, None) for other in classes]
    return name in classes or (
        isinstance(own, type) and any(isinstance(k, type) and issubclass(own, k) for k in known)
    )


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
