"""How sure it is that a read comes before what sets its attribute up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Set
from typing import NamedTuple

import libcst as cst

from mangle_lint.facts.cfg.bodies import Body, Role
from mangle_lint.facts.cfg.operations import Exists, Test
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import EventKind
from mangle_lint.facts.teardown import is_asked_by_anybody, is_teardown
from mangle_lint.facts.typestate.call_graph import CallGraph
from mangle_lint.facts.typestate.queries import Queries
from mangle_lint.facts.typestate.setup import Setup
from mangle_lint.facts.typestate.setup_transfer import Miss
from mangle_lint.facts.values import TRUTHY, value_of
from mangle_lint.levels import Confidence
from mangle_lint.rules.witness import kind_of
from mangle_lint.rules.wording import code_of
from mangle_lint.source.mangling import is_private, unmangle
from mangle_lint.source.nodes import walk

_PARTNERS = {"__exit__": "__enter__", "__aexit__": "__aenter__", "__anext__": "__aiter__"}
"""Methods that run after another one has."""

_SECOND_CONSTRUCTORS = frozenset(
    "init initialize initialise init_ui initui setup set_up setup_ui setupui create".split()
)


class Verdict(NamedTuple):
    """How sure it is that a read comes before the setup, and why."""

    confidence: Confidence
    reason: str


class Assigning(NamedTuple):
    """The bodies that assign an attribute, and the entry points that may run them, by number.

    `setups` are those that run on a made object.
    """

    bodies: Set[int]
    setups: Set[int]


def names_of(facts: ClassFacts, bodies: Collection[int]) -> set[str]:
    """The names of bodies."""
    return {facts.bodies[number].name for number in bodies}


def verdict_on(
    facts: ClassFacts, queries: Queries, setup: Setup, assigning: Assigning, miss: Miss
) -> Verdict | None:
    """How sure a miss is; None if what was started only runs after the setup."""
    entry = facts.bodies[miss.entry]
    graph = queries.graph
    partner = facts.methods.get(_PARTNERS.get(entry.name, ""))
    if partner is not None and partner in graph.callers_of(assigning.bodies):
        return None
    is_internal = entry.name.startswith("_") and not entry.name.endswith("__")
    if is_internal and graph.callers[miss.entry] - {miss.entry}:
        return None
    doubts = (
        () if setup.is_exact else ("there are too many states: its paths were not told apart",),
        _asked_before(facts, queries, miss),
        _called_by_base(facts, assigning, entry.name),
        _of_construction(facts, graph, miss) if setup.is_made else (),
        () if setup.is_made else _started_when_made(facts, graph, assigning),
    )
    doubt = next((why for found in doubts for why in found), None)
    return _sure(facts, setup, assigning, miss) if doubt is None else Verdict(Confidence.LOW, doubt)


def _asked_before(facts: ClassFacts, queries: Queries, miss: Miss) -> Iterator[str]:
    """The questions to parts of the object that may rule a read out."""
    for number in dict.fromkeys((miss.event.body, miss.entry)):
        for query in queries.asked(number, miss.event):
            if query.part != miss.event.key.attribute:
                parts = (unmangle(part, facts.name) or part for part in query.path.split("."))
                asked, name = ".".join(parts), facts.bodies[number].name
                yield f"`{name}` first asks `self.{asked}`, which may rule this out"


def _called_by_base(facts: ClassFacts, assigning: Assigning, reader: str) -> Iterator[str]:
    """Why a base class may have run the setup."""
    if not assigning.setups:
        return
    if facts.family.unseen:
        yield "a base class that was not found may call what assigns it"
    names = names_of(facts, assigning.setups)
    for ancestor in facts.family.ancestors:
        if names & ancestor.accessed and reader in ancestor.accessed | ancestor.functions:
            yield f"base `{ancestor.name}` may call what assigns it"
    if any(name.strip("_").lower() in _SECOND_CONSTRUCTORS for name in names):
        yield "what assigns it seems to be called for each object that is made"


def _of_construction(facts: ClassFacts, graph: CallGraph, miss: Miss) -> Iterator[str]:
    """Why objects on which the reader runs may be those for which the constructor assigns it."""
    making = _making(facts, graph)
    if any(isinstance(node.op, Exists) for body in making for node in body.nodes):
        yield "the constructor asks what the object has, as it may run twice"
    entry = facts.bodies[miss.entry].name
    if (entry.startswith("__") and is_private(entry)) or entry in _handed_on(making):
        yield f"`{entry}` is a callback, which may be handed on where the attribute is assigned"
    asked = {code for body in making for code in _asked(graph, body)}
    for number in dict.fromkeys((miss.event.body, miss.entry)):
        for code in _asked(graph, facts.bodies[number]):
            if code in asked:
                yield f"`{facts.bodies[number].name}` asks `{code}`, as the constructor does"


def _started_when_made(facts: ClassFacts, graph: CallGraph, assigning: Assigning) -> Iterator[str]:
    """Why what assigns the attribute may run at once, though the constructor only refers to it."""
    names = names_of(facts, graph.callers_of(assigning.bodies))
    for body in _making(facts, graph):
        for node in _own_attributes(body):
            if node.attr.value in names:
                yield f"the constructor may start `{node.attr.value}`, which assigns it"


def _making(facts: ClassFacts, graph: CallGraph) -> list[Body]:
    """The bodies that make objects."""
    made = (n for n, body in facts.bodies.items() if body.role is Role.CONSTRUCTOR)
    return [facts.bodies[number] for number in sorted(graph.callees_of(made))]


def _handed_on(bodies: Collection[Body]) -> Iterator[str]:
    """The methods that bodies refer to without calling them."""
    for body in bodies:
        called = {
            id(node.func)
            for node in (walk(body.node) if body.node is not None else ())
            if isinstance(node, cst.Call)
        }
        yield from (n.attr.value for n in _own_attributes(body) if id(n) not in called)


def _own_attributes(body: Body) -> Iterator[cst.Attribute]:
    """The attributes of its own object that a body spells."""
    own = (body.receiver or "").partition("@")[0]
    for node in walk(body.node) if body.node is not None else ():
        match node:
            case cst.Attribute(cst.Name(owner)) if owner == own:
                yield node


def _asked(graph: CallGraph, body: Body) -> Iterator[str]:
    """The conditions of a body, but for those on attributes of its object that are followed."""
    for number, condition in body.conditions.items():
        op = body.nodes[number].op
        is_own = isinstance(op, Test) and op.key.receiver == body.receiver
        if not (is_own and isinstance(op, Test) and op.key.attribute in graph.assigning):
            yield code_of(condition)


def _sure(facts: ClassFacts, setup: Setup, assigning: Assigning, miss: Miss) -> Verdict:
    entry = facts.bodies[miss.entry]
    is_test = kind_of(miss.event) == "test" and not _is_emptied(facts, miss.event.key.attribute)
    if not setup.is_ever and assigning.bodies <= {miss.event.body}:
        return Verdict(Confidence.HIGH, "nothing assigns it before this read")
    if setup.is_made and is_test:
        return Verdict(Confidence.HIGH, "the test is there for objects that lack it, and raises")
    if setup.is_made and not assigning.setups:
        return Verdict(Confidence.MEDIUM, "the constructor assigns it on some paths only")
    if is_test:
        return Verdict(Confidence.MEDIUM, "the test expects it to be there before the setup")
    if entry.role is not Role.NESTED:
        if is_teardown(entry.name):
            return Verdict(Confidence.MEDIUM, "the object may be torn down before its setup")
        if is_asked_by_anybody(entry.name):
            return Verdict(Confidence.MEDIUM, f"`{entry.name}` may be called at any time")
    return Verdict(Confidence.LOW, "only use before the setup raises")


def _is_emptied(facts: ClassFacts, attribute: str) -> bool:
    """Whether something assigns None, or what is false, which a test may be there for."""
    return any(
        event.kind is EventKind.ASSIGNMENT
        and event.key.attribute == attribute
        and event.value is not None
        and not value_of(event.value).bits & TRUTHY
        for event in facts.events
    )
