"""What an analysis has met where, told deletion by deletion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias, TypeVar

from mangle_lint.facts.events import Event
from mangle_lint.facts.typestate.domain import Domain

K = TypeVar("K")

Notes: TypeAlias = dict[K, int]
"""By place, the bits of the deletions whose work was met there."""


class Exposure(NamedTuple):
    """An access that raises: the attribute is missing, or is None where None does not do.

    `deletion` made it so; `origin` is the entry point that ran the deletion, None if it was this
    very run. `entry` is the entry point that reaches the access. `is_cut_in`: the origin, which is
    no coroutine, ran while that entry point was waiting.
    """

    deletion: Event
    origin: int | None
    event: Event
    entry: int
    is_cut_in: bool = False


class Observations:
    """Gathers notes while an analysis runs.

    `raised`: an error of this access left this entry point. `observed`: an existence test saw the
    attribute missing. `caught`: an `except` clause that is an existence test had the error of this
    access. `passed_on`: this read handed on the None of a repaired deletion. `done` are the
    deletions that were carried out. `met`: all that the attribute may hold at this access.
    """

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self.raised: Notes[tuple[Event, int]] = {}
        self.observed: Notes[Event] = {}
        self.caught: Notes[Event] = {}
        self.passed_on: Notes[Event] = {}
        self.done: set[Event] = set()
        self.met: Notes[Event] = {}

    def note(self, notes: Notes[K], place: K, bits: int) -> None:
        """Note that what the deletions among `bits` have left was met at `place`."""
        bits &= self._domain.of_deletions
        if bits:
            notes[place] = notes.get(place, 0) | bits

    def exposures(self) -> Mapping[Event, tuple[Exposure, ...]]:
        """By deletion, the accesses that raise after it."""
        found: dict[Event, list[Exposure]] = defaultdict(list)
        for (event, entry), bits in self.raised.items():
            for bit, deletion, origin in self._domain.origins(bits):
                cut_in = self._domain.is_cut_in(bit)
                found[deletion].append(Exposure(deletion, origin, event, entry, cut_in))
        return {deletion: tuple(exposures) for deletion, exposures in found.items()}

    def by_deletion(self, notes: Notes[Event]) -> Mapping[Event, frozenset[Event]]:
        """By deletion, the events of `notes`."""
        found: dict[Event, set[Event]] = defaultdict(set)
        for event, bits in notes.items():
            for _, deletion, _ in self._domain.origins(bits):
                found[deletion].add(event)
        return {deletion: frozenset(events) for deletion, events in found.items()}
