"""Which deletions of a class are reported for the reads that they expose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from mangle_lint.facts.cfg.bodies import Role
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import CLASS_RECEIVER, Event, EventKind
from mangle_lint.facts.typestate.call_graph import CallGraph
from mangle_lint.facts.typestate.guess import guess
from mangle_lint.facts.typestate.lifecycle import Aftermath, Lifecycle, lifecycle
from mangle_lint.facts.typestate.observations import Exposure
from mangle_lint.facts.typestate.queries import Queries, Ruling
from mangle_lint.facts.typestate.unregistering import is_unregistered
from mangle_lint.levels import Confidence
from mangle_lint.rules.companions import take_covered
from mangle_lint.rules.diagnosis import Diagnosis, GivenUp, Silence, Witness
from mangle_lint.rules.exposure_report import diagnose, spelled
from mangle_lint.rules.repeats import is_ordinary, is_repeat

_TOO_MANY = "the class has too many states to follow: its paths were not told apart"
_COVERED = "every reader raises before, at another attribute that is deleted with it"
_BEHIND = "this shows only once the deletions before it are fixed"


def outcomes(facts: ClassFacts) -> Iterator[Diagnosis | Silence | GivenUp]:
    """Yield for each deletion in `facts` a diagnosis, or why there is none."""
    graph = CallGraph.of(facts)
    queries = Queries(facts, graph)
    found: dict[Event, Diagnosis] = {}
    silent: dict[str, dict[Event, Silence]] = {}  # by attribute
    exposures: dict[Event, Sequence[Exposure]] = {}
    for attribute, deletions in graph.deletions.items():
        life = lifecycle(facts, graph, attribute)
        if life is None:
            yield GivenUp(facts, attribute)
        followed = life or Lifecycle(guess(facts, deletions))
        for event in deletions:
            outcome = _judge(facts, queries, followed, event)
            if isinstance(outcome, Diagnosis) and life is None:
                outcome = outcome._replace(confidence=Confidence.LOW, reason=_TOO_MANY)
            if isinstance(outcome, Diagnosis):
                found[event] = outcome
                exposures[event] = followed.after[event].exposures
            else:
                silent.setdefault(attribute, {})[event] = outcome
    for event in take_covered(facts, graph, found, exposures):
        silent.setdefault(event.key.attribute, {})[event] = Silence(event, _COVERED)
    while uncovered := _uncovered(facts, queries, found, silent):
        found |= uncovered
    for event, diagnosis in found.items():
        why = facts.answered_above(event.key.attribute)
        yield Silence(event, why) if why else diagnosis
    yield from (silence for silences in silent.values() for silence in silences.values())


def _uncovered(
    facts: ClassFacts,
    queries: Queries,
    found: Mapping[Event, Diagnosis],
    silent: Mapping[str, dict[Event, Silence]],
) -> dict[Event, Diagnosis]:
    """The deletions of `silent` that are reported once those `found` are repaired.

    A deletion that raises, for the attribute is missing, keeps the code behind it from running. The
    deletions are taken out of `silent`; not those that show only once others of them are fixed, as
    in a file in which those `found` are repaired.
    """
    uncovered: dict[Event, Diagnosis] = {}
    exposures: dict[Event, Sequence[Exposure]] = {}
    repaired = {e for e, diagnosis in found.items() if diagnosis.confidence > Confidence.LOW}
    for attribute, silences in silent.items():
        is_asked = repaired and silences
        life = lifecycle(facts, queries.graph, attribute, repaired) if is_asked else None
        if life is None:
            continue
        for event in silences:
            outcome = _judge(facts, queries, life, event, repaired)
            if isinstance(outcome, Diagnosis):
                uncovered[event] = _behind(outcome)
                exposures[event] = life.after[event].exposures
    take_covered(facts, queries.graph, uncovered, exposures, repaired)
    for event in uncovered:
        del silent[event.key.attribute][event]
    return uncovered


def _behind(diagnosis: Diagnosis) -> Diagnosis:
    """The same where other deletions stand before it."""
    find = diagnosis.witness
    return diagnosis._replace(
        notes=(*diagnosis.notes, _BEHIND),
        witness=(lambda: _noted(find(), _BEHIND)) if find is not None else None,
    )


def _noted(witness: Witness, note: str) -> Witness:
    return witness._replace(note="; ".join(filter(None, [witness.note, note])))


def _judge(
    facts: ClassFacts,
    queries: Queries,
    life: Lifecycle,
    deletion: Event,
    repaired: Set[Event] = frozenset(),
) -> Diagnosis | Silence:
    after = life.after[deletion]
    exposures = [exposure for exposure in after.exposures if not _is_overridden(facts, exposure)]
    repeats = [
        exposure
        for exposure in exposures
        if is_repeat(exposure) and not is_ordinary(facts, queries.graph, exposure, repaired)
    ]
    others = [exposure for exposure in exposures if exposure not in repeats]
    real = [exposure for exposure in others if not _same_property(facts, exposure)]
    if not facts.is_own(deletion):
        real = [exposure for exposure in real if exposure.event.kind is EventKind.READ]
    rulings = {exposure: queries.ruling(exposure) for exposure in real}
    settled = [ruling for ruling in rulings.values() if ruling is not None and ruling.is_settled]
    real = [exposure for exposure in real if rulings[exposure] not in settled]
    if real:
        diagnosis = diagnose(facts, queries.graph, life, deletion, real, repeats)
        doubts = [why for e in real if (why := _doubt(facts, queries.graph, e, rulings[e]))]
        if len(doubts) < len(real):
            return diagnosis
        return diagnosis._replace(confidence=Confidence.LOW, reason=doubts[0])
    if settled:
        what = f"`{settled[0].reader}` first asks `{spelled(facts, settled[0])}`"
        return Silence(deletion, f"{what}, and the deleting path decides the answer")
    if any(e.event is deletion for e in repeats) and _is_made_when_asked(facts, after, deletion):
        return diagnose(facts, queries.graph, life, deletion, repeats, ())
    if len(exposures) < len(after.exposures):
        return Silence(deletion, "the subclass that deletes it overrides what would read it")
    if not facts.is_own(deletion) and others:
        return Silence(deletion, "other code only deletes it again")
    if others:
        why = "deletion and reads belong to one property: reading it afterwards is meant to raise"
        return Silence(deletion, why)
    why = facts.answers(deletion.key.attribute)
    if not why or deletion.key.receiver == CLASS_RECEIVER:
        why = _why_harmless(after, life.state_attributes, repeated=bool(repeats))
    return Silence(deletion, why)


def _doubt(facts: ClassFacts, graph: CallGraph, exposure: Exposure, ruling: Ruling | None) -> str:
    """What may rule an exposure out, though nobody here can tell; empty if nothing does."""
    if ruling is not None:
        return f"`{ruling.reader}` first asks `{spelled(facts, ruling)}`, which may rule this out"
    if exposure.origin is not None and is_unregistered(facts, graph, exposure):
        origin, reader = facts.bodies[exposure.origin].name, facts.bodies[exposure.entry].name
        return f"`{origin}` takes back the callback `{reader}`, which may rule this out"
    return ""


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


# --- which exposures count ----------------------------------------------------------------------


def _is_overridden(facts: ClassFacts, exposure: Exposure) -> bool:
    """Whether a subclass deletes it that has another method in place of the reader."""
    subclass = facts.subclass_of(exposure.deletion)
    return subclass is not None and any(
        facts.bodies[number].role is not Role.OUTSIDE
        and facts.bodies[number].name in subclass.replaced
        for number in (exposure.event.body, exposure.entry)
    )


def _is_made_when_asked(facts: ClassFacts, after: Aftermath, deletion: Event) -> bool:
    """Whether nobody assigns the attribute but methods that find it missing.

    So a new object does not have it, and the deletion raises there.
    """
    asking = {event.body for event in (*after.observed, *after.caught)} - {deletion.body}
    assigning = {
        event.body
        for event in facts.events
        if event.kind is EventKind.ASSIGNMENT and event.key.attribute == deletion.key.attribute
    }
    return facts.is_own(deletion) and bool(assigning) and assigning <= asking


def _same_property(facts: ClassFacts, exposure: Exposure) -> bool:
    """Whether deletion and read belong to one property: reading it afterwards is meant to raise."""
    if exposure.origin is None:
        return False  # certain to raise, in the accessor itself
    mine = facts.groups.get(exposure.deletion.body, frozenset())
    if exposure.origin in facts.deleters:
        mine |= facts.groups.get(exposure.origin, frozenset())
    return bool(mine & facts.groups.get(exposure.event.body, frozenset()))
