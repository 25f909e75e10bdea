"""The call graph of a class, with the side effects of its bodies and an index of the names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event
from mangle_lint.facts.typestate.effects import Effects, effects_of

_Index = Mapping[str, Set[int]]


@dataclass(frozen=True, slots=True, eq=False)
class CallGraph:
    """Which bodies call which, and which names they touch; made once for all attributes of a class.

    `using` gives the bodies that access or assign an attribute, `touching` those that only test its
    value, too; `assigning` are those that assign or delete it. `needed` are the callees that matter
    even where they touch no name that is followed: they may not return, or their result is asked.
    """

    effects: Mapping[int, Effects]
    deletions: Mapping[str, Sequence[Event]]
    using: _Index
    touching: _Index
    assigning: _Index
    callers: Mapping[int, Set[int]]
    callees: Mapping[int, Set[int]]
    needed: Mapping[int, Set[int]]

    @classmethod
    def of(cls, facts: ClassFacts) -> CallGraph:
        """Draw the call graph of a class."""
        effects = {number: effects_of(body) for number, body in facts.bodies.items()}
        deletions: dict[str, list[Event]] = defaultdict(list)
        for event in facts.deletions():
            deletions[event.key.attribute].append(event)
        using, touching, assigning = (defaultdict[str, set[int]](set) for _ in range(3))
        callers: dict[int, set[int]] = {number: set() for number in effects}
        for number, found in effects.items():
            for name in found.receivers:
                using[name].add(number)
            for name in (*found.receivers, *found.tested):
                touching[name].add(number)
            for name in found.assigned:
                assigning[name].add(number)
            for callee in found.calls:
                callers[callee].add(number)
        opaque = _closure((n for n, found in effects.items() if found.may_not_return), callers)
        needed = {
            number: {callee for callee in found.calls if callee in opaque or callee in found.asked}
            for number, found in effects.items()
        }
        callees = {number: found.calls.keys() for number, found in effects.items()}
        return cls(effects, deletions, using, touching, assigning, callers, callees, needed)

    def callers_of(self, bodies: Iterable[int]) -> set[int]:
        """The bodies that may call one of `bodies`, directly or not, themselves included."""
        return _closure(bodies, self.callers)

    def callees_of(self, bodies: Iterable[int]) -> set[int]:
        """The bodies that one of `bodies` may call, directly or not, themselves included."""
        return _closure(bodies, self.callees)

    def with_needed(self, bodies: Iterable[int]) -> set[int]:
        """`bodies` with the callees whose return, or whose result, decides what runs in them."""
        return _closure(bodies, self.needed)


def _closure(start: Iterable[int], edges: Mapping[int, Iterable[int]]) -> set[int]:
    found = set(start)
    stack = list(found)
    while stack:
        for number in edges[stack.pop()]:
            if number not in found:
                found.add(number)
                stack.append(number)
    return found
