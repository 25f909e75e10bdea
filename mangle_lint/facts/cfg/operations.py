"""The operations that the nodes of a flow graph carry out.

Nothing here depends on which attribute or which object is being followed; an exploration decides
that.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

from mangle_lint.facts.events import Event, Key
from mangle_lint.facts.values import Value


@dataclass(frozen=True, slots=True)
class Join:
    """Nothing; a place where paths meet."""


@dataclass(frozen=True, slots=True)
class Fork:
    """A choice that nothing is known about: any slot."""


@dataclass(frozen=True, slots=True)
class Access:
    """A read of an attribute, or a deletion of one: either raises if it is missing."""

    event: Event
    lenient: bool = False  # getattr(…, default), pop(…, default): nothing is raised


@dataclass(frozen=True, slots=True)
class Assign:
    """An assignment to an attribute or a local.

    The attribute `*` stands for all attributes that cannot be told.
    """

    key: Key
    value: Value
    source: Key | None = None  # the value is what this place holds


@dataclass(frozen=True, slots=True)
class Use:
    """A use of a local's value that None may not survive."""

    key: Key
    event: Event


@dataclass(frozen=True, slots=True)
class Exists:
    """`hasattr` and its like: slot 0 if the attribute exists.

    `event` is None for attributes that are not private.
    """

    key: Key
    event: Event | None


class Relation(Enum):
    """A comparison by order."""

    LESS = "<"
    LESS_OR_EQUAL = "<="
    GREATER = ">"
    GREATER_OR_EQUAL = ">="

    def holds(self, left: str, right: str) -> bool | None:
        """Whether it holds between two constants; None if that cannot be told."""
        try:
            a, b = ast.literal_eval(left), ast.literal_eval(right)
            return bool(_COMPARE[self.value](a, b))
        except (ValueError, SyntaxError, TypeError):
            return None


_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Test:
    """A condition on the value held by a place: slot 0 if it holds.

    Without a token the place is tested for truth; with one it is compared with that constant, for
    equality or by order.
    """

    key: Key
    token: str | None = None
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a body of the same class. Slot 0 if the result may be true, 1 if false.

    `arguments` pairs the callee's receivers with the caller's.
    """

    body: int
    arguments: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Pause:
    """An `await`: other coroutines run before the next node does."""


@dataclass(frozen=True, slots=True)
class MayRaise:
    """A statement that may raise something; only told inside a `try`."""


@dataclass(frozen=True, slots=True)
class Raise:
    """A `raise`. `name` is the exception's class, None where it is not known."""

    name: str | None


@dataclass(frozen=True, slots=True)
class Reraise:
    """The exception under way goes on: a bare `raise` (it is written), or a `finally` ends."""

    is_written: bool = False


@dataclass(frozen=True, slots=True)
class Dispatch:
    """The `except` clauses of one `try`: slot i for clause i. None: catches everything.

    A `finally` is one such clause; what it catches goes on at its end. `is_narrow` tells whether
    they are around a single statement.
    """

    clauses: tuple[frozenset[str] | None, ...]
    is_finally: bool = False
    is_narrow: bool = False


@dataclass(frozen=True, slots=True)
class Handled:
    """The end of an `except` clause: no exception is under way any more."""


@dataclass(frozen=True, slots=True)
class Return:
    """The body returns; `truth` is that of the value, None where it is not known."""

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
