"""Runs a class in every way: each entry point, in every state that its objects can get into."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar

from tests.oracle import world
from tests.oracle.choices import Choices, all_choices
from tests.oracle.interface import CONSTRUCTOR, Entry, entries, handed_on
from tests.oracle.language import CLASS_NAME
from tests.oracle.repeats import Repeats
from tests.oracle.touched import touched
from tests.oracle.troubles import troubled
from tests.oracle.world import Deletion, Missing, Thing, World

T = TypeVar("T")

Items: TypeAlias = tuple[tuple[str, T], ...]
Values: TypeAlias = Items[object]
Deleted: TypeAlias = Items[Deletion]
State: TypeAlias = tuple[Values, Deleted]


@dataclass(frozen=True)
class Raised:
    """An AttributeError that left the entry point `entry`; whether it need not be reported."""

    missing: Missing
    entry: str
    is_excused: bool


@dataclass
class Runs:
    """What all runs of a class showed."""

    raised: set[Raised] = field(default_factory=set)
    done: set[tuple[str, int]] = field(default_factory=set)
    calls: int = 0
    is_complete: bool = True


@dataclass(frozen=True)
class Bounds:
    """How far to go: deviations in one call, calls in all, errors out of the blue in one call."""

    deviations: int = 4
    calls: int = 4_000
    troubles: int = 0
    followed: str | None = None


Enough: TypeAlias = Callable[[Runs], bool]


def run(source: str, bounds: Bounds, is_enough: Enough = lambda runs: False) -> Runs:
    """Run a class; its objects live on after errors, as long as anything new happens to them.

    `is_enough` is asked whenever another error was seen; if it agrees, nothing more is run.
    """
    explorer = _Explorer(source, bounds, is_enough)
    with suppress(_Enough):
        explorer.explore()
    return explorer.runs


class _Enough(BaseException):
    """What was looked for was seen."""


class _Explorer:
    def __init__(self, source: str, bounds: Bounds, is_enough: Enough) -> None:
        self.source, self.bounds, self.is_enough = source, bounds, is_enough
        self.cls = world.load(troubled(source) if bounds.troubles else source)
        self.entries = entries(source)
        self.runs = Runs()
        self.known: dict[State, None] = {}
        self.touched = touched(source)
        self.repeats = Repeats(source)
        self.left: dict[tuple[Entry, State, tuple[bool, ...]], dict[State, None]] = {}

    def explore(self) -> None:
        new: list[State] = [((), ())]
        for entry in self.entries:
            if entry.name == CONSTRUCTOR:
                self.entries.remove(entry)
                new = [*self._start(entry, new[0], ())]
        self._reach(new)
        never = _deletions(self.source) - self.runs.done
        if never and self.bounds.followed:
            self._reach(self._assigned_elsewhere({attribute for attribute, _ in never}))

    def _assigned_elsewhere(self, attributes: Iterable[str]) -> Iterator[State]:
        """A deletion that never worked must be of something that is assigned out of sight."""
        for (values, deleted), attribute in itertools.product(
            [*self.known] or [((), ())], attributes
        ):
            for value in (None, 0, Thing()):
                left = {**dict(values), attribute: value}
                yield (
                    _ordered(left.items()),
                    tuple(item for item in deleted if item[0] != attribute),
                )

    def _reach(self, states: Iterable[State]) -> None:
        pending = [state for state in states if state not in self.known]
        self.known.update(dict.fromkeys(pending))
        while pending:
            state = pending.pop()
            for entry in self.entries:
                if entry.waits and handed_on(entry.name) not in dict(state[0]):
                    continue
                for arguments in itertools.product((False, True), repeat=entry.parameters):
                    for after in self._start(entry, state, arguments):
                        if after not in self.known:
                            self.known[after] = None
                            pending.append(after)

    def _start(self, entry: Entry, state: State, arguments: tuple[bool, ...]) -> Iterator[State]:
        """The states that calls leave the object in; what they do not touch is as it was."""
        mine, others = _divided(state, self.touched[entry.name])
        if (entry, mine, arguments) not in self.left:
            left = dict.fromkeys(self._tried(entry, mine, arguments))
            self.left[entry, mine, arguments] = left
        for values, deleted in self.left[entry, mine, arguments]:
            yield _ordered(values + others[0]), _ordered(deleted + others[1])

    def _tried(self, entry: Entry, state: State, arguments: tuple[bool, ...]) -> Iterator[State]:
        for choices in all_choices(self.bounds.deviations):
            self.runs.calls += 1
            if self.runs.calls > self.bounds.calls:
                self.runs.is_complete = False
                return
            after = self._call(entry, state, arguments, choices)
            if after is not None:
                yield after

    def _call(
        self, entry: Entry, state: State, arguments: tuple[bool, ...], choices: Choices
    ) -> State | None:
        """The state in which the call leaves the object; None if nothing can be said."""
        values, deleted = state
        here = World(choices, dict(deleted), self.bounds.troubles, self.bounds.followed)
        subject: object = object.__new__(self.cls)
        vars(subject).update(values)
        world.current[:] = [here]
        error: Exception | None = None
        try:
            started = getattr(subject, entry.attribute)
            if not entry.is_property:
                started(*arguments)
        except Exception as raised:
            error = raised
        if error is not None and error is here.trouble:
            return None
        self.runs.done |= here.done
        if isinstance(missing := getattr(error, "missing", None), Missing):
            is_excused = self.repeats.is_excused(missing, entry.name)
            if (found := Raised(missing, entry.name, is_excused)) not in self.runs.raised:
                self.runs.raised.add(found)
                if self.is_enough(self.runs):
                    raise _Enough
        if error is not None and entry.name == CONSTRUCTOR:
            return None
        left = {
            name: replace(deletion, origin=deletion.origin or entry.name)
            for name, deletion in here.deleted.items()
            if name not in vars(subject)
        }
        return _ordered(vars(subject).items()), _ordered(left.items())


def _divided(state: State, names: frozenset[str]) -> tuple[State, State]:
    """The part of a state that is about these attributes, and the rest."""
    values, deleted = state
    mine = _about(values, names, wanted=True), _about(deleted, names, wanted=True)
    return mine, (_about(values, names, wanted=False), _about(deleted, names, wanted=False))


def _about(items: Items[T], names: frozenset[str], *, wanted: bool) -> Items[T]:
    return tuple(item for item in items if (item[0] in names) is wanted)


def _ordered(items: Iterable[tuple[str, T]]) -> Items[T]:
    return tuple(sorted(items, key=lambda item: item[0]))


def _deletions(source: str) -> set[tuple[str, int]]:
    """The deletions that the text shows: attribute and line."""
    return {
        (f"_{CLASS_NAME}{private}", number)
        for number, line in enumerate(source.splitlines(), 1)
        if line.lstrip().startswith(("del ", "delattr("))
        for private in re.findall(r"__[xy]\b", line)
    }
