"""Tracing: the path to an exposure that an analysis has found, by one more run of the same plan."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import replace

from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import ANY, Event
from mangle_lint.facts.typestate.call_graph import CallGraph
from mangle_lint.facts.typestate.contexts import Context
from mangle_lint.facts.typestate.domain import Domain
from mangle_lint.facts.typestate.errors import ErrorUnderWay
from mangle_lint.facts.typestate.observations import Exposure, Observations
from mangle_lint.facts.typestate.paths import Move, Paths
from mangle_lint.facts.typestate.plan import Plan, make_plan
from mangle_lint.facts.typestate.recorder import Reached, Recorder
from mangle_lint.facts.typestate.solver import TooManyStates, budget_for
from mangle_lint.facts.typestate.transfer import TypestateTransfer

_MOST_GUARDS = 10


def finer_plan(facts: ClassFacts, graph: CallGraph, plan: Plan) -> Plan:
    """The same plan with more guards: whatever a body tests that matters.

    What a verdict does not depend on may still rule out one of the ways that lead to it.
    """
    tested = set().union(*(graph.effects[number].tested for number in plan.procedures))
    others = (tested & graph.assigning.keys()) - {plan.attribute, ANY, *plan.guards}
    guards = (*plan.guards, *sorted(others))[:_MOST_GUARDS]
    finer = make_plan(facts, graph, plan.attribute, guards, with_locals=True)
    return replace(finer, repaired=plan.repaired)


def trace(
    plan: Plan, deletions: Sequence[Event], wanted: Collection[Exposure]
) -> list[Move] | None:
    """The shortest path to one of the `wanted` exposures; None if it takes too much to find it.

    `deletions` are all those of the attribute.
    """
    domain = Domain(deletions, plan.repaired)
    seen = Observations(domain)
    transfer = TypestateTransfer(plan, domain, seen)
    places = {(e.deletion, e.origin, e.event, e.entry) for e in wanted}

    def is_wanted(context: Context, error: ErrorUnderWay) -> bool:
        if error.event is None:
            return False
        bits = error.bits & ~domain.all_fresh if context.is_dying else error.bits
        return any(
            (deletion, origin, error.event, context.body.number) in places
            for _, deletion, origin in domain.origins(bits)
        )

    starts = {(e.deletion, e.origin) for e in wanted}

    def kind(value: int) -> Hashable:
        """Which of the other deletions has left it makes no difference."""
        origins = domain.origins(value)
        other = sum(bit for bit, *origin in origins if tuple(origin) not in starts)
        left = (domain.missing, domain.none, domain.lost_by_class)
        return value & ~other, tuple(bool(other & bits) for bits in left)

    budget = budget_for(plan)
    recorder = Recorder(plan, transfer, transfer.initial, budget, is_wanted, kind)
    try:
        recorder.solve()
        if not seen.done.issuperset(set(deletions) - plan.repaired):
            recorder.solve_for_anything()
    except Reached:
        pass
    except TooManyStates:
        return None
    if recorder.reached is None:
        return None
    try:
        return Paths(recorder, budget).path()
    except (TooManyStates, RecursionError):
        return None
