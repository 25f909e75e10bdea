"""Attributes that are deleted together: a reader raises at the first one that it reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event
from mangle_lint.facts.typestate.call_graph import CallGraph
from mangle_lint.facts.typestate.lifecycle import reached_before
from mangle_lint.facts.typestate.observations import Exposure
from mangle_lint.levels import Confidence, PlaceRole
from mangle_lint.rules.diagnosis import Diagnosis

_MOST_FOLLOWED = 4


def take_covered(
    facts: ClassFacts,
    graph: CallGraph,
    found: dict[Event, Diagnosis],
    exposures: Mapping[Event, Sequence[Exposure]],
    repaired: Set[Event] = frozenset(),
) -> list[Event]:
    """Take those deletions out of `found` that show only once others in it are fixed.

    They are returned. The deletions in `repaired` assign None instead.
    """
    covered = []
    for event in tuple(found):
        if _is_covered(facts, graph, found, event, exposures[event], repaired):
            del found[event]
            covered.append(event)
    return covered


def _is_covered(
    facts: ClassFacts,
    graph: CallGraph,
    found: Mapping[Event, Diagnosis],
    deletion: Event,
    exposures: Sequence[Exposure],
    repaired: Set[Event],
) -> bool:
    """Whether a deletion in `found` shows only once another one of the same body is fixed.

    Every reader reads the other attribute first, and that one is missing whenever this one is.
    """
    shown = {mark.event for mark in found[deletion].secondary if mark.role is PlaceRole.READ}
    entries = {exposure.entry for exposure in exposures if exposure.event in shown}
    readers = [graph.callees_of([entry]) for entry in entries]
    beside = dict.fromkeys(
        event.key.attribute
        for event, diagnosis in found.items()
        if event.body == deletion.body
        and event.key.receiver == deletion.key.receiver
        and event.key.attribute != deletion.key.attribute
        and diagnosis.confidence > Confidence.LOW
        and all(graph.using[event.key.attribute] & bodies for bodies in readers)
    )
    if not beside or deletion.body in entries:
        return False
    others = tuple(beside)[:_MOST_FOLLOWED]
    first = reached_before(facts, graph, deletion.key.attribute, others, repaired)
    if first is None or deletion not in first:
        return False
    return shown.isdisjoint(exposure.event for exposure in first[deletion])
