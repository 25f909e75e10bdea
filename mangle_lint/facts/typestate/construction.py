"""What is read of an object while it is made, before anything has assigned it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import libcst as cst

from mangle_lint.facts.accessors import TRANSPARENT, decorators_of
from mangle_lint.facts.cfg.bodies import Body, Role
from mangle_lint.facts.cfg.operations import Access, Call, Exists, Fork, Test
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event, EventKind
from mangle_lint.facts.typestate.call_graph import CallGraph
from mangle_lint.facts.typestate.domain import Domain
from mangle_lint.facts.typestate.observations import Observations
from mangle_lint.facts.typestate.plan import Plan, make_plan
from mangle_lint.facts.typestate.solver import Solver, TooManyStates
from mangle_lint.facts.typestate.transfer import TypestateTransfer
from mangle_lint.facts.values import NEVER

_BUDGET = 20_000


class EarlyRead(NamedTuple):
    """A read that construction reaches, on no path behind an assignment.

    `is_sure`: it runs whenever an object is made, or depends on the arguments alone.
    """

    event: Event
    is_sure: bool


def early_reads(facts: ClassFacts, graph: CallGraph, attribute: str) -> list[EarlyRead]:
    """The early reads of an attribute. There are none where construction has too many states.

    Construction is what the constructors run, with the bodies that they call.
    """
    met = _met(make_plan(facts, graph, attribute), graph) or {}
    found = [
        event
        for event, bits in met.items()
        if bits == NEVER and event.kind is EventKind.READ and facts.is_own(event)
    ]
    at_once = _run_at_once(facts) if found else set()
    found = [event for event in found if event.body in at_once]
    if not found:
        return []
    # what two tests of one local rule out together is not reached
    reached = _met(make_plan(facts, graph, attribute, with_locals=True), graph)
    if reached is None:
        return [EarlyRead(event, is_sure=False) for event in found]
    always = _always_run(facts)
    return [EarlyRead(e, e in always.get(e.body, ())) for e in found if e in reached]


def _met(plan: Plan, graph: CallGraph) -> Mapping[Event, int] | None:
    """What construction may find at each access; None if it has too many states."""
    if not plan.constructors:
        return {}
    domain = Domain(graph.deletions.get(plan.attribute, ()), frozenset())
    seen = Observations(domain)
    transfer = TypestateTransfer(plan, domain, seen)
    try:
        Solver(plan, transfer, transfer.initial, _BUDGET).construct()
    except TooManyStates:
        return None
    return seen.met


def _run_at_once(facts: ClassFacts) -> set[int]:
    """The bodies that construction runs. What a coroutine or a generator runs may come later."""
    work = [n for n, body in facts.bodies.items() if body.role is Role.CONSTRUCTOR]
    found = set(work)
    for number in work:
        for node in facts.bodies[number].nodes:
            if isinstance(node.op, Call) and node.op.body not in found:
                if not facts.bodies[node.op.body].runs_later:
                    found.add(node.op.body)
                    work.append(node.op.body)
    return found


def _always_run(facts: ClassFacts) -> Mapping[int, set[Event]]:
    """The bodies that run whenever an object is made, each with the accesses that then run.

    A constructor that asks for no state of the object runs all that it has, with some arguments.
    """
    found: dict[int, set[Event]] = {}
    work = [n for n, body in facts.bodies.items() if body.role is Role.CONSTRUCTOR]
    while work:
        number = work.pop()
        if number in found:
            continue
        body = facts.bodies[number]
        is_open = body.role is Role.CONSTRUCTOR and not _asks_for_state(body)
        found[number] = events = set()
        for index, node in enumerate(body.nodes):
            if isinstance(node.op, (Access, Call)) and (is_open or not _is_avoidable(body, index)):
                if isinstance(node.op, Access):
                    events.add(node.op.event)
                elif _is_called_as_it_is(facts.bodies[node.op.body]):
                    work.append(node.op.body)
    return found


def _is_called_as_it_is(body: Body) -> bool:
    """Whether no decorator may call a method at another time, or not at all."""
    if not isinstance(body.node, cst.FunctionDef) or body.role is Role.ACCESSOR:
        return True
    return all(last in TRANSPARENT for _, last in decorators_of(body.node))


def _asks_for_state(body: Body) -> bool:
    """Whether a condition of a body tests an attribute, or asks a part of the object."""
    return any(
        (isinstance(node.op, (Test, Exists)) and node.op.key.attribute)
        or (isinstance(node.op, Fork) and node.op.query is not None)
        for node in body.nodes
    )


def _is_avoidable(body: Body, avoided: int) -> bool:
    """Whether a run of a body can come to its end without one node, if nothing raises."""
    seen, work = {avoided, 0}, [0] if avoided else []
    while work:
        successors = [target for slot in body.nodes[work.pop()].successors for target in slot]
        if not successors:
            return True
        new = [target for target in successors if target not in seen]
        seen.update(new)
        work += new
    return False
