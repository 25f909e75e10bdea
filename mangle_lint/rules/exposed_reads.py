"""Which deletions of a class are reported for the reads that they expose, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import CLASS_RECEIVER, Event, EventKind, Usage
from mangle_lint.facts.teardown import is_teardown
from mangle_lint.facts.typestate.call_graph import CallGraph
from mangle_lint.facts.typestate.lifecycle import Aftermath, Lifecycle, lifecycle
from mangle_lint.facts.typestate.observations import Exposure
from mangle_lint.fixing.assign_none import AssignNone
from mangle_lint.fixing.existence_tests import changed_tests
from mangle_lint.levels import Confidence, PlaceRole
from mangle_lint.rules.diagnosis import Diagnosis, Mark, Silence
from mangle_lint.source.mangling import unmangle


def outcomes(facts: ClassFacts) -> Iterator[Diagnosis | Silence]:
    """Yield for each deletion in `facts` a diagnosis, or why there is none."""
    graph = CallGraph.of(facts)
    found: dict[Event, Diagnosis] = {}
    silent: dict[str, dict[Event, Silence]] = {}  # by attribute
    for attribute, deletions in graph.deletions.items():
        answered = facts.answers(attribute)
        # nothing is behind a class that loses its own attribute
        judged = [e for e in deletions if not answered or e.key.receiver == CLASS_RECEIVER]
        for event in deletions:
            if event not in judged:
                yield Silence(event, answered)
        life = lifecycle(facts, graph, attribute) if judged else None
        for event in judged:
            outcome = _judge(facts, life, event)
            if isinstance(outcome, Diagnosis):
                found[event] = outcome
            else:
                silent.setdefault(attribute, {})[event] = outcome
    while uncovered := _uncovered(facts, graph, found, silent):
        found |= uncovered
    yield from found.values()
    yield from (silence for silences in silent.values() for silence in silences.values())


def _uncovered(
    facts: ClassFacts,
    graph: CallGraph,
    found: Mapping[Event, Diagnosis],
    silent: Mapping[str, dict[Event, Silence]],
) -> dict[Event, Diagnosis]:
    """The deletions of `silent` that are reported once those `found` are repaired.

    A deletion that raises, for the attribute is missing, keeps the code behind it from running. The
    deletions are taken out of `silent`.
    """
    uncovered: dict[Event, Diagnosis] = {}
    for attribute, silences in silent.items():
        life = lifecycle(facts, graph, attribute, found.keys()) if found and silences else None
        for event in tuple(silences) if life is not None else ():
            outcome = _judge(facts, life, event)
            if isinstance(outcome, Diagnosis):
                uncovered[event] = outcome._replace(notes=(*outcome.notes, _BEHIND))
                del silences[event]
    return uncovered


def _judge(facts: ClassFacts, life: Lifecycle | None, deletion: Event) -> Diagnosis | Silence:
    if life is None:
        return Silence(deletion, "the class has too many states to follow")
    after = life.after[deletion]
    repeats = [exposure for exposure in after.exposures if _is_repeat(exposure)]
    others = [exposure for exposure in after.exposures if not _is_repeat(exposure)]
    real = [exposure for exposure in others if not _same_property(facts, exposure)]
    if any(exposure.event.kind is EventKind.READ for exposure in real):
        return _diagnose(facts, after, deletion, real, repeats)
    if real:
        return Silence(deletion, "other methods only delete it again")
    if others:
        why = "deletion and reads belong to one property: reading it afterwards is meant to raise"
        return Silence(deletion, why)
    return Silence(deletion, _why_harmless(after, life.state_attributes, repeated=bool(repeats)))


def _why_harmless(after: Aftermath, state_attributes: Sequence[str], *, repeated: bool) -> str:
    """Why no access raises after a deletion, unless the deleting body runs once more."""
    if not after.is_done:
        return "the deletion is never carried out"
    if after.is_guarded and not repeated:
        listed = ", ".join(state_attributes)
        return f"a state attribute guards every read that it could hit (followed: {listed})"
    if not after.leaves:
        return "the attribute is assigned again on every path, or the object is dying"
    if after.observed or after.caught:
        return "every read that it could hit is an existence test"
    if repeated:
        return "only the deleting body itself reads it, when it is run once more"
    return "no read is reached without an assignment before it, or an `except` around it"


def _diagnose(
    facts: ClassFacts,
    after: Aftermath,
    deletion: Event,
    real: Sequence[Exposure],
    repeats: Sequence[Exposure],
) -> Diagnosis:
    hits = _hits(facts, real)
    private = unmangle(deletion.key.attribute, facts.name) or deletion.key.attribute
    readers = dict.fromkeys(facts.bodies[m.event.body].name for m in hits if m.kind != "delete")
    again = sorted({facts.bodies[exposure.entry].name for exposure in repeats})
    confidence, reason = _confidence(facts, real)
    return Diagnosis(
        facts=facts,
        message=f"`{private}` is deleted here, but {_listed(readers)} can still read it",
        help=f"assign None instead of deleting `{private}`",
        primary=Mark(deletion, PlaceRole.PRIMARY, "deleted here"),
        confidence=confidence,
        reason=reason,
        error=_error(facts, deletion),
        secondary=(*hits, *_none_reads(after, deletion, {mark.event for mark in hits})),
        notes=tuple(f"calling `{name}` twice raises too" for name in again),
        remedy=AssignNone(facts, deletion, changed_tests(facts, after)),
    )


# --- which exposures count ----------------------------------------------------------------------


def _is_repeat(exposure: Exposure) -> bool:
    """Whether the deleting body itself, run once more, is what raises."""
    again = exposure.origin == exposure.entry or exposure.event.body == exposure.deletion.body
    return exposure.origin is not None and again


def _same_property(facts: ClassFacts, exposure: Exposure) -> bool:
    """Whether deletion and read belong to one property: reading it afterwards is meant to raise."""
    if exposure.origin is None:
        return False  # certain to raise, in the accessor itself
    mine = facts.groups.get(exposure.deletion.body, frozenset())
    if exposure.origin in facts.deleters:
        mine |= facts.groups.get(exposure.origin, frozenset())
    return bool(mine & facts.groups.get(exposure.event.body, frozenset()))


_BEHIND = "this shows only once the deletions before it are fixed"

_KINDS = {
    "delete": "deletes it again, which raises",
    "test": "tests it, which reads it and raises",
    "read": "reads it, which raises",
}


def _hits(facts: ClassFacts, exposures: Iterable[Exposure]) -> tuple[Mark, ...]:
    """The accesses that raise, each with how it is reached."""
    by_event: dict[Event, list[Exposure]] = {}
    for exposure in sorted(exposures, key=lambda e: (e.event.body, e.entry)):
        by_event.setdefault(exposure.event, []).append(exposure)
    return tuple(
        Mark(event, PlaceRole.READ, _why(facts, event, reached), _kind(event))
        for event, reached in by_event.items()
    )


def _kind(event: Event) -> str:
    test_or_read = "test" if event.usage is Usage.TESTED else "read"
    return "delete" if event.kind is EventKind.DELETION else test_or_read


def _why(facts: ClassFacts, event: Event, reached: Sequence[Exposure]) -> str:
    what = _KINDS[_kind(event)]
    if any(exposure.origin is None for exposure in reached):
        return f"{what}: the deletion stands before it in the same run"
    if any(exposure.entry == event.body for exposure in reached):
        return what
    entries = [facts.bodies[exposure.entry] for exposure in reached]
    return f"{what}, when {_listed(dict.fromkeys(entry.name for entry in entries))} calls it"


# --- what is said about them ----------------------------------------------------------------------


def _error(facts: ClassFacts, deletion: Event) -> str:
    """The message of the AttributeError that a user would see."""
    is_class = deletion.key.receiver == CLASS_RECEIVER
    owner = f"type object '{facts.name}'" if is_class else f"'{facts.name}' object"
    return f"AttributeError: {owner} has no attribute '{deletion.key.attribute}'"


def _confidence(facts: ClassFacts, exposures: Sequence[Exposure]) -> tuple[Confidence, str]:
    origins = {exposure.origin for exposure in exposures}
    if None in origins:
        return Confidence.HIGH, "the read follows the deletion in the same run"
    names = [facts.bodies[origin].name for origin in origins if origin is not None]
    if not all(is_teardown(name) for name in names):
        return Confidence.HIGH, "the object lives on after the deletion"
    return Confidence.MEDIUM, "the deletion is part of a teardown: only use after it raises"


def _none_reads(after: Aftermath, deletion: Event, hit: Set[Event]) -> tuple[Mark, ...]:
    """The reads that None does not suit, without those of a repeated deletion."""
    found = dict.fromkeys(after.none_passed_on, "None is passed on")
    found |= {event: f"{event.usage.value}: {event.usage.failure}" for event in after.none_fails}
    return tuple(
        Mark(event, PlaceRole.NONE, outcome)
        for event, outcome in sorted(found.items(), key=lambda item: (item[0].body, item[1]))
        if event in hit or event.body != deletion.body
    )


def _listed(names: Iterable[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    if len(quoted) > 3:
        quoted = [*quoted[:2], f"{len(quoted) - 2} others"]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
