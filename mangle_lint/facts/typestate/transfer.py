"""What assignments, deletions, reads and tests do to what the followed places hold."""

from __future__ import annotations

from typing import TypeAlias, TypeVar

from mangle_lint.facts.cfg.operations import Access, Assign, Exists, Test, Use
from mangle_lint.facts.events import ANY, Event, EventKind, Key, Usage
from mangle_lint.facts.typestate.errors import ErrorUnderWay
from mangle_lint.facts.typestate.plan import Plan
from mangle_lint.facts.typestate.projection import Step
from mangle_lint.facts.typestate.solver import Context, Tabulation
from mangle_lint.facts.typestate.states import State
from mangle_lint.facts.values import ANYTHING, NEVER, NONE, TRUTHY

K = TypeVar("K")
Notes: TypeAlias = dict[K, int]
"""What was met where, as the bits of the deletions that left it."""


class Holdings(Tabulation):
    """Follows the attribute, the state attributes and the locals of a plan."""

    def __init__(self, plan: Plan, budget: int) -> None:
        super().__init__(plan, budget)
        self._raised: Notes[tuple[Event, int]] = {}
        self._observed: Notes[Event] = {}
        self._caught: Notes[Event] = {}
        self._passed_on: Notes[Event] = {}
        self._flag_index = {name: i for i, name in enumerate(plan.flags)}
        self._unset = tuple(self.bits.of(value) for value in plan.initial_flags)
        """What each state attribute holds where the object has none: what the class has."""

    def _note(self, notes: Notes[K], key: K, bits: int) -> None:
        """Note that what the deletions with these bits left was met."""
        bits &= self.bits.of_deletions
        if bits:
            notes[key] = notes.get(key, 0) | bits

    def _is_followed(self, context: Context, key: Key) -> bool:
        return key.receiver == context.subject and key.attribute == self.plan.attribute

    def _access(self, context: Context, node: Step, op: Access, state: State) -> None:
        event = op.event
        if not self._is_followed(context, event.key):
            self._access_flag(context, node, op, state)
            return
        deletes = event.kind is EventKind.DELETION
        repaired = event in self.plan.repaired
        missing = state.value & self.bits.missing
        present = state.value & ~missing
        if event.kind is EventKind.EXISTENCE_TEST:
            self._note(self._observed, event, missing)
        if (missing and op.lenient) or repaired:
            present = state.value
        elif missing:
            self._fail(context, node, state.with_value(missing), event, missing)
        if not present:
            return
        if deletes:
            self.done.add(event)
            # a repaired deletion may follow one that left None too; a state of its own, for the
            # sets of deletions would be as many as there are subsets
            kept = state.value & self.bits.none & ~NONE if repaired else 0
            if kept:
                self._forward(context, node, state.with_value(kept))
            present = self.bits.fresh[event]
        elif event.kind is EventKind.READ:
            present = self._meet_none(context, node, state, event, present)
        if present:
            self._forward(context, node, state.with_value(present))

    def _access_flag(self, context: Context, node: Step, op: Access, state: State) -> None:
        """An access of another private name, which may tell whether the followed one is there.

        Where it raises outside every `try`, what comes behind it is looked at all the same: it is
        reached once that error is mended.
        """
        kind = op.event.kind
        index = self._flag_index.get(op.event.key.attribute)
        if op.event.key.receiver != context.subject or index is None:
            self._forward(context, node, state)
            return
        bits = state.flags[index]
        if bits & NEVER and node.handler is not None and kind is not EventKind.EXISTENCE_TEST:
            missing = state.with_flag(index, NEVER)
            self._raise(context, node, missing, ErrorUnderWay("AttributeError"))
            bits &= ~NEVER
            if not bits:
                return
        bits = self._unset[index] if kind is EventKind.DELETION else bits
        self._forward(context, node, state.with_flag(index, bits))

    def _fail(
        self,
        context: Context,
        node: Step,
        state: State,
        event: Event,
        bits: int,
        error: str = "AttributeError",
    ) -> None:
        self._raise(context, node, state, ErrorUnderWay(error, event, bits & ~NEVER))

    def _meet_none(
        self, context: Context, node: Step, state: State, event: Event, bits: int
    ) -> int:
        """A read of what a repaired deletion left; the bits that go on."""
        left = bits & self.bits.none & ~NONE
        if not left:
            return bits
        error = event.usage.error_on_none
        if error is not None:
            self._fail(context, node, state.with_value(left), event, left, error)
            return bits & ~left
        if event.usage is Usage.PASSED_ON:
            self._note(self._passed_on, event, left)
        return bits

    def _use(self, context: Context, node: Step, op: Use, state: State) -> None:
        if op.key in context.places:
            index = context.places.index(op.key)
            bits = self._meet_none(context, node, state, op.event, state.locals[index])
            if not bits:
                return
            state = state.with_local(index, bits)
        self._forward(context, node, state)

    def _assign(self, context: Context, node: Step, op: Assign, state: State) -> None:
        key = op.key
        bits = self._held(context, op.source, state) if op.source is not None else None
        if bits is None:
            bits = self.bits.of(op.value)
        if not key.attribute:
            state = self._rebound(context, op, state)
            if key in context.places:
                index = context.places.index(key)
                state = state.with_local(index, bits)
        elif key.receiver == context.subject:
            if key.attribute in (self.plan.attribute, ANY):
                state = state.with_value(bits)
            elif key.attribute in self._flag_index:
                index = self._flag_index[key.attribute]
                state = state.with_flag(index, self._unset[index] if bits == NEVER else bits)
        else:
            state = self._rebound(context, op, state)
        self._forward(context, node, state)

    def _held(self, context: Context, place: Key, state: State) -> int | None:
        """What a place holds now; None if it is not followed."""
        if not place.attribute:
            if place in context.places:
                return state.locals[context.places.index(place)]
            return None
        if place.receiver != context.subject:
            return None
        if place.attribute == self.plan.attribute:
            return state.value & ~self.bits.missing or ANYTHING
        index = self._flag_index.get(place.attribute)
        return None if index is None else state.flags[index]

    def _held_or_missing(self, context: Context, place: Key, state: State) -> int | None:
        if self._is_followed(context, place):
            return state.value
        return self._held(context, place, state)

    def _rebound(self, context: Context, op: Assign, state: State) -> State:
        """The state after an assignment that may make the followed name mean another object."""
        name = op.key.receiver + (f".{op.key.attribute}" if op.key.attribute else "")
        if context.subject != name and not context.subject.startswith(f"{name}."):
            return state
        self._publish(context, state.value, state.flags)
        if op.value.bits == TRUTHY:  # a new object
            return state._replace(value=ANYTHING, flags=(ANYTHING,) * len(state.flags))
        return state._replace(value=context.value, flags=context.flags)

    def _test(self, context: Context, node: Step, op: Test, state: State) -> None:
        bits = self._held(context, op.key, state)
        if bits is None:
            self._forward(context, node, state)
            return
        holds, fails = self.bits.outcomes(op, bits)
        for slot, left in ((0, holds), (1, fails)):
            if left == bits:
                self._forward_to(slot, context, node, state)
            elif left:
                self._forward_to(slot, context, node, self._narrowed(context, op.key, left, state))

    def _narrowed(self, context: Context, place: Key, bits: int, state: State) -> State:
        if not place.attribute:
            index = context.places.index(place)
            return state.with_local(index, bits)
        if place.attribute == self.plan.attribute:
            return state.with_value(bits)
        index = self._flag_index[place.attribute]
        return state.with_flag(index, bits)

    def _exists(self, context: Context, node: Step, op: Exists, state: State) -> None:
        bits = self._held_or_missing(context, op.key, state)
        if bits is None:
            self._forward(context, node, state)
            return
        missing = bits & self.bits.missing
        if op.event is not None and op.key.attribute == self.plan.attribute:
            self._note(self._observed, op.event, missing)
        for slot, left in ((1, missing), (0, bits & ~missing)):
            if left:
                self._forward_to(slot, context, node, self._narrowed(context, op.key, left, state))
