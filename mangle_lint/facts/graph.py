"""The flow graph of one body: what it does to attributes and locals, in the order it does it.

A graph is a list of nodes; each has an operation, its successors by *slot* (0: normal, or the
condition holds; 1: it does not) and the node to which an exception goes (None: out of the body).
Nothing here depends on which attribute or which object is being followed; `explore` decides that.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst as cst

    from mangle_lint.facts.values import Value

CLASS_RECEIVER = "<class>"
"""The receiver that stands for the class object itself: `cls`, `type(self)`, the class's name."""


class Key(NamedTuple):
    """A place that holds a value: an attribute of a receiver, or (no attribute) a local.

    `receiver` is canonical within a class: `self@3` is the name `self` of body 3.
    """

    receiver: str
    attribute: str = ""


class Usage(Enum):
    """What the code around a read does with the value; the text says what None would meet."""

    PASSED_ON = "passed on"
    TESTED = "tested"
    TOLERATED = "compared or printed"
    FOLLOWED = "bound to a local that is followed"
    ATTRIBUTE = "dereferenced"
    CALLED = "called"
    INDEXED = "indexed"
    ITERATED = "iterated"
    AWAITED = "awaited"
    ENTERED = "entered by with"
    ORDERED = "compared by order"
    COMPUTED = "used in arithmetic"

    @property
    def error_on_none(self) -> str | None:
        """The exception that None raises in this use; None if it raises nothing there."""
        if self in (Usage.PASSED_ON, Usage.TESTED, Usage.TOLERATED, Usage.FOLLOWED):
            return None
        return "AttributeError" if self is Usage.ATTRIBUTE else "TypeError"


class EventKind(Enum):
    """What an event does to its attribute (DESIGN: assignment, deletion, read, existence test)."""

    ASSIGNMENT = "assignment"
    DELETION = "deletion"
    READ = "read"
    EXISTENCE_TEST = "existence test"


class Form(Enum):
    """How the source spells an event."""

    ATTRIBUTE = "attribute"  # self.__x
    STRING = "string"  # getattr(self, "_C__x"), hasattr, delattr, setattr
    DICT = "dict"  # self.__dict__["_C__x"], vars(self)["_C__x"]


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """One assignment, deletion, read or existence test of a private name, in one body."""

    kind: EventKind
    key: Key
    node: cst.CSTNode  # what to underline
    body: int  # Body.number
    usage: Usage = Usage.PASSED_ON
    form: Form = Form.ATTRIBUTE
    statement: cst.CSTNode | None = None  # the whole statement, where the event is all it does
    value: cst.BaseExpression | None = (
        None  # what an assignment assigns, where it is one expression
    )


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

    A `finally` is one such clause; what it catches goes on at its end.
    """

    clauses: tuple[frozenset[str] | None, ...]
    is_finally: bool = False


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

Edge: TypeAlias = tuple[int, int]
"""A loose end: node number and slot, to be joined to whatever comes next."""


@dataclass(slots=True)
class Node:
    """One operation with its successors by slot, and where an exception goes.

    `depth` is the number of `except` and `finally` clauses around it that have an exception.
    """

    op: Op
    handler: int | None
    depth: int
    successors: list[list[int]] = field(default_factory=list)


class Builder:
    """Grows a graph forwards: every new node joins the loose ends of the one before."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.loose: list[Edge] = []
        self.handlers: list[int | None] = [None]
        self.depth = 0
        self.emit(Join())

    def emit(self, op: Op) -> int:
        """Append a node for `op` after all loose ends; its slot 0 becomes the only loose end."""
        number = self.detached(op)
        self.connect(self.loose, number)
        self.loose = [(number, 0)]
        return number

    def detached(self, op: Op) -> int:
        """Add a node for `op` that nothing leads to yet."""
        self.nodes.append(Node(op, self.handlers[-1], self.depth))
        return len(self.nodes) - 1

    def choose(self, op: Op) -> tuple[list[Edge], list[Edge]]:
        """Append a two-way node: the loose ends where it holds, and where it does not."""
        number = self.emit(op)
        self.loose = []
        return [(number, 0)], [(number, 1)]

    def connect(self, edges: Iterable[Edge], target: int) -> None:
        """Lead `edges` to the node `target`."""
        for number, slot in edges:
            successors = self.nodes[number].successors
            while len(successors) <= slot:
                successors.append([])
            successors[slot].append(target)

    def end(self, op: Op) -> None:
        """Append a node after which this path goes no further."""
        self.emit(op)
        self.loose = []

    @contextmanager
    def handling(self) -> Iterator[None]:
        """Nodes made inside belong to a clause that has an exception."""
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1

    @contextmanager
    def raising_to(self, handler: int | None) -> Iterator[None]:
        """Nodes made inside send their exceptions to `handler`."""
        self.handlers.append(handler)
        try:
            yield
        finally:
            self.handlers.pop()
