"""The lives of an object: its class run from source, calls of public methods, what each showed.

Nothing real is touched: what a class imports or is given is a stand-in that answers everything.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import inspect
import io
import re
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import FrameType, MemberDescriptorType
from typing import Any

FILE_NAME = "<the class>"
MOST_LINES = 2_000
"""After so many lines a call is taken for endless."""

_REAL = frozenset({"__future__", "abc", "contextlib", "dataclasses", "functools", "typing"})
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


class Stand:
    """Stands in for anything; its text tells how it was come by, so that values can be compared."""

    def __init__(self, *path: object) -> None:
        vars(self).update(path="".join(map(str, path)), gone=set())

    def __repr__(self) -> str:
        return str(vars(self)["path"])

    def __getattr__(self, name: str) -> Stand:
        is_special = name.startswith("__") and name.endswith("__")
        if is_special or name in vars(self)["gone"]:
            raise AttributeError(f"'Stand' object has no attribute '{name}'")
        return Stand(self, ".", name)

    def __call__(self, *arguments: object, **named: object) -> Stand:
        return Stand(self, "()")

    def __getitem__(self, key: object) -> Stand:
        return Stand(self, "[", key, "]")

    def __setitem__(self, key: object, value: object) -> None: ...

    def __delitem__(self, key: object) -> None: ...

    def __delattr__(self, name: str) -> None:
        getattr(self, name)
        vars(self).pop(name, None)
        vars(self)["gone"].add(name)

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __enter__(self) -> Stand:
        return self

    def __exit__(self, *error: object) -> None: ...

    def __await__(self) -> Iterator[object]:
        return iter(())


class Endless(BaseException):
    """A call that does not end."""


@dataclass(frozen=True)
class Seen:
    """What one call showed: what it returned or raised, what it printed, where it raised.

    `lost` are the attributes that the object once had, and has no more.
    """

    returned: str = ""
    error: str = ""
    printed: str = ""
    raised_in: str = ""
    lost: frozenset[str] = frozenset()

    def is_like(self, other: Seen) -> bool:
        """Whether nobody outside can tell the calls apart."""
        mine, its = (self.returned, self.error), (other.returned, other.error)
        return mine == its and self.printed == other.printed


def classes(source: str) -> dict[str, type]:
    """Run a module among stand-ins; its top-level classes."""
    space: dict[str, Any] = {"__name__": "builtins", "__builtins__": {**vars(builtins)}}
    space["__builtins__"] |= {"__import__": _import, "open": Stand("open")}
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        exec(compile(source, FILE_NAME, "exec"), space)
    names = [node.name for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
    return {name: space[name] for name in names if isinstance(space[name], type)}


def _import(name: str, *arguments: Any) -> object:
    top = name.partition(".")[0]
    return builtins.__import__(name, *arguments) if top in _REAL else Stand(name)


def public(cls: type) -> list[str]:
    """What anybody may call of an object, or read."""
    kinds = (property, type(lambda: None))
    return [
        name for name, value in vars(cls).items() if name[0] != "_" and isinstance(value, kinds)
    ]


def life(cls: type, names: Sequence[str]) -> Iterator[Seen]:
    """Make an object and use its public names one after the other; Endless if a use is."""
    subject: list[object] = []
    had: set[str] = set()
    yield _watched(lambda: subject.append(_called(cls)))
    for name in names if subject else ():
        has = _attributes(subject[0])
        had |= has
        seen = _watched(partial(_use, subject[0], name))
        yield replace(seen, lost=frozenset(had - _attributes(subject[0])))


def _attributes(subject: object) -> set[str]:
    """What the object, or its class, has of its own."""
    of_class = vars(type(subject))
    slots = [name for name, value in of_class.items() if isinstance(value, MemberDescriptorType)]
    filled = {name for name in slots if hasattr(subject, name)}
    return {*getattr(subject, "__dict__", ()), *filled, *of_class} - ({*slots} - filled)


def _use(subject: object, name: str) -> object:
    is_property = isinstance(inspect.getattr_static(subject, name), property)
    return getattr(subject, name) if is_property else _called(getattr(subject, name))


def _called(function: Callable[..., object]) -> object:
    """Call with a stand-in for each argument that must be given; run what it returns to its end."""
    needed = [
        parameter
        for parameter in inspect.signature(function).parameters.values()
        if parameter.default is parameter.empty
        and parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
    ]
    named = {p.name: Stand(p.name) for p in needed if p.kind is p.KEYWORD_ONLY}
    value = function(*(Stand(p.name) for p in needed if p.name not in named), **named)
    if inspect.iscoroutine(value):
        try:
            value.send(None)
        except StopIteration as stop:
            return stop.value
        finally:
            value.close()
    return list(value) if inspect.isgenerator(value) else value


def _watched(use: Callable[[], object]) -> Seen:
    printed, lines = io.StringIO(), 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal lines
        lines += frame.f_code.co_filename == FILE_NAME
        if lines > MOST_LINES:
            raise Endless
        return trace

    before = sys.gettrace()
    with contextlib.redirect_stdout(printed):
        sys.settrace(trace)
        try:
            returned = _plain(repr(use()))
        except Exception as error:
            sys.settrace(before)
            text = _plain(f"{type(error).__name__}: {error}")
            return Seen("", text, printed.getvalue(), _method(error))
        finally:
            sys.settrace(before)
    return Seen(returned, "", printed.getvalue())


def _plain(text: str) -> str:
    return _ADDRESS.sub("", text)


def _method(error: BaseException) -> str:
    """The name of the function of the class that raised."""
    names, traceback = [""], error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == FILE_NAME:
            names.append(traceback.tb_frame.f_code.co_name)
        traceback = traceback.tb_next
    return names[-1]
