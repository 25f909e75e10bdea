"""Events: what the code does to private names, place by place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import libcst as cst

    from mangle_lint.source.reflective_names import Consequence

CLASS_RECEIVER = "<class>"
"""The receiver that is the class itself: `cls`, `type(self)`, the class's name."""

ANY = "*"
"""Every attribute at once, where code does not say which one it means."""


class Key(NamedTuple):
    """A place that holds a value: an attribute of a receiver, or, without attribute, a local.

    A receiver has one spelling in all bodies of a class: `self@3` is the name `self` of body 3.
    """

    receiver: str
    attribute: str = ""


class Usage(Enum):
    """What becomes of a value that is read, in words that may follow the place of a None."""

    PASSED_ON = "passed on"
    TESTED = "tested"
    TOLERATED = "compared or printed"
    FOLLOWED = "bound to a local that is followed"
    ATTRIBUTE = "dereferenced"
    CALLED = "called"
    INDEXED = "indexed"
    ITEM_ASSIGNED = "given an item"
    ITEM_DELETED = "has an item deleted"
    ITERATED = "iterated"
    UNPACKED = "unpacked"
    MEASURED = "measured by len"
    SEARCHED = "searched by in"
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

    @property
    def failure(self) -> str:
        """The error of None in this use, in Python's words. Raises KeyError if there is none."""
        return _FAILURES[self]


_FAILURES = {
    Usage.CALLED: "TypeError: 'NoneType' object is not callable",
    Usage.INDEXED: "TypeError: 'NoneType' object is not subscriptable",
    Usage.ITEM_ASSIGNED: "TypeError: 'NoneType' object does not support item assignment",
    Usage.ITEM_DELETED: "TypeError: 'NoneType' object does not support item deletion",
    Usage.UNPACKED: "TypeError: cannot unpack non-iterable NoneType object",
    Usage.MEASURED: "TypeError: object of type 'NoneType' has no len()",
    Usage.SEARCHED: "TypeError: argument of type 'NoneType' is not iterable",
    Usage.ITERATED: "TypeError: 'NoneType' object is not iterable",
    Usage.AWAITED: "TypeError: None cannot be awaited",
    Usage.ENTERED: "None is no context manager",
    Usage.ORDERED: "TypeError: None cannot be compared by order",
    Usage.COMPUTED: "TypeError: None cannot be used in arithmetic",
    Usage.ATTRIBUTE: "AttributeError: 'NoneType' object has no such attribute",
}


class EventKind(Enum):
    """What an event does to its attribute."""

    ASSIGNMENT = "assignment"
    DELETION = "deletion"
    READ = "read"
    EXISTENCE_TEST = "existence test"
    UNMANGLED = "text that is not mangled"
    DEFINITION = "definition"  # of a function of the class; no body has it among its events


class Form(Enum):
    """How the code spells an event."""

    ATTRIBUTE = "attribute"  # self.__x
    STRING = "string"  # getattr(self, "_C__x"), hasattr, delattr, setattr
    DICT = "dict"  # self.__dict__["_C__x"], vars(self)["_C__x"]


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """One assignment, deletion, read or existence test of a private name, in one body.

    If it is one by a text that is not mangled, the attribute of its key is not, either.
    """

    kind: EventKind
    key: Key
    node: cst.CSTNode  # the place in the text
    body: int  # Body.number
    usage: Usage = Usage.PASSED_ON
    form: Form = Form.ATTRIBUTE
    statement: cst.CSTNode | None = None  # the statement, where it does no more
    value: cst.BaseExpression | None = None  # of an assignment, where it is one expression
    consequence: Consequence | None = None  # of a text that is not mangled
