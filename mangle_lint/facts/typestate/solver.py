"""The solver: runs the bodies of a class until the states that its objects can be in are known.

The method is typestate analysis with property simulation (Das, Lerner, Seigle: "ESP: path-sensitive
program verification in polynomial time", PLDI 2002): paths are told apart by what the attribute may
be, and by the few places whose values go together with that; other differences are forgotten. Calls
are solved by procedure summaries (Sharir, Pnueli: "Two approaches to interprocedural data flow
analysis", 1981), tabulated as in Reps, Horwitz, Sagiv ("Precise interprocedural dataflow analysis
via graph reachability", POPL 1995): a body that is entered in one state is analysed once, and its
exits are handed to every caller. All work stands in one list, so that recursion in the analysed
code is none here.

In a state in which an entry point leaves the object, any entry point may be started next. The
fixpoint is reached when that makes no new state. What operations mean, the solver does not know;
the transfer function does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from mangle_lint.facts.cfg.bodies import Role
from mangle_lint.facts.typestate.contexts import Context, Exit, Point
from mangle_lint.facts.typestate.errors import IMPLICIT, ErrorUnderWay
from mangle_lint.facts.typestate.outcomes import Enter, Leave, Next, Outcome, Release, Throw, Wait
from mangle_lint.facts.typestate.plan import Plan
from mangle_lint.facts.typestate.sparse import Step
from mangle_lint.facts.typestate.states import Bits, State
from mangle_lint.facts.values import ANYTHING, NEVER, TRUTHY

_BUDGET_PER_NODE = 60
_LEAST_BUDGET = 20_000


class TooManyStates(Exception):
    """The analysis was given up; with fewer guards it may come to its end."""


def budget_for(plan: Plan) -> int:
    """How many steps the analysis of a plan may take."""
    size = sum(len(procedure.body.nodes) for procedure in plan.procedures.values())
    return max(_LEAST_BUDGET, _BUDGET_PER_NODE * size)


class Transfer(Protocol):
    """What operations mean, and what becomes of a state between the entry points."""

    def outcomes(self, context: Context, step: Step, state: State) -> Iterable[Outcome]:
        """What may come of one step in one state."""

    def aged(self, value: int, entry: int) -> int:
        """What the attribute holds once the entry point `entry` has ended."""

    def parted(self, value: int) -> Iterable[int]:
        """The parts of a value with which entry points are run apart."""

    def meanwhile(self, context: Context, value: int) -> int:
        """The part of a value that another entry point may leave while this body waits."""

    def escapes(self, context: Context, error: ErrorUnderWay) -> None:
        """An exception leaves an entry point."""


class Worklist(Protocol):
    """The points that are still to be followed, in some order."""

    def append(self, point: Point, /) -> None:
        """Add a point."""

    def pop(self) -> Point:
        """Take a point out."""

    def __len__(self) -> int: ...


class Solver:
    """Solves a plan by a transfer function, within a budget of steps."""

    def __init__(self, plan: Plan, transfer: Transfer, initial: Bits, budget: int) -> None:
        self.plan = plan
        self.transfer = transfer
        self.initial = initial
        self.budget = budget
        self._contexts: dict[tuple[int, str, int, Bits], Context] = {}
        self._work: Worklist = []
        self._known: dict[Bits, int] = {}
        self._unstarted: dict[Bits, int] = {}
        self._waiting: list[tuple[Context, Step, State]] = []

    def solve(self) -> None:
        """Follow objects from their making on. Raises TooManyStates."""
        self._run(NEVER, () if self.plan.constructors else (self.initial,))

    def solve_for_anything(self) -> None:
        """Go on as if the attribute were assigned out of sight. Raises TooManyStates."""
        self._run(ANYTHING, tuple(self._known) or (self.initial,))

    def construct(self) -> None:
        """Follow objects while they are made, and no further. Raises TooManyStates."""
        self._make(NEVER)

    def _make(self, value: int) -> None:
        for body in self.plan.constructors:
            receiver = self.plan.procedures[body].body.receiver
            if receiver is not None:
                self._start(body, receiver, value, self.initial)
        self._drain()

    def _run(self, value: int, released: Iterable[Bits]) -> None:
        for guards in released:
            self._release(None, value, guards)
        self._make(value)
        while started := self._newly_released():
            for left, guards in started:
                for part in self.transfer.parted(left):
                    for body, receiver, needed in self.plan.entries:
                        if needed is None or guards[needed] & TRUTHY:
                            self._start(body, receiver, part, guards)
            self._drain()

    def _newly_released(self) -> Sequence[tuple[int, Bits]]:
        """What entry points are now to be started in: the attribute and the guards."""
        released, self._unstarted = self._unstarted, {}
        return [(value, guards) for guards, value in released.items()]

    def _drain(self) -> None:
        while self._work:
            self.budget -= 1
            if self.budget < 0:
                raise TooManyStates
            context, number, state = self._work.pop()
            step = context.steps[number]
            for outcome in self.transfer.outcomes(context, step, state):
                match outcome:
                    case Next():
                        self._go_on(context, step, outcome.state, outcome.slot)
                    case Throw():
                        self._throw(context, step, outcome.state, outcome.error)
                    case Leave():
                        self._leave(context, state, outcome.truth)
                    case Enter():
                        self._call(context, number, state, outcome)
                    case Wait():
                        self._wait(context, step, state)
                    case Release():
                        self._release(context, state.value, state.guards)

    def _push(self, context: Context, number: int, state: State) -> None:
        seen = context.seen[number]
        if state not in seen:
            seen.add(state)
            self._work.append((context, number, state))

    def _go_on(self, context: Context, step: Step, state: State, slot: int | None = None) -> None:
        slots = step.successors if slot is None else step.successors[slot : slot + 1]
        for targets in slots:
            for target in targets:
                self._push(context, target, state)

    # --- calls and returns --------------------------------------------------------------------

    def _context(self, number: int, receiver: str, value: int, guards: Bits) -> Context:
        key = (number, receiver, value, guards)
        context = self._contexts.get(key)
        if context is None:
            body, steps, places = self.plan.procedures[number]
            is_own = receiver == body.receiver
            context = self._contexts[key] = Context(
                body=body,
                steps=steps,
                receiver=receiver,
                value=value,
                guards=guards,
                locals=places,
                is_born=is_own and number in self.plan.constructors,
                is_dying=is_own and body.role is Role.DESTRUCTOR,
                is_last=is_own and number in self.plan.last,
            )
            self._push(context, 0, State(value, guards, (ANYTHING,) * len(places), ()))
        return context

    def _call(self, caller: Context, number: int, state: State, call: Enter) -> None:
        step = caller.steps[number]
        if step.handler is not None:
            self._throw(caller, step, state, IMPLICIT)
        callee = self._context(call.body, call.receiver, state.value, state.guards)
        site = (caller, number, state)
        if site not in callee.callers:
            callee.callers[site] = None
            for leaving in tuple(callee.exits):
                self._return(*site, leaving)
            for raised in tuple(callee.raised):
                self._throw_on(*site, raised)

    def _leave(self, context: Context, state: State, truth: bool | None) -> None:
        leaving = (state.value, state.guards, truth)
        if leaving in context.exits:
            return
        context.exits[leaving] = None
        for site in context.callers:
            self._return(*site, leaving)
        if context.is_entry:
            self._release(context, state.value, state.guards)

    def _return(self, caller: Context, number: int, before: State, leaving: Exit) -> None:
        value, guards, truth = leaving
        step = caller.steps[number]
        after = State(value, guards, before.locals, before.errors)
        if step.handler is not None:
            self._throw(caller, step, after, IMPLICIT)
        self._go_on(caller, step, after, None if truth is None else int(not truth))

    def _throw(self, context: Context, step: Step, state: State, error: ErrorUnderWay) -> None:
        if step.handler is not None:
            errors = (*state.errors[: step.depth], error)
            self._push(context, step.handler, state.with_errors(errors))
            return
        raised = State(state.value, state.guards, (), (error,))
        if raised in context.raised:
            return
        context.raised[raised] = None
        for site in context.callers:
            self._throw_on(*site, raised)
        if context.is_entry:
            self._escape(context, raised)

    def _throw_on(self, caller: Context, number: int, before: State, raised: State) -> None:
        state = State(raised.value, raised.guards, before.locals, before.errors)
        self._throw(caller, caller.steps[number], state, raised.errors[-1].out_of_call())

    # --- between the entry points -------------------------------------------------------------

    def _start(self, body: int, receiver: str, value: int, guards: Bits) -> None:
        context = self._context(body, receiver, value, guards)
        if not context.is_entry:
            context.is_entry = True
            for left, after, _ in context.exits:
                self._release(context, left, after)
            for raised in context.raised:
                self._escape(context, raised)

    def _escape(self, context: Context, raised: State) -> None:
        error = raised.errors[-1]
        if error.is_implicit:
            return
        self.transfer.escapes(context, error)
        if not context.is_born:
            self._release(context, raised.value, raised.guards)

    def _release(self, context: Context | None, value: int, guards: Bits) -> None:
        if context is not None:
            if context.is_last:
                return
            value = self.transfer.aged(value, context.body.number)
        known = self._known.get(guards, 0)
        new = value & ~known
        if new:
            self._known[guards] = known | new
            self._unstarted[guards] = self._unstarted.get(guards, 0) | new
            for waiting in self._waiting:
                self._interleave(*waiting, new, guards)

    def _wait(self, context: Context, step: Step, state: State) -> None:
        self._go_on(context, step, state)
        waiting = (context, step, state)
        self._waiting.append(waiting)
        for guards, values in tuple(self._known.items()):
            self._interleave(*waiting, values, guards)

    def _interleave(
        self, context: Context, step: Step, state: State, value: int, guards: Bits
    ) -> None:
        """Another entry point may leave this state while the body waits."""
        left = self.transfer.meanwhile(context, value)
        if left:
            self._go_on(context, step, State(left, guards, state.locals, state.errors))
