"""What a made object may lack when one of its methods reads it, for nothing assigned it yet."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

from mangle_lint.facts.cfg.bodies import Role
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import CLASS_RECEIVER, Event, EventKind
from mangle_lint.facts.typestate.call_graph import CallGraph
from mangle_lint.facts.typestate.guards import guards_of
from mangle_lint.facts.typestate.observations import Observations
from mangle_lint.facts.typestate.plan import Plan, make_plan
from mangle_lint.facts.typestate.setup_transfer import Miss, SetupTransfer, TokenDomain, tokens_in
from mangle_lint.facts.typestate.solver import Solver, TooManyStates, budget_for

_MOST_STEPS = 30_000


@dataclass(frozen=True, slots=True)
class Setup:
    """How an attribute comes to the objects, and which reads miss it.

    `is_made`: a constructor may assign it. `is_ever`: something that can run assigns it.
    `is_guarded`: without the state attributes there would be misses. `is_exact` is false where
    there were too many states to tell the paths apart.
    """

    misses: tuple[Miss, ...]
    is_made: bool
    is_ever: bool
    is_guarded: bool = False
    is_exact: bool = True


def setup_of(facts: ClassFacts, graph: CallGraph, attribute: str) -> Setup | None:
    """Find the reads that may come before the assignment; None if there are too many states.

    As with deletions, state attributes are followed only where they may make a difference, and
    fewer of them if that is too much.
    """
    coarse = _solve(facts, graph, make_plan(facts, graph, attribute))
    if coarse is not None and not coarse.misses:
        return coarse
    guards = guards_of(graph, attribute, facts.handed_on, _users(graph, attribute))
    while True:
        plan = make_plan(facts, graph, attribute, guards, with_locals=True, with_copied=True)
        fine = _solve(facts, graph, plan)
        if fine is not None:
            return replace(fine, is_guarded=coarse is not None)
        if not guards:
            return replace(coarse, is_exact=False) if coarse is not None else None
        guards = guards[: len(guards) // 2]


def _users(graph: CallGraph, attribute: str) -> Set[int]:
    return graph.callers_of(graph.using.get(attribute, ()))


def _solve(facts: ClassFacts, graph: CallGraph, plan: Plan) -> Setup | None:
    plan = replace(plan, constructors=_last_constructors(facts, plan.constructors))
    domain = TokenDomain(graph.deletions.get(plan.attribute, ()), tokens_in(plan))
    transfer = SetupTransfer(plan, domain, Observations(domain))
    try:
        Solver(plan, transfer, transfer.initial, min(budget_for(plan), _MOST_STEPS)).solve()
    except TooManyStates:
        return None
    made = [left for body, left in transfer.left.items() if body in plan.constructors]
    return Setup(
        misses=tuple(miss for miss in transfer.missed if _is_of_object(facts, miss.event)),
        is_made=any(left & ~domain.missing for left in made),
        is_ever=any(left & ~domain.missing for left in transfer.left.values()),
    )


def _last_constructors(facts: ClassFacts, constructors: Set[int]) -> frozenset[int]:
    """The constructors that end the making of an object: `__init__`, if there is one."""
    last = frozenset(n for n in constructors if facts.bodies[n].name == "__init__")
    return last or frozenset(constructors)


def _is_of_object(facts: ClassFacts, event: Event) -> bool:
    """Whether an event is a read of the object whose method runs."""
    return (
        event.kind is EventKind.READ
        and event.key.receiver != CLASS_RECEIVER
        and facts.bodies[event.body].role is not Role.OUTSIDE
        and facts.is_own(event)
    )
