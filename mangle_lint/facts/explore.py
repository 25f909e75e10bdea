"""Exploring what one attribute of one object may hold, through all bodies of its class.

The method is tabulation over explicit states (Reps, Horwitz, Sagiv: "Precise interprocedural
dataflow analysis via graph reachability", POPL 1995): a context is a body entered in one state; its
exits are computed once and handed to every caller. All work stands in one list, so recursion of the
analysed code is no recursion here. What leaves an entry point is a state in which any entry point
may be started next; the exploration ends when no new state appears.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias, TypeVar

from mangle_lint.facts.bodies import Body, Role
from mangle_lint.facts.exceptions import IMPLICIT, ErrorUnderWay, clause_catches
from mangle_lint.facts.graph import (
    CLASS_RECEIVER,
    Access,
    Assign,
    Call,
    Dispatch,
    Event,
    EventKind,
    Exists,
    Handled,
    Key,
    MayRaise,
    Pause,
    Raise,
    Reraise,
    Return,
    Test,
    Usage,
    Use,
)
from mangle_lint.facts.projection import Step
from mangle_lint.facts.values import ANYTHING, FALSY, FIRST_FREE, NEVER, NONE, TRUTHY, Value

Flags: TypeAlias = tuple[int, ...]
K = TypeVar("K")
Notes: TypeAlias = dict[K, int]
"""What was met where, as the bits of the deletions that left it."""


class State(NamedTuple):
    """What holds at one point: the attribute, the state attributes, the locals, the exceptions.

    `errors` are the exceptions that the `except` and `finally` clauses around the point have, the
    outermost first; on the way to a clause the last one is under way.
    """

    value: int
    flags: Flags
    locals: Flags
    errors: tuple[ErrorUnderWay, ...]

    # each instead of `_replace`, which takes ten times as long

    def with_value(self, value: int) -> State:
        """The same with another value of the attribute."""
        return State(value, self.flags, self.locals, self.errors)

    def with_flag(self, index: int, bits: int) -> State:
        """The same with another value of one state attribute."""
        return State(self.value, _with(self.flags, index, bits), self.locals, self.errors)

    def with_local(self, index: int, bits: int) -> State:
        """The same with another value of one local."""
        return State(self.value, self.flags, _with(self.locals, index, bits), self.errors)

    def with_errors(self, errors: tuple[ErrorUnderWay, ...]) -> State:
        """The same with other exceptions."""
        return State(self.value, self.flags, self.locals, errors)


class TooManyStates(Exception):
    """The exploration was given up; fewer state attributes may do."""


class Exposure(NamedTuple):
    """An access that raises: with the attribute missing, or None where that cannot work.

    `deletion` made it so; `origin` is the entry point that ran the deletion, None if it was this
    very run. `entry` is the entry point that reaches the access.
    """

    deletion: Event
    origin: int | None
    event: Event
    entry: int


@dataclass(slots=True, eq=False)
class _Context:
    body: Body
    steps: Mapping[int, Step]
    subject: str
    value: int
    flags: Flags
    places: tuple[Key, ...]
    is_born: bool
    """Whether the object is only made here, and lost if that fails."""
    is_dying: bool
    """Whether the object does not outlive the body: its own `__del__`."""
    is_entry: bool = False
    seen: defaultdict[int, set[State]] = field(default_factory=lambda: defaultdict(set))
    exits: set[tuple[int, Flags, bool | None]] = field(default_factory=set)
    raised: set[State] = field(default_factory=set)
    callers: set[tuple[_Context, int, State]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to explore: the bodies that matter, and which places are followed in them."""

    attribute: str
    flags: tuple[str, ...]
    initial_flags: tuple[Value, ...]
    bodies: Mapping[int, Body]
    steps: Mapping[int, Mapping[int, Step]]
    entries: tuple[tuple[int, str], ...]  # body, and what it calls the object
    constructors: frozenset[int]
    reaches: Mapping[int, frozenset[int]]  # the bodies that each body may call, itself included
    locals: Mapping[int, tuple[Key, ...]]
    repaired: frozenset[Event] = frozenset()  # deletions that assign None instead


