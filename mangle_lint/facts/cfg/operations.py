"""The operations of the nodes of a control flow graph.

They say nothing of which attribute of which object is followed: one graph serves them all.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, TypeAlias

import libcst as cst

from mangle_lint.facts.events import Event, Key
from mangle_lint.facts.values import Value
from mangle_lint.source.builtin_parser import literal


@dataclass(frozen=True, slots=True)
class Join:
    """Does nothing: paths meet here."""


class Query(NamedTuple):
    """A condition asks a `part` of the object, an attribute, for its state.

    `path` is what is asked: `_C__conn.closed`. The answer is not known.
    """

    part: str
    path: str


@dataclass(frozen=True, slots=True)
class Fork:
    """Goes on in any slot: a condition about which nothing is known, but what it may ask."""

    query: Query | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """Reads or deletes an attribute; raises AttributeError if it is missing."""

    event: Event
    lenient: bool = False  # raises nothing: getattr(…, default), pop(…, default)


@dataclass(frozen=True, slots=True)
class Assign:
    """Assigns an attribute or a local. The attribute `events.ANY` is every attribute at once."""

    key: Key
    value: Value
    source: Key | None = None  # the place that the value is copied from, where there is one


@dataclass(frozen=True, slots=True)
class Use:
    """Uses the value of a local in a way that may fail for None."""

    key: Key
    event: Event


@dataclass(frozen=True, slots=True)
class Exists:
    """Tests whether an attribute exists: slot 0 if it does. Only a private one has an event."""

    key: Key
    event: Event | None


class Relation(Enum):
    """A comparison by order, as the module `operator` calls it."""

    LESS = "lt"
    LESS_OR_EQUAL = "le"
    GREATER = "gt"
    GREATER_OR_EQUAL = "ge"

    def holds(self, left: str, right: str) -> bool | None:
        """Whether it holds between two constants, given as code; None if that cannot be told."""
        try:
            a, b = literal(left), literal(right)
            return bool(getattr(operator, self.value)(a, b))
        except (ValueError, SyntaxError, TypeError):
            return None


@dataclass(frozen=True, slots=True)
class Test:
    """Tests the value of a place: slot 0 if the condition holds.

    The condition is that the value is true, or that it equals the constant `token`, or, with a
    `relation`, that it is less or greater than that.
    """

    key: Key
    token: str | None = None
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """Calls a body of the same class. Slot 0 if the result may be true, 1 if it may be false.

    `arguments` are pairs: what the called body calls an object, and what the caller calls it.
    """

    body: int
    arguments: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Pause:
    """Waits at an `await`, while other coroutines run."""


@dataclass(frozen=True, slots=True)
class MayRaise:
    """Raises an unknown exception, or does nothing. Only found inside a `try`.

    A statement that does nothing but delete `deleted` raises none once all of them are repaired.
    """

    deleted: tuple[cst.CSTNode, ...] = ()


@dataclass(frozen=True, slots=True)
class Raise:
    """Raises an exception of the class `name`; None if the class is not known."""

    name: str | None


@dataclass(frozen=True, slots=True)
class Reraise:
    """Raises the exception again that is being handled.

    `is_written` tells a `raise` statement from the end of a `finally`.
    """

    is_written: bool = False


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Picks the `except` clause for an exception: slot i for clause i.

    A clause is the names of the classes that it catches, None if it catches all. A `finally` is one
    clause that catches all, with a Reraise at its end. `is_narrow`: the `try` has one statement.
    """

    clauses: tuple[frozenset[str] | None, ...]
    is_finally: bool = False
    is_narrow: bool = False


@dataclass(frozen=True, slots=True)
class Handled:
    """Ends an `except` clause: its exception is done with."""


@dataclass(frozen=True, slots=True)
class Return:
    """Returns from the body. `truth` is that of the value, None if it is not known."""

    truth: bool | None


Op: TypeAlias = (
    Join
    | Fork
    | Access
    | Assign
    | Use
    | Exists
    | Test
    | Call
    | Pause
    | MayRaise
    | Raise
    | Reraise
    | Dispatch
    | Handled
    | Return
)
