"""The transfer function: what each operation does to a state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

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
from mangle_lint.facts.events import ANY, CLASS_RECEIVER, Event, EventKind, Form, Usage
from mangle_lint.facts.typestate.contexts import Context
from mangle_lint.facts.typestate.domain import Domain
from mangle_lint.facts.typestate.errors import (
    IMPLICIT,
    ErrorUnderWay,
    clause_catches,
    is_existence_test,
)
from mangle_lint.facts.typestate.observations import Observations
from mangle_lint.facts.typestate.outcomes import Enter, Leave, Next, Outcome, Release, Throw, Wait
from mangle_lint.facts.typestate.places import Places
from mangle_lint.facts.typestate.plan import Plan
from mangle_lint.facts.typestate.sparse import Step
from mangle_lint.facts.typestate.states import State
from mangle_lint.facts.values import ANYTHING, NEVER, NONE, TRUTHY, Value


class TypestateTransfer:
    """Follows the attribute of a plan, its guards and locals; notes what it meets."""

    def __init__(self, plan: Plan, domain: Domain, seen: Observations) -> None:
        self.plan = plan
        self.domain = domain
        self.seen = seen
        self.places = Places(plan, domain)
        self._guard_of = self.places.guard_of
        self._assigning = {event.node for event in plan.repaired}
        self.initial = tuple(domain.of(value) for value in plan.guards.values())
        self.deleted = tuple(domain.of(value) for value in plan.deleted.values())
        """What the guards hold where the object has none: what the class has."""

    # --- what the solver asks -----------------------------------------------------------------

    def outcomes(self, context: Context, step: Step, state: State) -> Iterable[Outcome]:
        """What may come of one step in one state."""
        match step.op:
            case Access(event) as op if event.key.receiver == context.receiver:
                if event.key.attribute == self.plan.attribute:
                    return self._access(op, state)
                return self._access_guard(step, event, state)
            case Assign() as op:
                return self._assign(context, op, state)
            case Test() as op:
                return self._test(context, op, state)
            case Exists() as op:
                return self._exists(context, op, state)
            case Call() as op:
                return (self._call(context, op, state),)
            case Use() as op:
                return self._use(context, op, state)
            case Dispatch() as op:
                return self._dispatch(step, op, state)
            case Return(truth):
                self._note_caught(state.errors)  # they end where a `finally` returns
                return (Leave(truth),)
            case MayRaise(deleted):
                if deleted and self._assigning.issuperset(deleted):
                    return (Next(state),)
                return (Throw(state, IMPLICIT), Next(state))
            case Raise(name):
                self._note_caught(state.errors[-1:])
                return (Throw(state, ErrorUnderWay(name)),)
            case Reraise(is_written):
                error = state.errors[-1] if state.errors else ErrorUnderWay(None)
                is_new = is_written and error.is_implicit
                return (Throw(state, error.again() if is_new else error),)
            case Handled():
                self._note_caught(state.errors[-1:])
                return (Next(state.with_errors(state.errors[:-1])),)
            case Pause():
                return (Wait(),)
        return (Next(state),)

    def aged(self, value: int, entry: int) -> int:
        """What the attribute holds once the entry point `entry` has ended."""
        return self.domain.aged(value, entry)

    def parted(self, value: int) -> Iterable[int]:
        """Missing and present are run apart."""
        missing = value & self.domain.missing
        return [part for part in (missing, value & ~missing) if part]

    def meanwhile(self, context: Context, value: int) -> int:
        """What another entry point may have deleted, unless this body is a part of it."""
        found = 0
        if not value & self.domain.of_deletions:
            return found
        for bit, _, entry in self.domain.origins(value):
            called = self.plan.reached.get(entry) if entry is not None else None
            if called is not None and context.body.number not in called:
                found |= bit if entry in self.plan.coroutines else self.domain.cut_in(bit)
        return found

    def escapes(self, context: Context, error: ErrorUnderWay) -> None:
        """Note an access whose error leaves an entry point."""
        if error.event is not None:
            bits = error.bits & ~self.domain.all_fresh if context.is_dying else error.bits
            self.seen.note(self.seen.raised, (error.event, context.body.number), bits)

    # --- the attribute ------------------------------------------------------------------------

    def _access(self, op: Access, state: State) -> Iterator[Outcome]:
        event, domain = op.event, self.domain
        self.seen.met[event] = self.seen.met.get(event, 0) | state.value
        repaired = event in self.plan.repaired
        missing = state.value & domain.missing
        if event.kind is EventKind.EXISTENCE_TEST:
            self.seen.note(self.seen.observed, event, missing)
        elif event.kind is EventKind.READ:
            missing &= ~self.places.answered(missing)
        present = state.value & ~missing
        if op.lenient or repaired:
            present = state.value
        elif missing:
            yield self._failure(state.with_value(missing), event, missing)
        if not present:
            return
        if event.kind is EventKind.DELETION:
            self.seen.done.add(event)
            # a repaired deletion may follow one that left None too; a state of its own, for the
            # sets of deletions would be as many as there are subsets
            kept = state.value & domain.none & ~NONE if repaired else 0
            if kept:
                yield Next(state.with_value(kept))
            yield Next(state.with_value(domain.fresh[event]))
        elif event.kind is EventKind.READ:
            yield from self._meet_none(event, present, state.with_value)
        else:
            yield Next(state.with_value(present))

    def _meet_none(
        self, event: Event, bits: int, narrowed: Callable[[int], State]
    ) -> Iterator[Outcome]:
        """A read of a place that may hold the None of a repaired deletion."""
        left = bits & self.domain.none & ~NONE
        error = event.usage.error_on_none
        if left and error is not None:
            yield self._failure(narrowed(left), event, left, error)
            bits &= ~left
        elif left and event.usage is Usage.PASSED_ON:
            self.seen.note(self.seen.passed_on, event, left)
        if bits:
            yield Next(narrowed(bits))

    def _failure(
        self, state: State, event: Event, bits: int, error: str = "AttributeError"
    ) -> Throw:
        return Throw(state, ErrorUnderWay(error, event, bits & ~NEVER))

    # --- guards, locals, other objects --------------------------------------------------------

    def _access_guard(self, step: Step, event: Event, state: State) -> Iterator[Outcome]:
        """An access of another private name, which may be a guard.

        Where it raises outside every `try`, what comes behind it is looked at all the same: it is
        reached once that error is mended.
        """
        index = self._guard_of.get(event.key.attribute)
        if index is None:
            yield Next(state)
            return
        if event in self.plan.repaired:
            yield Next(state.with_guard(index, NONE))
            return
        bits = state.guards[index]
        is_seen = step.handler is not None or self.plan.is_strict
        if bits & NEVER and is_seen and event.kind is not EventKind.EXISTENCE_TEST:
            yield Throw(state.with_guard(index, NEVER), ErrorUnderWay("AttributeError"))
            bits &= ~NEVER
            if not bits:
                return
        if event.kind is EventKind.DELETION:
            bits = self.deleted[index]
        elif event.kind is EventKind.READ and event.usage.error_on_none is not None:
            bits = bits & ~NONE or bits  # what None would have raised at, it is not
        yield Next(state.with_guard(index, bits))

    def _use(self, context: Context, op: Use, state: State) -> Iterable[Outcome]:
        if op.key not in context.locals:
            return (Next(state),)
        index = context.locals.index(op.key)
        bits = state.locals[index]
        return self._meet_none(op.event, bits, partial(state.with_local, index))

    def _assign(self, context: Context, op: Assign, state: State) -> Iterator[Outcome]:
        key = op.key
        bits = self.places.held(context, op.source, state) if op.source is not None else None
        if bits is None:
            bits = self.domain.of(op.value)
        if key.attribute and key.receiver == context.receiver:
            if key.attribute in (self.plan.attribute, ANY):
                state = state.with_value(bits)
            elif key.attribute in self._guard_of:
                index = self._guard_of[key.attribute]
                state = state.with_guard(index, self.deleted[index] if bits == NEVER else bits)
        else:
            name = f"{key.receiver}.{key.attribute}" if key.attribute else key.receiver
            if context.receiver == name or context.receiver.startswith(f"{name}."):
                yield Release()
                state = self._rebound(context, op.value, state)
            if key in context.locals:
                state = state.with_local(context.locals.index(key), bits)
        yield Next(state)

    def _rebound(self, context: Context, value: Value, state: State) -> State:
        """The state of the other object that the receiver means from now on."""
        if value.bits == TRUTHY:  # a new one
            guards = (ANYTHING,) * len(state.guards)
            return State(ANYTHING, guards, state.locals, state.errors)
        return State(context.value, context.guards, state.locals, state.errors)

    def _test(self, context: Context, op: Test, state: State) -> Iterator[Outcome]:
        bits = self.places.held(context, op.key, state)
        if bits is None:
            yield Next(state)
            return
        for slot, left in enumerate(self.domain.outcomes(op, bits)):
            if left:
                narrowed = (
                    self.places.narrowed(context, op.key, state, left) if left != bits else state
                )
                yield Next(narrowed, slot)

    def _exists(self, context: Context, op: Exists, state: State) -> Iterator[Outcome]:
        is_followed = op.key == (context.receiver, self.plan.attribute)
        bits = state.value if is_followed else self.places.held(context, op.key, state)
        if bits is None:
            yield Next(state)
            return
        missing = bits & self.domain.missing
        if is_followed and op.event is not None:
            self.seen.note(self.seen.observed, op.event, missing)
            if op.event.form is Form.STRING:
                missing &= ~self.places.answered(missing)
        for slot, left in ((1, missing), (0, bits & ~missing)):
            if left:
                yield Next(self.places.narrowed(context, op.key, state, left), slot)

    # --- calls and exceptions -----------------------------------------------------------------

    def _call(self, context: Context, op: Call, state: State) -> Outcome:
        callee = self.plan.procedures.get(op.body)
        if callee is not None:
            if context.receiver == CLASS_RECEIVER:
                return Enter(op.body, CLASS_RECEIVER)
            for parameter, argument in op.arguments:
                if argument == context.receiver and parameter != CLASS_RECEIVER:
                    return Enter(op.body, parameter)
            if callee.body.role is Role.NESTED:
                return Enter(op.body, context.receiver)
        return Next(state)

    def _dispatch(self, step: Step, op: Dispatch, state: State) -> Iterator[Outcome]:
        error = state.errors[-1]
        for slot, clause in enumerate(op.clauses):
            catches = clause_catches(clause, error)
            if catches is not False:
                is_tested = error.event is not None and is_existence_test(op, slot, error)
                caught = error.caught(clause, is_test=is_tested)
                yield Next(state.with_errors((*state.errors[: step.depth], caught)), slot)
            if catches:
                return
        yield Throw(state, error.past(op.clauses))

    def _note_caught(self, errors: Iterable[ErrorUnderWay]) -> None:
        """Exceptions that an `except` or `finally` clause had do not come out of it again."""
        for error in errors:
            if error.is_tested and error.event is not None:
                self.seen.note(self.seen.caught, error.event, error.bits)
