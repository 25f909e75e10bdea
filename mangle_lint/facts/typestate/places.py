"""What the places that are followed hold: the attribute, its guards, and locals."""

from __future__ import annotations

from mangle_lint.facts.events import Key
from mangle_lint.facts.typestate.contexts import Context
from mangle_lint.facts.typestate.domain import Domain
from mangle_lint.facts.typestate.plan import Plan
from mangle_lint.facts.typestate.states import State
from mangle_lint.facts.values import ANYTHING


class Places:
    """Reads and narrows the values of places in states of one plan.

    `guard_of` has the numbers of the guards by name.
    """

    def __init__(self, plan: Plan, domain: Domain) -> None:
        self.plan = plan
        self.domain = domain
        self.guard_of = {guard: index for index, guard in enumerate(plan.guards)}
        self._fallback = domain.of(plan.fallback) if plan.fallback is not None else 0

    def answered(self, missing: int) -> int:
        """Those of the `missing` bits with which a read finds a value elsewhere."""
        return missing & ~self.domain.lost_by_class if self.plan.fallback is not None else 0

    def held(self, context: Context, place: Key, state: State) -> int | None:
        """What a place holds, if it exists; None if it is not followed."""
        if not place.attribute:
            if place in context.locals:
                return state.locals[context.locals.index(place)]
        elif place.receiver == context.receiver:
            if place.attribute == self.plan.attribute:
                missing = state.value & self.domain.missing
                present = state.value & ~missing
                if self.answered(missing):
                    present |= self._fallback
                return present or ANYTHING
            if place.attribute in self.guard_of:
                return state.guards[self.guard_of[place.attribute]]
        return None

    def narrowed(self, context: Context, place: Key, state: State, bits: int) -> State:
        """The state with what is known of a place that is followed."""
        if not place.attribute:
            return state.with_local(context.locals.index(place), bits)
        if place.attribute == self.plan.attribute:
            if answered := self.answered(state.value & self.domain.missing):
                bits = bits & state.value | (answered if self._fallback & bits else 0)
            return state.with_value(bits)
        return state.with_guard(self.guard_of[place.attribute], bits)
