"""Exploring what one attribute of one object may hold, through all bodies of its class.

The method is tabulation over explicit states (Reps, Horwitz, Sagiv: "Precise interprocedural
dataflow analysis via graph reachability", POPL 1995): a context is a body entered in one state; its
exits are computed once and handed to every caller. All work stands in one list, so recursion of the
analysed code is no recursion here. What leaves an entry point is a state in which any entry point
may be started next; the exploration ends when no new state appears.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mangle_lint.facts.cfg.bodies import Body, Role
from mangle_lint.facts.events import Event, Key
from mangle_lint.facts.typestate.bits import Possibilities
from mangle_lint.facts.typestate.errors import IMPLICIT, ErrorUnderWay
from mangle_lint.facts.typestate.plan import Plan
from mangle_lint.facts.typestate.projection import Step
from mangle_lint.facts.typestate.states import Flags, State
from mangle_lint.facts.values import ANYTHING, NEVER


class TooManyStates(Exception):
    """The exploration was given up; fewer state attributes may do."""


@dataclass(slots=True, eq=False)
class Context:
    """A body entered in one state of one object, which it calls `subject`."""

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
    callers: set[tuple[Context, int, State]] = field(default_factory=set)


class Tabulation(ABC):
    """Runs a plan: contexts, their exits, and the states in which entry points start."""

    def __init__(self, plan: Plan, budget: int) -> None:
        self.plan = plan
        self.budget = budget
        self.bits = Possibilities(plan.repaired)
        self.done: set[Event] = set()
        """The deletions that were carried out."""
        self._contexts: dict[tuple[int, str, int, Flags], Context] = {}
        self._work: list[tuple[Context, int, State]] = []
        self._known: dict[Flags, int] = {}
        self._unstarted: dict[Flags, int] = {}
        self._waiting: list[tuple[Context, int, State]] = []

    @abstractmethod
    def _step(self, context: Context, number: int, state: State) -> None:
        """What one node does to a state."""

    @abstractmethod
    def _interleave(
        self, context: Context, number: int, state: State, bits: int, flags: Flags
    ) -> None:
        """What comes of a pause if another entry point ends in this state meanwhile."""

    @abstractmethod
    def _note_escape(self, context: Context, error: ErrorUnderWay) -> None:
        """Note an exception that leaves an entry point."""

    # --- running ----------------------------------------------------------------------------

    def run(self, deletions: Iterable[Event]) -> None:
        """Explore until nothing new is found. Raises TooManyStates beyond the budget."""
        for deletion in deletions:
            self.bits.add(deletion)
        initial = tuple(self.bits.of(value) for value in self.plan.initial_flags)
        if self.plan.constructors:
            for body in self.plan.constructors:
                receiver = self.plan.bodies[body].receiver
                if receiver is not None:
                    self._enter(body, receiver, NEVER, initial)
            self._drain()
        else:
            self._publish(None, NEVER, initial)
        self._rounds()
        if any(event not in self.done for event in self.bits.fresh):
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
                for part in (bits & self.bits.missing, bits & ~self.bits.missing):
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

    def _context(self, body: int, subject: str, value: int, flags: Flags) -> Context:
        key = (body, subject, value, flags)
        context = self._contexts.get(key)
        if context is None:
            places = self.plan.locals.get(body, ())
            found = self.plan.bodies[body]
            is_own = subject == found.receiver
            context = Context(
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

    def _push(self, context: Context, node: int, state: State) -> None:
        seen = context.seen[node]
        if state not in seen:
            seen.add(state)
            self._work.append((context, node, state))

    def _forward(self, context: Context, node: Step, state: State) -> None:
        for targets in node.successors:
            for target in targets:
                self._push(context, target, state)

    def _forward_to(self, slot: int, context: Context, node: Step, state: State) -> None:
        if slot < len(node.successors):
            for target in node.successors[slot]:
                self._push(context, target, state)

    # --- leaving a body -----------------------------------------------------------------------

    def _return(self, context: Context, state: State, truth: bool | None) -> None:
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
        caller: Context,
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

    def _raise(self, context: Context, node: Step, state: State, error: ErrorUnderWay) -> None:
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

    def _raise_in_caller(self, caller: Context, number: int, before: State, raised: State) -> None:
        state = State(raised.value, raised.flags, before.locals, before.errors)
        error = raised.errors[-1]._replace(is_from_call=True)
        self._raise(caller, caller.steps[number], state, error)

    def _escape(self, context: Context, state: State) -> None:
        """An exception leaves an entry point."""
        error = state.errors[-1]
        if error.is_implicit:
            return
        self._note_escape(context, error)
        if not context.is_born:
            self._publish(context, state.value, state.flags)

    def _publish(self, context: Context | None, value: int, flags: Flags) -> None:
        """An object may be found in this state when the next entry point starts."""
        if context is not None:
            if context.is_dying:
                return
            value = self.bits.aged(value, context.body.number)
        new = value & ~self._known.get(flags, 0)
        if not new:
            return
        self._known[flags] = self._known.get(flags, 0) | new
        self._unstarted[flags] = self._unstarted.get(flags, 0) | new
        for waiting in self._waiting:
            self._interleave(*waiting, new, flags)
