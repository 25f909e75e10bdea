"""What the deletions of one private name lead to, over the whole life of the objects.

For each attribute that a class deletes: choose what has to be followed (the attribute, and the
state attributes that may tell whether it is there), explore, and sum up deletion by deletion.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event
from mangle_lint.facts.typestate.call_graph import Survey
from mangle_lint.facts.typestate.exploration import Exploration, Exposure
from mangle_lint.facts.typestate.guards import state_attributes
from mangle_lint.facts.typestate.plan import Plan
from mangle_lint.facts.typestate.planning import make_plan
from mangle_lint.facts.typestate.solver import TooManyStates

_BUDGET_PER_NODE = 60
_LEAST_BUDGET = 20_000


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What one deletion leads to.

    `exposures`: accesses that raise after it. `observed`: existence tests that can see it.
    `caught`: accesses whose AttributeError is caught for a test. `none_fails`, `none_caught` and
    `none_passed_on` say what becomes of the same accesses once the deletion assigns None instead.
    `is_done`: it is carried out at all; `leaves`: some entry point is left with the attribute
    missing; `is_guarded`: without the state attributes there would be exposures.
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


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """What was found out about one attribute; `state_attributes` were followed beside it."""

    after: Mapping[Event, Aftermath]
    state_attributes: tuple[str, ...] = ()


def lifecycle(facts: ClassFacts, survey: Survey, attribute: str) -> Lifecycle | None:
    """Explore the life of `attribute`; None where there are too many states to tell.

    Most deletions turn out harmless, or not, whatever the state attributes say; those are followed
    only where they may make a difference, and fewer of them where that makes too many states.
    """
    deletions = [event for event in facts.deletions() if event.key.attribute == attribute]
    plan = make_plan(facts, survey, attribute, (), with_locals=False)
    coarse = _explore(plan, deletions)
    if coarse is not None and not coarse.is_exposed:
        return Lifecycle(_sum_up(coarse, None, deletions))
    flags = state_attributes(facts, survey, attribute)
    suspects = coarse.exposed if coarse is not None else {}
    while True:
        fine = make_plan(facts, survey, attribute, flags, with_locals=True)
        found = _follow(fine, deletions)
        if found is not None:
            guarded = {
                deletion: replace(after, is_guarded=deletion in suspects)
                for deletion, after in found.items()
            }
            return Lifecycle(guarded, flags)
        if not flags:
            break
        flags = flags[: len(flags) // 2]
    found = _follow(plan, deletions) if coarse is not None else None
    return Lifecycle(found) if found is not None else None


def _follow(plan: Plan, deletions: Sequence[Event]) -> dict[Event, Aftermath] | None:
    """Explore the plan as it is, and with the deletions repaired; None if that is too much."""
    before = _explore(plan, deletions)
    if before is None:
        return None
    after = None
    if before.is_exposed:
        after = _explore(replace(plan, repaired=frozenset(deletions)), deletions)
        if after is None:
            return None
    return _sum_up(before, after, deletions)


def _explore(plan: Plan, deletions: Sequence[Event]) -> Exploration | None:
    size = sum(len(body.nodes) for body in plan.bodies.values())
    exploration = Exploration(plan, max(_LEAST_BUDGET, _BUDGET_PER_NODE * size))
    try:
        exploration.run(deletions)
    except TooManyStates:
        return None
    return exploration


def _sum_up(
    before: Exploration, after: Exploration | None, deletions: Sequence[Event]
) -> dict[Event, Aftermath]:
    """What comes of each deletion; `after` is the exploration where all of them are repaired."""
    exposures: dict[Event, list[Exposure]] = {}
    for exposure in before.exposures:
        exposures.setdefault(exposure.deletion, []).append(exposure)
    observed, caught = before.observed, before.caught
    fails = after.exposed if after is not None else {}
    none_caught = after.caught if after is not None else {}
    passed_on = after.passed_on if after is not None else {}
    nothing: frozenset[Event] = frozenset()
    leaving = before.bits.leaving
    return {
        deletion: Aftermath(
            exposures=tuple(exposures.get(deletion, ())),
            observed=observed.get(deletion, nothing),
            caught=caught.get(deletion, nothing),
            none_fails=fails.get(deletion, nothing),
            none_caught=none_caught.get(deletion, nothing),
            none_passed_on=passed_on.get(deletion, nothing),
            is_done=deletion in before.done,
            leaves=deletion in leaving,
        )
        for deletion in deletions
    }
