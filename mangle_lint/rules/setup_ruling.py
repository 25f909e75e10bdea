"""Which attributes are reported for being read before they are set up, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

import libcst as cst

from mangle_lint.facts.cfg.bodies import Role
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import CLASS_RECEIVER, Event, EventKind, Usage
from mangle_lint.facts.origins import given_out_of_sight
from mangle_lint.facts.typestate.call_graph import CallGraph
from mangle_lint.facts.typestate.construction import early_reads
from mangle_lint.facts.typestate.queries import Queries
from mangle_lint.facts.typestate.setup import Setup, setup_of
from mangle_lint.fixing.assign_first import AssignFirst
from mangle_lint.levels import FAILS_ON_NONE, MEETS_NONE, PlaceRole
from mangle_lint.rules.diagnosis import Diagnosis, GivenUp, Mark, Silence
from mangle_lint.rules.exposure_report import failure_on_none, listed
from mangle_lint.rules.setup_verdict import Assigning, Verdict, names_of, verdict_on
from mangle_lint.rules.witness import KINDS, kind_of
from mangle_lint.source.mangling import unmangle

_BEFORE_ALL = frozenset(
    "setUp asyncSetUp setUpClass setUpTestData setUpModule setup_method setup_class __set_name__ "
    "__setstate__ __new__ __init_subclass__".split()
)
"""Methods that a framework, or Python, calls before the others."""


def outcomes(facts: ClassFacts) -> Iterator[Diagnosis | Silence | GivenUp]:
    """Yield for each attribute that may come late a diagnosis, or why there is none."""
    assert facts.world is not None
    graph = CallGraph.of(facts)
    queries = Queries(facts, graph)
    for attribute in sorted(facts.world.late):
        if attribute not in graph.assigning or attribute not in graph.using:
            continue
        setup = setup_of(facts, graph, attribute)
        if setup is None:
            yield GivenUp(facts, attribute)
        elif setup.misses:
            yield from _judge(facts, queries, attribute, setup)
        elif setup.is_guarded:
            why = "a state attribute guards every read that could come before the setup"
            yield from (Silence(event, why) for event in _reads(facts, attribute))


def _reads(facts: ClassFacts, attribute: str) -> Iterator[Event]:
    for event in facts.events:
        if event.kind is EventKind.READ and event.key.attribute == attribute:
            yield event


def _judge(
    facts: ClassFacts, queries: Queries, attribute: str, setup: Setup
) -> Iterator[Diagnosis | Silence]:
    bodies = queries.graph.assigning[attribute]
    runs = queries.graph.callers_of(bodies) & facts.entry_points
    setups = {n for n in runs if facts.bodies[n].role is not Role.CONSTRUCTOR}
    assigning = Assigning(bodies, setups)
    events = dict.fromkeys(miss.event for miss in setup.misses)
    why = _why_there(facts, queries.graph, attribute, assigning)
    if why:
        yield from (Silence(event, why) for event in events)
        return
    found: dict[Event, Verdict] = {}
    for miss in setup.misses:
        verdict = verdict_on(facts, queries, setup, assigning, miss)
        if verdict is not None and (
            miss.event not in found or found[miss.event].confidence < verdict.confidence
        ):
            found[miss.event] = verdict
    for event in events.keys() - found.keys():
        yield Silence(event, "what reads it only runs after what assigns it")
    if found:
        yield _diagnose(facts, setup, assigning, found)


def _why_there(facts: ClassFacts, graph: CallGraph, attribute: str, assigning: Assigning) -> str:
    """Why objects have the attribute from elsewhere; empty if nothing tells so."""
    why = (
        facts.answers(attribute)
        or given_out_of_sight(facts, attribute)
        or facts.answered_above(attribute)
    )
    if why:
        return why
    for event in facts.events:
        if event.kind is EventKind.ASSIGNMENT and event.key.attribute == attribute:
            if event.key.receiver == CLASS_RECEIVER:
                return "the class may have it: it is assigned there"
            if not facts.is_own(event):
                return "it is assigned to objects from elsewhere, too"
    names = names_of(facts, graph.callers_of(assigning.bodies))
    if first := sorted(names & _BEFORE_ALL):
        return f"`{first[0]}` runs before all other methods"
    if "__init__" not in facts.methods and (first := sorted(names & _called_when_made(facts))):
        return f"a base class calls `{first[0]}` while the object is made"
    if facts.world is not None and attribute in facts.world.early:
        if early_reads(facts, graph, attribute):
            return "it is read before that, while the object is made"
    return ""


def _called_when_made(facts: ClassFacts) -> Set[str]:
    return set(facts.family.called_when_made)


def _diagnose(
    facts: ClassFacts, setup: Setup, assigning: Assigning, found: dict[Event, Verdict]
) -> Diagnosis:
    order = {event: number for number, event in enumerate(facts.events)}
    first = min(found, key=lambda event: (-found[event].confidence, order[event]))
    attribute = first.key.attribute
    private = unmangle(attribute, facts.name) or attribute
    reader = facts.bodies[first.body].name
    setups = sorted(assigning.setups)
    if setup.is_made and not setups:
        message = f"`{reader}` reads `{private}`, which `__init__` assigns on some paths only"
    elif set(setups) <= {first.body}:
        message = f"`{reader}` reads `{private}` before anything assigns it"
    else:
        names = listed(dict.fromkeys(facts.bodies[number].name for number in setups))
        message = f"`{reader}` reads `{private}`, which {names} may not have assigned yet"
    remedy = _remedy(facts, setup, private)
    return Diagnosis(
        facts=facts,
        message=message,
        help=f"assign `{private}` in `__init__`, on every path",
        primary=Mark(first, PlaceRole.PRIMARY, "read here", kind_of(first)),
        confidence=found[first].confidence,
        reason=found[first].reason,
        error=f"AttributeError: '{facts.name}' object has no attribute '{attribute}'",
        secondary=(
            *(
                Mark(event, PlaceRole.READ, KINDS[kind_of(event)], kind_of(event))
                for event in found
                if event is not first
            ),
            *(_none_reads(facts, found) if remedy is not None else ()),
        ),
        remedy=remedy,
    )


def _none_reads(facts: ClassFacts, events: Iterable[Event]) -> Iterator[Mark]:
    """The reads that None does not suit, or that pass it on."""
    for event in events:
        if event.usage.error_on_none is not None:
            why = f"{event.usage.value}: {failure_on_none(facts, event)}"
            yield Mark(event, PlaceRole.NONE, why, FAILS_ON_NONE)
        elif event.usage is Usage.PASSED_ON:
            yield Mark(event, PlaceRole.NONE, "None is passed on", MEETS_NONE)


def _remedy(facts: ClassFacts, setup: Setup, private: str) -> AssignFirst | None:
    number = facts.methods.get("__init__")
    body = facts.bodies[number] if number is not None else None
    if body is None or body.receiver is None or not isinstance(body.node, cst.FunctionDef):
        return None
    if "__setattr__" in facts.methods:
        return None
    receiver = body.receiver.partition("@")[0]
    return AssignFirst(body.node, f"{receiver}.{private}", at_start=setup.is_made)
