"""What the deletions of one private name lead to, over the whole life of the objects.

For each attribute that a class deletes: choose what is followed, solve, and sum up by deletion.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event
from mangle_lint.facts.typestate.call_graph import CallGraph
from mangle_lint.facts.typestate.domain import Domain
from mangle_lint.facts.typestate.guards import guards_of
from mangle_lint.facts.typestate.observations import Exposure, Observations
from mangle_lint.facts.typestate.plan import Plan, make_plan
from mangle_lint.facts.typestate.solver import Solver, TooManyStates, budget_for
from mangle_lint.facts.typestate.transfer import TypestateTransfer


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What one deletion leads to.

    `exposures`: accesses that raise after it. `observed`: existence tests that can see it.
    `caught`: accesses whose AttributeError is caught for a test. `none_fails`, `none_caught` and
    `none_passed_on` say what becomes of the same accesses once the deletion assigns None instead.
    `is_done`: it is carried out at all; `leaves`: some entry point is left with the attribute
    missing; `is_guarded`: without the state attributes there would be exposures. `is_caught`: the
    error of the deletion itself is, whichever one was before it.
    """

    exposures: tuple[Exposure, ...]
    observed: frozenset[Event]
    caught: frozenset[Event]
    none_fails: frozenset[Event]
    none_caught: frozenset[Event]
    none_passed_on: frozenset[Event]
    is_done: bool
    leaves: bool
    is_guarded: bool = False
    is_caught: bool = False


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """What was found out about one attribute; `state_attributes` were followed beside it.

    `plans` are those of the analysis that told it, and before it of those that were given up, the
    finest first; none if it was guessed.
    """

    after: Mapping[Event, Aftermath]
    plans: tuple[Plan, ...] = ()
    state_attributes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Solution:
    domain: Domain
    seen: Observations
    exposures: Mapping[Event, Sequence[Exposure]]


def lifecycle(
    facts: ClassFacts, graph: CallGraph, attribute: str, repaired: Set[Event] = frozenset()
) -> Lifecycle | None:
    """Analyse the life of `attribute`; None if there are too many states to tell.

    The deletions in `repaired`, of this attribute or others, assign None instead; nothing is said
    about them. Most deletions turn out harmless, or not, whatever the state attributes say: these
    are followed only where they may make a difference, and fewer of them if that is too much.
    """
    deletions = [event for event in graph.deletions[attribute] if event not in repaired]
    plan = replace(make_plan(facts, graph, attribute), repaired=frozenset(repaired))
    coarse = _solve(plan, graph, deletions)
    if coarse is not None and coarse.exposures.keys().isdisjoint(deletions):
        return Lifecycle(_sum_up(coarse, None, deletions), (plan,))
    guards = guards_of(graph, attribute, facts.handed_on)
    suspects = coarse.exposures.keys() if coarse is not None else frozenset()
    plans: list[Plan] = []
    while True:
        fine = make_plan(facts, graph, attribute, guards, with_locals=True)
        fine = replace(fine, repaired=plan.repaired)
        plans.append(fine)
        found = _follow(fine, graph, deletions)
        if found is not None:
            guarded = {
                deletion: replace(after, is_guarded=deletion in suspects)
                for deletion, after in found.items()
            }
            return Lifecycle(guarded, tuple(plans), guards)
        if not guards:
            break
        guards = guards[: len(guards) // 2]
    found = _follow(plan, graph, deletions) if coarse is not None else None
    return Lifecycle(found, (*plans, plan)) if found is not None else None


def reached_before(
    facts: ClassFacts,
    graph: CallGraph,
    attribute: str,
    others: tuple[str, ...],
    repaired: Set[Event] = frozenset(),
) -> Mapping[Event, Sequence[Exposure]] | None:
    """By deletion, the accesses of `attribute` that raise before one of `others` does.

    None if there are too many states to tell. A deletion that is not carried out is left out; those
    in `repaired` assign None instead.
    """
    plan = make_plan(facts, graph, attribute, others)
    plan = replace(plan, is_strict=True, repaired=frozenset(repaired))
    deletions = [event for event in graph.deletions[attribute] if event not in repaired]
    solution = _solve(plan, graph, deletions)
    if solution is None:
        return None
    return {deletion: solution.exposures.get(deletion, ()) for deletion in solution.seen.done}


def _follow(
    plan: Plan, graph: CallGraph, deletions: Sequence[Event]
) -> dict[Event, Aftermath] | None:
    """Solve the plan as it is, and with the deletions repaired; None if that is too much."""
    before = _solve(plan, graph, deletions)
    if before is None:
        return None
    after = None
    if not before.exposures.keys().isdisjoint(deletions):
        after = _solve(replace(plan, repaired=plan.repaired.union(deletions)), graph, deletions)
        if after is None:
            return None
    return _sum_up(before, after, deletions)


def _solve(plan: Plan, graph: CallGraph, deletions: Sequence[Event]) -> _Solution | None:
    """Solve the plan, with any value as the first one if `deletions` are else not carried out."""
    domain = Domain(graph.deletions[plan.attribute], plan.repaired)
    seen = Observations(domain)
    transfer = TypestateTransfer(plan, domain, seen)
    solver = Solver(plan, transfer, transfer.initial, budget_for(plan))
    try:
        solver.solve()
        if not seen.done.issuperset(deletions):
            solver.solve_for_anything()
    except TooManyStates:
        return None
    return _Solution(domain, seen, seen.exposures())


def _sum_up(
    before: _Solution, after: _Solution | None, deletions: Sequence[Event]
) -> dict[Event, Aftermath]:
    """What comes of each deletion; in `after` all of them are repaired."""
    nothing: frozenset[Event] = frozenset()
    observed = before.seen.by_deletion(before.seen.observed)
    caught = before.seen.by_deletion(before.seen.caught)
    leaving = before.domain.leaving
    fails: dict[Event, frozenset[Event]] = {}
    none_caught: Mapping[Event, frozenset[Event]] = {}
    passed_on: Mapping[Event, frozenset[Event]] = {}
    if after is not None:
        fails = {d: frozenset(e.event for e in found) for d, found in after.exposures.items()}
        none_caught = after.seen.by_deletion(after.seen.caught)
        passed_on = after.seen.by_deletion(after.seen.passed_on)
    return {
        deletion: Aftermath(
            exposures=tuple(before.exposures.get(deletion, ())),
            observed=observed.get(deletion, nothing),
            caught=caught.get(deletion, nothing),
            none_fails=fails.get(deletion, nothing),
            none_caught=none_caught.get(deletion, nothing),
            none_passed_on=passed_on.get(deletion, nothing),
            is_done=deletion in before.seen.done,
            leaves=deletion in leaving,
            is_caught=deletion in before.seen.caught,
        )
        for deletion in deletions
    }