class Exploration:
    """One run of a plan; `run` fills the results."""

    def __init__(self, plan: Plan, budget: int) -> None:
        self.plan = plan
        self.budget = budget
        self._raised: Notes[tuple[Event, int]] = {}
        self._observed: Notes[Event] = {}
        self._caught: Notes[Event] = {}
        self._passed_on: Notes[Event] = {}
        self.done: set[Event] = set()
        """The deletions that were carried out."""
        self._bit = FIRST_FREE
        self._tokens: dict[str, int] = {}
        self._origins: dict[int, tuple[Event, int | None]] = {}
        self._origin_bits = 0
        self._fresh: dict[Event, int] = {}
        self._fresh_bits = 0
        self._old: dict[tuple[Event, int], int] = {}
        self._missing_bits = NEVER
        self._none_bits = NONE
        self._true_bits = TRUTHY
        self._false_bits = NONE | FALSY
        self._contexts: dict[tuple[int, str, int, Flags], _Context] = {}
        self._work: list[tuple[_Context, int, State]] = []
        self._known: dict[Flags, int] = {}
        self._unstarted: dict[Flags, int] = {}
        self._waiting: list[tuple[_Context, int, State]] = []
        self._flag_index = {name: i for i, name in enumerate(plan.flags)}

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
            for deletion, origin in self._culprits(bits)
        ]

    @property
    def exposed(self) -> Mapping[Event, frozenset[Event]]:
        """For each deletion the accesses that raise after it."""
        return self._by_deletion((event, bits) for (event, _), bits in self._raised.items())

    @property
    def observed(self) -> Mapping[Event, frozenset[Event]]:
        """For each deletion the existence tests that can see the attribute missing."""
        return self._by_deletion(self._observed.items())

    @property
    def caught(self) -> Mapping[Event, frozenset[Event]]:
        """For each deletion the accesses whose error an existence test catches."""
        return self._by_deletion(self._caught.items())

    @property
    def passed_on(self) -> Mapping[Event, frozenset[Event]]:
        """For each repaired deletion the reads that hand None on."""
        return self._by_deletion(self._passed_on.items())

    def _by_deletion(self, notes: Iterable[tuple[Event, int]]) -> Mapping[Event, frozenset[Event]]:
        found: dict[Event, set[Event]] = {}
        for event, bits in notes:
            for deletion in dict.fromkeys(deletion for deletion, _ in self._culprits(bits)):
                found.setdefault(deletion, set()).add(event)
        return {deletion: frozenset(events) for deletion, events in found.items()}

    @property
    def leaving(self) -> frozenset[Event]:
        """The deletions after which an entry point leaves the attribute missing."""
        return frozenset(event for event, _ in self._old)

    # --- running ----------------------------------------------------------------------------

    def run(self, deletions: Iterable[Event]) -> None:
        """Explore until nothing new is found. Raises TooManyStates beyond the budget."""
        for deletion in deletions:
            self._fresh[deletion] = self._bit_of(deletion, None)
            self._fresh_bits |= self._fresh[deletion]
        initial = tuple(self._bits(value) for value in self.plan.initial_flags)
        if self.plan.constructors:
            for body in self.plan.constructors:
                receiver = self.plan.bodies[body].receiver
                if receiver is not None:
                    self._enter(body, receiver, NEVER, initial)
            self._drain()
        else:
            self._publish(None, NEVER, initial)
        self._rounds()
        if any(event not in self.done for event in self._fresh):
            # something that is not seen here assigns it
            for flags in list(self._known) or [initial]:
                self._publish(None, ANYTHING, flags)
            for body in self.plan.constructors:
                self._enter(body, self.plan.bodies[body].parameters[0], ANYTHING, initial)
            self._drain()
            self._rounds()

    def _rounds(self) -> None:
        while self._unstarted:
            started, self._unstarted = self._unstarted, {}
            for flags, bits in started.items():
                for part in (bits & self._missing_bits, bits & ~self._missing_bits):
                    if part:
                        for body, subject in self.plan.entries:
                            self._enter(body, subject, part, flags)
            self._drain()

    def _drain(self) -> None:
        work = self._work
        while work:
            self.budget -= 1
            if self.budget < 0:
                raise TooManyStates
            self._step(*work.pop())

    def _enter(self, body: int, subject: str, value: int, flags: Flags) -> None:
        context = self._context(body, subject, value, flags)
        if not context.is_entry:
            context.is_entry = True
            for bits, left, _ in context.exits:
                self._publish(context, bits, left)
            for state in context.raised:
                self._escape(context, state)

    def _context(self, body: int, subject: str, value: int, flags: Flags) -> _Context:
        key = (body, subject, value, flags)
        context = self._contexts.get(key)
        if context is None:
            places = self.plan.locals.get(body, ())
            found = self.plan.bodies[body]
            is_own = subject == found.receiver
            context = _Context(
                body=found,
                steps=self.plan.steps[body],
                subject=subject,
                value=value,
                flags=flags,
                places=places,
                is_born=is_own and body in self.plan.constructors,
                is_dying=is_own and found.role is Role.DESTRUCTOR,
            )
            self._contexts[key] = context
            start = State(value, flags, (ANYTHING,) * len(places), ())
            self._push(context, 0, start)
        return context

    def _push(self, context: _Context, node: int, state: State) -> None:
        seen = context.seen[node]
        if state not in seen:
            seen.add(state)
            self._work.append((context, node, state))

    def _forward(self, context: _Context, node: Step, state: State) -> None:
        for targets in node.successors:
            for target in targets:
                self._push(context, target, state)

    def _forward_to(self, slot: int, context: _Context, node: Step, state: State) -> None:
        if slot < len(node.successors):
            for target in node.successors[slot]:
                self._push(context, target, state)

    # --- leaving a body -----------------------------------------------------------------------

    def _return(self, context: _Context, state: State, truth: bool | None) -> None:
        leaving = (state.value, state.flags, truth)
        if leaving in context.exits:
            return
        context.exits.add(leaving)
        for caller, number, before in context.callers:
            self._resume(caller, number, before, leaving)
        if context.is_entry:
            self._publish(context, state.value, state.flags)

    def _resume(
        self,
        caller: _Context,
        number: int,
        before: State,
        leaving: tuple[int, Flags, bool | None],
    ) -> None:
        value, flags, truth = leaving
        node = caller.steps[number]
        after = State(value, flags, before.locals, before.errors)
        if node.handler is not None:
            self._raise(caller, node, after, IMPLICIT)
        if truth is None:
            self._forward(caller, node, after)
        else:
            self._forward_to(0 if truth else 1, caller, node, after)

    def _raise(self, context: _Context, node: Step, state: State, error: ErrorUnderWay) -> None:
        if node.handler is not None:
            errors = (*state.errors[: node.depth], error)
            self._push(context, node.handler, state.with_errors(errors))
            return
        state = State(state.value, state.flags, (), (error,))
        if state in context.raised:
            return
        context.raised.add(state)
        for caller, number, before in context.callers:
            self._raise_in_caller(caller, number, before, state)
        if context.is_entry:
            self._escape(context, state)

    def _raise_in_caller(self, caller: _Context, number: int, before: State, raised: State) -> None:
        state = State(raised.value, raised.flags, before.locals, before.errors)
        self._raise(caller, caller.steps[number], state, raised.errors[-1])

    def _escape(self, context: _Context, state: State) -> None:
        """An exception leaves an entry point."""
        error = state.errors[-1]
        if error.is_implicit:
            return
        if error.event is not None:
            bits = error.bits & ~self._fresh_bits if context.is_dying else error.bits
            self._note(self._raised, (error.event, context.body.number), bits)
        if not context.is_born:
            self._publish(context, state.value, state.flags)

    def _publish(self, context: _Context | None, value: int, flags: Flags) -> None:
        """An object may be found in this state when the next entry point starts."""
        if context is not None:
            if context.is_dying:
                return
            value = self._aged(value, context.body.number)
        new = value & ~self._known.get(flags, 0)
        if not new:
            return
        self._known[flags] = self._known.get(flags, 0) | new
        self._unstarted[flags] = self._unstarted.get(flags, 0) | new
        for waiting in self._waiting:
            self._interleave(*waiting, new, flags)

    def _aged(self, value: int, entry: int) -> int:
        """Deletions of this run become deletions that `entry` has made."""
        fresh = value & self._fresh_bits
        value -= fresh
        for event, _ in self._culprits(fresh):
            old = self._old.get((event, entry))
            if old is None:
                old = self._old[event, entry] = self._bit_of(event, entry)
            value |= old
        return value

    # --- bits -----------------------------------------------------------------------------------

    def _new_bit(self) -> int:
        self._bit += 1
        return 1 << (self._bit - 1)

    def _bit_of(self, deletion: Event, entry: int | None) -> int:
        """A bit for what a deletion leaves: nothing, or None where it is repaired."""
        bit = self._new_bit()
        self._origins[bit] = (deletion, entry)
        self._origin_bits |= bit
        if deletion in self.plan.repaired:
            self._none_bits |= bit
            self._false_bits |= bit
        else:
            self._missing_bits |= bit
        return bit

    def _bits(self, value: Value) -> int:
        if value.token is None or value.token == "None":
            return value.bits
        bit = self._tokens.get(value.token)
        if bit is None:
            bit = self._tokens[value.token] = self._new_bit()
            if value.bits & TRUTHY:
                self._true_bits |= bit
            if value.bits & (FALSY | NONE):
                self._false_bits |= bit
        return bit

    def _culprits(self, bits: int) -> list[tuple[Event, int | None]]:
        found = []
        bits &= self._origin_bits
        while bits:
            lowest = bits & -bits
            found.append(self._origins[lowest])
            bits -= lowest
        return found

    # --- one step -------------------------------------------------------------------------------

    def _step(self, context: _Context, number: int, state: State) -> None:
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

    def _is_followed(self, context: _Context, key: Key) -> bool:
        return key.receiver == context.subject and key.attribute == self.plan.attribute

    def _access(self, context: _Context, node: Step, op: Access, state: State) -> None:
        event = op.event
        if not self._is_followed(context, event.key):
            self._access_flag(context, node, op, state)
            return
        deletes = event.kind is EventKind.DELETION
        repaired = event in self.plan.repaired
        missing = state.value & self._missing_bits
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
            kept = state.value & self._none_bits & ~NONE if repaired else 0
            if kept:
                self._forward(context, node, state.with_value(kept))
            present = self._fresh[event]
        elif event.kind is EventKind.READ:
            present = self._meet_none(context, node, state, event, present)
        if present:
            self._forward(context, node, state.with_value(present))

    def _access_flag(self, context: _Context, node: Step, op: Access, state: State) -> None:
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
        bits = NEVER if kind is EventKind.DELETION else bits
        self._forward(context, node, state.with_flag(index, bits))

    def _fail(
        self,
        context: _Context,
        node: Step,
        state: State,
        event: Event,
        bits: int,
        error: str = "AttributeError",
    ) -> None:
        self._raise(context, node, state, ErrorUnderWay(error, event, bits & ~NEVER))

    def _meet_none(
        self, context: _Context, node: Step, state: State, event: Event, bits: int
    ) -> int:
        """A read of what a repaired deletion left; the bits that go on."""
        left = bits & self._none_bits & ~NONE
        if not left:
            return bits
        error = event.usage.error_on_none
        if error is not None:
            self._fail(context, node, state.with_value(left), event, left, error)
            return bits & ~left
        if event.usage is Usage.PASSED_ON:
            self._note(self._passed_on, event, left)
        return bits

    def _use(self, context: _Context, node: Step, op: Use, state: State) -> None:
        if op.key in context.places:
            index = context.places.index(op.key)
            bits = self._meet_none(context, node, state, op.event, state.locals[index])
            if not bits:
                return
            state = state.with_local(index, bits)
        self._forward(context, node, state)

    def _note(self, notes: Notes[K], key: K, bits: int) -> None:
        """Note that what the deletions with these bits left was met."""
        bits &= self._origin_bits
        if bits:
            notes[key] = notes.get(key, 0) | bits

    def _assign(self, context: _Context, node: Step, op: Assign, state: State) -> None:
        key = op.key
        bits = self._held(context, op.source, state) if op.source is not None else None
        if bits is None:
            bits = self._bits(op.value)
        if not key.attribute:
            state = self._rebound(context, op, state)
            if key in context.places:
                index = context.places.index(key)
                state = state.with_local(index, bits)
        elif key.receiver == context.subject:
            if key.attribute in (self.plan.attribute, "*"):
                state = state.with_value(bits)
            elif key.attribute in self._flag_index:
                index = self._flag_index[key.attribute]
                state = state.with_flag(index, bits)
        else:
            state = self._rebound(context, op, state)
        self._forward(context, node, state)

    def _held(self, context: _Context, place: Key, state: State) -> int | None:
        """What a place holds now; None if it is not followed."""
        if not place.attribute:
            if place in context.places:
                return state.locals[context.places.index(place)]
            return None
        if place.receiver != context.subject:
            return None
        if place.attribute == self.plan.attribute:
            return state.value & ~self._missing_bits or ANYTHING
        index = self._flag_index.get(place.attribute)
        return None if index is None else state.flags[index]

    def _held_or_missing(self, context: _Context, place: Key, state: State) -> int | None:
        if self._is_followed(context, place):
            return state.value
        return self._held(context, place, state)

    def _rebound(self, context: _Context, op: Assign, state: State) -> State:
        """The state after an assignment that may make the followed name mean another object."""
        name = op.key.receiver + (f".{op.key.attribute}" if op.key.attribute else "")
        if context.subject != name and not context.subject.startswith(f"{name}."):
            return state
        self._publish(context, state.value, state.flags)
        if op.value.bits == TRUTHY:  # a new object
            return state._replace(value=ANYTHING, flags=(ANYTHING,) * len(state.flags))
        return state._replace(value=context.value, flags=context.flags)

    def _test(self, context: _Context, node: Step, op: Test, state: State) -> None:
        bits = self._held(context, op.key, state)
        if bits is None:
            self._forward(context, node, state)
            return
        holds, fails = self._outcomes(op, bits)
        for slot, left in ((0, holds), (1, fails)):
            if left == bits:
                self._forward_to(slot, context, node, state)
            elif left:
                self._forward_to(slot, context, node, self._narrowed(context, op.key, left, state))

    def _outcomes(self, op: Test, bits: int) -> tuple[int, int]:
        """The possibilities with which a test holds, and those with which it fails."""
        if bits == NEVER:  # the test raises; what comes behind it is still looked at
            return bits, bits
        if op.token is None:
            return bits & self._true_bits, bits & self._false_bits
        present = bits & ~self._missing_bits
        if op.token == "None":
            return bits & self._none_bits, present & ~self._none_bits
        if op.relation is not None:
            holds = fails = present & (TRUTHY | FALSY)
            for token, bit in self._tokens.items():
                truth = op.relation.holds(token, op.token)
                holds |= present & bit if truth is not False else 0
                fails |= present & bit if truth is not True else 0
            return holds, fails
        token_bit = self._tokens.get(op.token, 0)
        others = TRUTHY if token_bit & self._true_bits else TRUTHY | FALSY
        return bits & (token_bit | others), present & ~token_bit

    def _narrowed(self, context: _Context, place: Key, bits: int, state: State) -> State:
        if not place.attribute:
            index = context.places.index(place)
            return state.with_local(index, bits)
        if place.attribute == self.plan.attribute:
            return state.with_value(bits)
        index = self._flag_index[place.attribute]
        return state.with_flag(index, bits)

    def _exists(self, context: _Context, node: Step, op: Exists, state: State) -> None:
        bits = self._held_or_missing(context, op.key, state)
        if bits is None:
            self._forward(context, node, state)
            return
        missing = bits & self._missing_bits
        if op.event is not None and op.key.attribute == self.plan.attribute:
            self._note(self._observed, op.event, missing)
        for slot, left in ((1, missing), (0, bits & ~missing)):
            if left:
                self._forward_to(slot, context, node, self._narrowed(context, op.key, left, state))

    def _call(self, context: _Context, number: int, node: Step, op: Call, state: State) -> None:
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

    def _dispatch(self, context: _Context, node: Step, op: Dispatch, state: State) -> None:
        error = state.errors[-1]
        outer = state.errors[: node.depth]
        for slot, clause in enumerate(op.clauses):
            catches = clause_catches(clause, error)
            if catches is not False:
                tested = error.event is not None and _is_existence_test(
                    context, op, slot, error.event
                )
                caught = error._replace(is_tested=tested)
                self._forward_to(slot, context, node, state.with_errors((*outer, caught)))
            if catches:
                return
        self._raise(context, node, state, error)

    def _note_test(self, state: State) -> None:
        """An exception that an `except` clause had does not come out of it again."""
        error = state.errors[-1] if state.errors else IMPLICIT
        if error.is_tested and error.event is not None:
            self._note(self._caught, error.event, error.bits)

    def _pause(self, context: _Context, number: int, node: Step, state: State) -> None:
        self._forward(context, node, state)
        waiting = (context, number, state)
        self._waiting.append(waiting)
        for flags, bits in tuple(self._known.items()):
            self._interleave(*waiting, bits, flags)

    def _interleave(
        self, context: _Context, number: int, state: State, bits: int, flags: Flags
    ) -> None:
        """Another coroutine method may have deleted the attribute during an `await`."""
        left = 0
        for bit, (_, entry) in self._origins.items():
            if bits & bit and entry is not None and self.plan.bodies[entry].is_async:
                if context.body.number not in self.plan.reaches[entry]:
                    left |= bit
        if left:
            after = state._replace(value=left, flags=flags)
            self._forward(context, context.steps[number], after)


def _is_existence_test(context: _Context, op: Dispatch, slot: int, event: Event) -> bool:
    """Whether a clause that catches the AttributeError of `event` is there to do so.

    One around a call of another body counts only if it names AttributeError.
    """
    clause = op.clauses[slot]
    named = clause is not None and "AttributeError" in clause
    return not op.is_finally and (named or context.body.number == event.body)


def _with(values: Flags, index: int, bits: int) -> Flags:
    return (*values[:index], bits, *values[index + 1 :])
