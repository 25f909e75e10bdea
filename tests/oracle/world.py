"""What surrounds a class that is run: the functions that it calls, and a record of what is missing.

The class itself is not touched. A subclass notes each deletion of a private attribute, and, when
one is missing, which deletion made it so.
"""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType, MethodType

from tests.oracle.choices import Choices
from tests.oracle.interface import handed_on
from tests.oracle.language import CLASS_NAME

FILE_NAME = "<the class>"
PREFIX = f"_{CLASS_NAME}__"


@dataclass(frozen=True)
class Place:
    """A line, and the body that it belongs to, told by the line of its `def`."""

    line: int
    body: int


@dataclass(frozen=True)
class Deletion:
    """A deletion that was carried out; `origin` is the entry point, None in the run under way."""

    place: Place
    origin: str | None = None


@dataclass(frozen=True)
class Missing:
    """An access that raised."""

    attribute: str
    deletion: Deletion
    place: Place
    deletes: bool


class Thing:
    """The one true value; reading it, showing it or asking for its text works, as with None."""

    _only: Thing | None = None

    def __new__(cls) -> Thing:
        cls._only = cls._only or super().__new__(cls)
        return cls._only


@dataclass
class World:
    """One run of one entry point. With `troubles`, that many calls may raise out of the blue.

    With `followed`, nothing is known about the other private attributes: they never go missing,
    whether they exist is a matter of chance, and so is each read of one that was deleted.
    """

    choices: Choices
    deleted: dict[str, Deletion]
    troubles: int = 0
    followed: str | None = None
    done: set[tuple[str, int]] = field(default_factory=set)
    trouble: Exception | None = None

    # --- what the class calls -------------------------------------------------------------------

    def maybe(self) -> bool:
        return self.choices.pick(2) == 1

    def many(self) -> Iterator[None]:
        while self.choices.pick(2):
            yield
            self.point()

    def make(self) -> object:
        return (None, 0, Thing())[self.choices.pick(3)]

    def risky(self) -> None:
        if self.choices.pick(2):
            raise ValueError

    def later(self, then: MethodType) -> None:
        vars(then.__self__)[handed_on(then.__name__)] = True

    def point(self) -> bool:
        """A place where any call might raise; False."""
        if self.troubles and (kind := self.choices.pick(3, cost=0)):
            self.troubles -= 1
            self.trouble = (ValueError, AttributeError)[kind - 1]()
            raise self.trouble
        return False

    def again(self) -> BaseException | None:
        """What a bare `raise` raises: from there on, it does not come out of the blue."""
        error = sys.exc_info()[1]
        if error is not None and error is self.trouble:
            self.trouble = None
        return error

    def hasattr(self, owner: object, name: str) -> bool:
        return self.choices.pick(2) == 1 if self.is_hidden(name) else hasattr(owner, name)

    def getattr(self, owner: object, name: str, default: object) -> object:
        if self.is_hidden(name) and self.choices.pick(2):
            return default
        return getattr(owner, name, default)

    def vars(self, owner: object) -> Names:
        return Names(self, owner)

    # --- what a class tells that was made to ----------------------------------------------------

    def branch(self, site: object, value: object) -> object:
        return value

    def loop(self, site: object, values: Iterator[object]) -> Iterator[object]:
        return values

    def entered(self, name: str) -> None: ...

    def throwing(self) -> None: ...

    # --- what the object tells ------------------------------------------------------------------

    def is_hidden(self, name: str) -> bool:
        return self.followed is not None and name != self.followed

    def delete(self, owner: object, name: str) -> None:
        if self.is_hidden(name):
            setattr(owner, name, GONE)
            return
        self.deleted[name] = Deletion(at := place())
        self.done.add((name, at.line))

    def missing(self, error: AttributeError, name: str, *, deletes: bool) -> None:
        if name in self.deleted:
            vars(error)["missing"] = Missing(name, self.deleted[name], place(), deletes)


@dataclass
class Names:
    """The names that an object has; chance says of each only when it is asked for."""

    world: World
    owner: object

    def __contains__(self, name: str) -> bool:
        is_hidden = self.world.is_hidden(name)
        return self.world.choices.pick(2) == 1 if is_hidden else name in vars(self.owner)


current: list[World] = []
GONE = object()  # in place of what was deleted, where that is not followed


def load(source: str | ast.Module) -> type:
    """Run the class statement; the subclass that tells the current world what happens."""
    names = (
        "maybe",
        "many",
        "make",
        "risky",
        "later",
        "point",
        "again",
        "hasattr",
        "getattr",
        "vars",
    )
    space: dict[str, object] = {name: _asking(name) for name in names}
    space |= {"Thing": Thing, "suppress": suppress, "work": _nothing, "keep": _nothing}
    space |= {"show": _nothing}
    space |= {name: _asking(name) for name in ("branch", "loop", "entered", "throwing")}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        exec(compile(source, FILE_NAME, "exec"), space)
    base = space[CLASS_NAME]
    assert isinstance(base, type)
    told = {"__getattribute__": _getattribute, "__delattr__": _delattr}
    hooks = {"hook": _hook} if hasattr(base, "hook") else {}
    return type(CLASS_NAME, (base,), told | hooks)


def _hook(self: object) -> bool:
    """What a subclass has in place of the hook."""
    return current[-1].maybe()


def _asking(name: str) -> object:
    return lambda *arguments, **named: getattr(current[-1], name)(*arguments, **named)


def _nothing(*values: object) -> None:
    """Take anything, do nothing."""


def _getattribute(self: object, name: str) -> object:
    if not name.startswith(PREFIX):
        return object.__getattribute__(self, name)
    try:
        value = object.__getattribute__(self, name)
        return current[-1].make() if value is GONE else value
    except AttributeError as error:
        current[-1].missing(error, name, deletes=False)
        raise


def _delattr(self: object, name: str) -> None:
    world = current[-1]
    if world.is_hidden(name) and name in vars(self):
        world.delete(self, name)
        return
    try:
        object.__delattr__(self, name)
    except AttributeError as error:
        world.missing(error, name, deletes=True)
        raise
    world.delete(self, name)


def place() -> Place:
    """The line of the class that is being run."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename != FILE_NAME:
        frame = frame.f_back
    assert frame is not None
    return Place(frame.f_lineno, frame.f_code.co_firstlineno)
