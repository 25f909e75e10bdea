"""Exploring what one attribute of one object may hold, through all bodies of its class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from mangle_lint.facts.cfg.bodies import Role
from mangle_lint.facts.cfg.operations import (
    Access,
    Assign,
    Call,
    Dispatch,
    Exists,
    Handled,
    MayRaise,
    Pause,
    Raise,
    Reraise,
    Return,
    Test,
    Use,
)
from mangle_lint.facts.events import CLASS_RECEIVER, Event
from mangle_lint.facts.typestate.errors import IMPLICIT, ErrorUnderWay, clause_catches
from mangle_lint.facts.typestate.projection import Step
from mangle_lint.facts.typestate.solver import Context
from mangle_lint.facts.typestate.states import Flags, State
from mangle_lint.facts.typestate.transfer import Holdings


class Exposure(NamedTuple):
    """An access that raises: with the attribute missing, or None where that cannot work.

    `deletion` made it so; `origin` is the entry point that ran the deletion, None if it was this
    very run. `entry` is the entry point that reaches the access.
    """

    deletion: Event
    origin: int | None
    event: Event
    entry: int


class Exploration(Holdings):
    """One run of a plan; `run` fills the results."""

    # --- results ------------------------------------------------------------------------------

    @property
    def is_exposed(self) -> bool:
        """Whether any access raises after a deletion."""
        return bool(self._raised)

    @property
    def exposures(self) -> list[Exposure]:
        """The accesses that raise after a deletion."""
        return [
            Exposure(deletion, origin, event, entry)
            for (event, entry), bits in self._raised.items()
            for deletion, origin in self.bits.culprits(bits)
        ]

    @property
    def exposed(self) -> Mapping[Event, frozenset[Event]]:
        """For each deletion the accesses that raise after it."""
        return self.bits.by_deletion((event, bits) for (event, _), bits in self._raised.items())

    @property
    def observed(self) -> Mapping[Event, frozenset[Event]]:
        """For each deletion the existence tests that can see the attribute missing."""
        return self.bits.by_deletion(self._observed.items())

    @property
    def caught(self) -> Mapping[Event, frozenset[Event]]:
        """For each deletion the accesses whose error an existence test catches."""
        return self.bits.by_deletion(self._caught.items())

    @property
    def passed_on(self) -> Mapping[Event, frozenset[Event]]:
        """For each repaired deletion the reads that hand None on."""
        return self.bits.by_deletion(self._passed_on.items())

    # --- one step -------------------------------------------------------------------------------

    def _step(self, context: Context, number: int, state: State) -> None:
        node = context.steps[number]
        op = node.op
        match op:
            case Access():
                self._access(context, node, op, state)
            case Assign():
                self._assign(context, node, op, state)
            case Test():
                self._test(context, node, op, state)
            case Exists():
                self._exists(context, node, op, state)
            case Call():
                self._call(context, number, node, op, state)
            case Use():
                self._use(context, node, op, state)
            case Return(truth):
                self._note_swallowed(state)
                self._return(context, state, truth)
            case MayRaise():
                self._raise(context, node, state, IMPLICIT)
                self._forward(context, node, state)
            case Raise(name):
                self._note_test(state)
                self._raise(context, node, state, ErrorUnderWay(name))
            case Reraise():
                error = state.errors[-1] if state.errors else ErrorUnderWay(None)
                if op.is_written and error.is_implicit:
                    error = ErrorUnderWay(None)
                self._raise(context, node, state, error)
            case Dispatch():
                self._dispatch(context, node, op, state)
            case Handled():
                self._note_test(state)
                self._forward(context, node, state.with_errors(state.errors[:-1]))
            case Pause():
                self._pause(context, number, node, state)
            case _:
                self._forward(context, node, state)

    # --- calls, errors, pauses ----------------------------------------------------------------

    def _call(self, context: Context, number: int, node: Step, op: Call, state: State) -> None:
        subject = self._subject_in(op, context.subject)
        if subject is None or op.body not in self.plan.bodies:
            self._forward(context, node, state)
            return
        if node.handler is not None:
            self._raise(context, node, state, IMPLICIT)
        callee = self._context(op.body, subject, state.value, state.flags)
        caller = (context, number, state)
        if caller not in callee.callers:
            callee.callers.add(caller)
            for leaving in tuple(callee.exits):
                self._resume(context, number, state, leaving)
            for raised in tuple(callee.raised):
                self._raise_in_caller(context, number, state, raised)

    def _subject_in(self, op: Call, subject: str) -> str | None:
        """What the called body calls the object that its caller calls `subject`."""
        if subject == CLASS_RECEIVER:
            return subject
        for parameter, argument in op.arguments:
            if argument == subject and parameter != CLASS_RECEIVER:
                return parameter
        body = self.plan.bodies.get(op.body)
        return subject if body is not None and body.role is Role.NESTED else None

    def _dispatch(self, context: Context, node: Step, op: Dispatch, state: State) -> None:
        error = state.errors[-1]
        outer = state.errors[: node.depth]
        for slot, clause in enumerate(op.clauses):
            catches = clause_catches(clause, error)
            if catches is not False:
                tested = error.event is not None and _is_existence_test(op, slot, error)
                caught = error._replace(is_tested=tested)
                self._forward_to(slot, context, node, state.with_errors((*outer, caught)))
            if catches:
                return
        self._raise(context, node, state, error)

    def _pause(self, context: Context, number: int, node: Step, state: State) -> None:
        self._forward(context, node, state)
        waiting = (context, number, state)
        self._waiting.append(waiting)
        for flags, bits in tuple(self._known.items()):
            self._interleave(*waiting, bits, flags)

    def _interleave(
        self, context: Context, number: int, state: State, bits: int, flags: Flags
    ) -> None:
        """Another coroutine method may have deleted the attribute during an `await`."""
        left = 0
        for bit, (_, entry) in self.bits.origins.items():
            if bits & bit and entry is not None and self.plan.bodies[entry].is_async:
                if context.body.number not in self.plan.reaches[entry]:
                    left |= bit
        if left:
            after = state._replace(value=left, flags=flags)
            self._forward(context, context.steps[number], after)

    def _note_escape(self, context: Context, error: ErrorUnderWay) -> None:
        if error.event is not None:
            bits = error.bits & ~self.bits.all_fresh if context.is_dying else error.bits
            self._note(self._raised, (error.event, context.body.number), bits)

    def _note_swallowed(self, state: State) -> None:
        """Exceptions under way end where a `finally` returns."""
        for error in state.errors:
            if error.is_tested and error.event is not None:
                self._note(self._caught, error.event, error.bits)

    def _note_test(self, state: State) -> None:
        """An exception that an `except` clause had does not come out of it again."""
        error = state.errors[-1] if state.errors else IMPLICIT
        if error.is_tested and error.event is not None:
            self._note(self._caught, error.event, error.bits)


def _is_existence_test(op: Dispatch, slot: int, error: ErrorUnderWay) -> bool:
    """Whether a clause that catches the AttributeError of an access is there to do so.

    One that does not name AttributeError is there for much else, unless it is around the access and
    nothing more. A `finally` is, unless the error goes on at its end.
    """
    clause = op.clauses[slot]
    if op.is_finally:
        return True
    if clause is not None and "AttributeError" in clause:
        return True
    return op.is_narrow and not error.is_from_call
