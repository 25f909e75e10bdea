"""A solver that remembers how it got everywhere, and stops at what it is asked for.

Where the usual solver joins what entry points leave, so that there is less to do, this one keeps it
apart: each point then has a predecessor that leads to it for sure. Short ways are followed first,
those with few entry points before all, and those without an exception out of the blue: Knuth, "A
generalization of Dijkstra's algorithm" (1977), with the summaries of calls for its rules.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple, TypeAlias

from mangle_lint.facts.typestate.contexts import Context, Exit, Point
from mangle_lint.facts.typestate.errors import ErrorUnderWay
from mangle_lint.facts.typestate.outcomes import Enter
from mangle_lint.facts.typestate.plan import Plan
from mangle_lint.facts.typestate.solver import Solver, Transfer
from mangle_lint.facts.typestate.sparse import Step
from mangle_lint.facts.typestate.states import Bits, State

_UNLIKELY = 20
"""How many steps an exception that anything may raise, or a wait, counts for."""
_ANOTHER = 60
"""... and that another attribute is missing, which is an error of its own."""

End: TypeAlias = Exit | State
"""How a body ends: by its return, or in the state in which an exception leaves it."""


class Hop(NamedTuple):
    """How a point, or the end of a body, is reached: from the point `before` in the same body.

    Between them, the `callee` that is called there came to its `end`, or other entry points led to
    the release `meanwhile`, or an `error` was raised. `slot` is the one that was taken; None: all.
    """

    before: Point
    slot: int | None = None
    error: ErrorUnderWay | None = None
    callee: Context | None = None
    end: End | None = None
    meanwhile: Release | None = None


class Release(NamedTuple):
    """A state in which the object is let go, and the last hop to it.

    There is none where the object was just made, or if the attribute was assigned out of sight;
    then `before` is how its guards came to be what they are.
    """

    value: int
    guards: Bits
    hop: Hop | None
    before: Release | None = None


class Reached(Exception):
    """What was asked for was found."""


class _Agenda:
    """The points that are still to be followed, the cheapest first."""

    def __init__(self) -> None:
        self.costs: dict[Point, int] = {}
        self.current: Point | None = None
        self._done: set[Point] = set()
        self._heap: list[tuple[int, int, Point]] = []
        self._numbers = count()

    def offer(self, point: Point, cost: int) -> bool:
        """Add a point; False if it is known at no higher cost."""
        if point in self._done or self.costs.get(point, cost + 1) <= cost:
            return False
        self.costs[point] = cost
        # the number keeps points of one cost in order, and from being compared
        heappush(self._heap, (cost, next(self._numbers), point))
        return True

    def append(self, point: Point, /) -> None:
        self.offer(point, 0)

    def pop(self) -> Point:
        _, _, point = heappop(self._heap)
        while point in self._done:
            _, _, point = heappop(self._heap)
        self._done.add(point)
        self.current = point
        return point

    def __len__(self) -> int:
        return len(self.costs) - len(self._done)


class Recorder(Solver):
    """Solves a plan until an error that is `wanted` leaves an entry point; then raises Reached.

    Of values of one `kind`, those that lead to the same errors, it follows the first.

    `hops` has the last hop to each point, `ends` that to each end of a body, `started` the release
    that each start of an entry point follows; `reached` is where and how the error got out.
    """

    def __init__(
        self,
        plan: Plan,
        transfer: Transfer,
        initial: Bits,
        budget: int,
        wanted: Callable[[Context, ErrorUnderWay], bool],
        kind: Callable[[int], Hashable],
    ) -> None:
        super().__init__(plan, transfer, initial, budget)
        self.hops: dict[Point, Hop] = {}
        self.ends: dict[tuple[Context, End], Hop] = {}
        self.started: dict[tuple[int, Bits], Release] = {}
        self.reached: tuple[Context, State] | None = None
        self._wanted = wanted
        self._kind = kind
        self._agenda = self._work = _Agenda()
        self._end_costs: dict[tuple[Context, End], int] = {}
        self._left: dict[tuple[Context, int, Bits], Hop] = {}
        self._releases: dict[tuple[Hashable, Bits], Release] = {}
        self._new: list[Release] = []
        self._pauses: list[tuple[Point, Step]] = []
        self._callees: dict[Point, Context] = {}
        self._via: Hop | None = None

    # --- the hop under way --------------------------------------------------------------------

    @property
    def _hop(self) -> Hop:
        if self._via is not None:
            return self._via
        assert self._agenda.current is not None
        return Hop(self._agenda.current)

    @contextmanager
    def _by(self, hop: Hop) -> Iterator[None]:
        """What is reached inside is reached by `hop`."""
        outer, self._via = self._via, hop
        yield
        self._via = outer

    def _cost(self, hop: Hop) -> int:
        cost = self._agenda.costs[hop.before] + 1
        if hop.callee is not None and hop.end is not None:
            cost += self._end_costs[hop.callee, hop.end]
        if hop.meanwhile is not None or (hop.error is not None and hop.error.is_implicit):
            cost += _UNLIKELY
        if hop.error is not None and hop.error.name == "AttributeError" and not hop.error.event:
            cost += _ANOTHER
        return cost

    def _note_end(self, context: Context, end: End) -> None:
        if (context, end) not in self.ends:
            self.ends[context, end] = self._hop
            self._end_costs[context, end] = self._cost(self._hop)

    # --- what the solver does -----------------------------------------------------------------

    def _push(self, context: Context, number: int, state: State) -> None:
        point = (context, number, state)
        if number == 0:  # where every body starts, and nothing leads back
            self._agenda.offer(point, 0)
        elif self._agenda.offer(point, self._cost(self._hop)):
            self.hops[point] = self._hop

    def _go_on(self, context: Context, step: Step, state: State, slot: int | None = None) -> None:
        with self._by(self._hop._replace(slot=slot, error=None)):
            super()._go_on(context, step, state, slot)

    def _throw(self, context: Context, step: Step, state: State, error: ErrorUnderWay) -> None:
        with self._by(self._hop._replace(slot=None, error=error)):
            if step.handler is None:
                self._note_end(context, State(state.value, state.guards, (), (error,)))
            super()._throw(context, step, state, error)

    def _call(self, caller: Context, number: int, state: State, call: Enter) -> None:
        callee = self._context(call.body, call.receiver, state.value, state.guards)
        self._callees[caller, number, state] = callee
        super()._call(caller, number, state, call)

    def _return(self, caller: Context, number: int, before: State, leaving: Exit) -> None:
        site = (caller, number, before)
        with self._by(Hop(site, callee=self._callees[site], end=leaving)):
            super()._return(caller, number, before, leaving)

    def _throw_on(self, caller: Context, number: int, before: State, raised: State) -> None:
        site = (caller, number, before)
        with self._by(Hop(site, callee=self._callees[site], end=raised)):
            super()._throw_on(caller, number, before, raised)

    def _leave(self, context: Context, state: State, truth: bool | None) -> None:
        self._note_end(context, (state.value, state.guards, truth))
        self._left.setdefault((context, state.value, state.guards), self._hop)
        super()._leave(context, state, truth)

    # --- between the entry points -------------------------------------------------------------

    def _escape(self, context: Context, raised: State) -> None:
        error = raised.errors[-1]
        if error.is_implicit:
            return
        if self._wanted(context, error):
            self.reached = (context, raised)
            raise Reached
        key = (context, raised.value, raised.guards)
        self._left.setdefault(key, self.ends[context, raised])
        super()._escape(context, raised)

    def _release(self, context: Context | None, value: int, guards: Bits) -> None:
        hop = before = None
        if context is None:
            before = next((r for r in self._releases.values() if r.guards == guards), None)
        elif context.is_last:
            return
        else:
            hop = self._left.get((context, value, guards)) or self._hop
            value = self.transfer.aged(value, context.body.number)
        key = (self._kind(value), guards)
        if key in self._releases:
            return
        release = self._releases[key] = Release(value, guards, hop, before)
        self._known[guards] = self._known.get(guards, 0) | value
        self._new.append(release)
        for point, step in self._pauses:
            self._cut_in(point, step, release)

    def _newly_released(self) -> Sequence[tuple[int, Bits]]:
        released, self._new = self._new, []
        for release in released:
            for part in self.transfer.parted(release.value):
                self.started.setdefault((part, release.guards), release)
        return [(release.value, release.guards) for release in released]

    def _wait(self, context: Context, step: Step, state: State) -> None:
        self._go_on(context, step, state)
        point = self._hop.before
        self._pauses.append((point, step))
        for release in tuple(self._releases.values()):
            self._cut_in(point, step, release)

    def _cut_in(self, point: Point, step: Step, release: Release) -> None:
        context, _, state = point
        with self._by(Hop(point, meanwhile=release)):
            self._interleave(context, step, state, release.value, release.guards)
