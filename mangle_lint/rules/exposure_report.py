"""What is said of a deletion and of the reads that it exposes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from functools import partial

import libcst as cst

from mangle_lint.facts.cfg.operations import Access, Assign
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import CLASS_RECEIVER, Event, EventKind, Usage
from mangle_lint.facts.teardown import is_teardown
from mangle_lint.facts.typestate.call_graph import CallGraph
from mangle_lint.facts.typestate.lifecycle import Aftermath, Lifecycle
from mangle_lint.facts.typestate.observations import Exposure
from mangle_lint.facts.typestate.queries import Ruling
from mangle_lint.facts.values import NONE
from mangle_lint.fixing.assign_none import AssignNone
from mangle_lint.fixing.existence_tests import changed_tests
from mangle_lint.levels import FAILS_ON_NONE, MEETS_NONE, Confidence, PlaceRole
from mangle_lint.rules.diagnosis import Diagnosis, Mark
from mangle_lint.rules.repeats import is_by_another
from mangle_lint.rules.witness import KINDS, kind_of, witness
from mangle_lint.source.mangling import unmangle
from mangle_lint.source.nodes import walk


def diagnose(
    facts: ClassFacts,
    graph: CallGraph,
    life: Lifecycle,
    deletion: Event,
    real: Sequence[Exposure],
    repeats: Sequence[Exposure],
) -> Diagnosis:
    """The diagnosis of a deletion after which the `real` exposures raise, and the `repeats`."""
    after = life.after[deletion]
    attribute = deletion.key.attribute
    hits = _hits(facts, real)
    private = unmangle(attribute, facts.name) or attribute
    again = sorted({facts.bodies[exposure.entry].name for exposure in repeats})
    confidence, reason = _confidence(facts, real)
    remedy = _remedy(facts, after, deletion)
    return Diagnosis(
        facts=facts,
        message=f"`{private}` is deleted here, but {_what_follows(facts, real, hits)}",
        help=(
            f"assign None instead of deleting `{private}`"
            if remedy is not None
            else f"delete `{private}` only where the object has it"
        ),
        primary=Mark(deletion, PlaceRole.PRIMARY, "deleted here"),
        confidence=confidence,
        reason=reason,
        error=_error(facts, deletion),
        secondary=(*hits, *_none_reads(facts, after, deletion, {mark.event for mark in hits})),
        notes=(
            *(f"calling `{name}` twice raises too" for name in again),
            *_endless(facts, deletion),
        ),
        remedy=remedy,
        witness=partial(witness, facts, graph, life.plans, real),
    )


def _remedy(facts: ClassFacts, after: Aftermath, deletion: Event) -> AssignNone | None:
    """To assign None; not where that would hide another value that the class has."""
    value = facts.class_values.get(deletion.key.attribute)
    is_own = deletion.key.receiver != CLASS_RECEIVER
    if is_own and facts.answers(deletion.key.attribute) and (not value or value.bits != NONE):
        return None
    return AssignNone(facts, deletion, changed_tests(facts, after, deletion))


def spelled(facts: ClassFacts, ruling: Ruling) -> str:
    """The path of a query as the code of the class spells it."""
    names = (unmangle(name, facts.name) or name for name in ruling.path.split("."))
    return ".".join(("self", *names))


def _hits(facts: ClassFacts, exposures: Iterable[Exposure]) -> tuple[Mark, ...]:
    """The accesses that raise, each with how it is reached."""
    by_event: dict[Event, list[Exposure]] = {}
    for exposure in sorted(exposures, key=lambda e: (e.event.body, e.entry)):
        by_event.setdefault(exposure.event, []).append(exposure)
    return tuple(
        Mark(event, PlaceRole.READ, _why(facts, event, reached), kind_of(event))
        for event, reached in by_event.items()
    )


def _what_follows(facts: ClassFacts, exposures: Sequence[Exposure], hits: Sequence[Mark]) -> str:
    readers = dict.fromkeys(facts.bodies[m.event.body].name for m in hits if m.kind != "delete")
    if readers:
        return f"{listed(readers)} can still read it"
    if all(e.event is e.deletion and not is_by_another(e) for e in exposures):
        return "not every object has it"
    deleting = dict.fromkeys(facts.bodies[mark.event.body].name for mark in hits)
    return f"{listed(deleting)} can delete it again"


def _why(facts: ClassFacts, event: Event, reached: Sequence[Exposure]) -> str:
    what = KINDS[kind_of(event)]
    if any(exposure.origin is None for exposure in reached):
        return f"{what}: the deletion stands before it in the same run"
    if any(e.entry == event.body and not is_by_another(e) for e in reached):
        return what
    if all(map(is_by_another, reached)):
        names = {e.origin: facts.bodies[e.origin].name for e in reached if e.origin is not None}
        return f"{what}, after {listed(dict.fromkeys(names.values()))} has deleted it"
    entries = [facts.bodies[exposure.entry] for exposure in reached]
    return f"{what}, when {listed(dict.fromkeys(entry.name for entry in entries))} calls it"


# --- what is said about them ----------------------------------------------------------------------


def _error(facts: ClassFacts, deletion: Event) -> str:
    """The message of the error that a user would see."""
    if facts.asks_itself(deletion.key.attribute):
        return "RecursionError: maximum recursion depth exceeded"
    return f"AttributeError: {_owner(facts, deletion)} has no attribute '{deletion.key.attribute}'"


def _owner(facts: ClassFacts, deletion: Event) -> str:
    """What Python calls the object that lost the attribute, as far as its class is known."""
    if deletion.key.receiver == CLASS_RECEIVER:
        return f"type object '{facts.name}'"
    if (subclass := facts.subclass_of(deletion)) is not None:
        return f"'{subclass.name}' object"
    if facts.is_own(deletion):
        return f"'{facts.name}' object"
    name, _, number = deletion.key.receiver.partition("@")
    return f"`{name}` (its class is not known here)" if number.isdecimal() else "the object"


def _endless(facts: ClassFacts, deletion: Event) -> tuple[str, ...]:
    if not facts.asks_itself(deletion.key.attribute):
        return ()
    return ("`__getattr__` is called for what is missing, and reads it itself",)


def _confidence(facts: ClassFacts, exposures: Sequence[Exposure]) -> tuple[Confidence, str]:
    if all(map(is_by_another, exposures)):
        return Confidence.MEDIUM, "it takes a second run of the deleting code"
    exposures = [exposure for exposure in exposures if not is_by_another(exposure)]
    origins = {exposure.origin for exposure in exposures}
    if all(exposure.event.kind is EventKind.DELETION for exposure in exposures):
        if None not in origins:
            return Confidence.MEDIUM, "only a second deletion raises"
    if all(exposure.is_cut_in for exposure in exposures):
        return Confidence.MEDIUM, "the deletion has to run while the reader waits at an `await`"
    if None in origins:
        return Confidence.HIGH, "the read follows the deletion in the same run"
    names = [facts.bodies[origin].name for origin in origins if origin is not None]
    if not all(is_teardown(name) for name in names):
        if all(_is_handed_out_before(facts, exposure) for exposure in exposures):
            return Confidence.MEDIUM, "the reader was handed out before, and may have ended by then"
        return Confidence.HIGH, "the object lives on after the deletion"
    return Confidence.MEDIUM, "the deletion is part of a teardown: only use after it raises"


def _is_handed_out_before(facts: ClassFacts, exposure: Exposure) -> bool:
    """Whether nobody can call the reader unless the deleting body has handed it out before."""
    flag = facts.handed_on.get(exposure.entry)
    deletion = exposure.deletion
    if flag is None:
        return False
    handing = [
        (body.number, number)
        for body in facts.bodies.values()
        for number, node in enumerate(body.nodes)
        if isinstance(node.op, Assign) and node.op.key.attribute == flag
    ]
    deleting = [
        number
        for number, node in enumerate(facts.bodies[deletion.body].nodes)
        if isinstance(node.op, Access) and node.op.event is deletion
    ]
    return all(body == deletion.body and number < min(deleting) for body, number in handing)


def _none_reads(
    facts: ClassFacts, after: Aftermath, deletion: Event, hit: Set[Event]
) -> tuple[Mark, ...]:
    """The reads that None does not suit, without those of a repeated deletion."""
    found = dict.fromkeys(after.none_passed_on, ("None is passed on", MEETS_NONE))
    for event in after.none_fails:
        found[event] = (f"{event.usage.value}: {failure_on_none(facts, event)}", FAILS_ON_NONE)
    return tuple(
        Mark(event, PlaceRole.NONE, outcome, kind)
        for event, (outcome, kind) in sorted(
            found.items(), key=lambda item: (item[0].body, item[1])
        )
        if event in hit or event.body != deletion.body
    )


def failure_on_none(facts: ClassFacts, event: Event) -> str:
    """What Python says where the value of a read is None."""
    node = facts.bodies[event.body].node
    if event.usage is Usage.ATTRIBUTE and node is not None:
        for part in walk(node):
            if isinstance(part, cst.Attribute) and part.value is event.node:
                return f"AttributeError: 'NoneType' object has no attribute '{part.attr.value}'"
    return event.usage.failure


def listed(names: Iterable[str]) -> str:
    """Names in a sentence; of more than three, two and how many others."""
    quoted = [f"`{name}`" for name in names]
    if len(quoted) > 3:
        quoted = [*quoted[:2], f"{len(quoted) - 2} others"]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
