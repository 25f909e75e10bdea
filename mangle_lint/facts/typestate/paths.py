"""Paths: what happens from the making of an object to an error, told from a recorder's hops."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from mangle_lint.facts.cfg.bodies import Body
from mangle_lint.facts.cfg.graph import Node
from mangle_lint.facts.cfg.operations import Access, Dispatch, Exists, Return, Test
from mangle_lint.facts.typestate.contexts import Context, Point
from mangle_lint.facts.typestate.errors import ErrorUnderWay
from mangle_lint.facts.typestate.outcomes import Next
from mangle_lint.facts.typestate.recorder import Hop, Recorder, Release
from mangle_lint.facts.typestate.solver import TooManyStates
from mangle_lint.facts.typestate.ways import Branch, Ways
from mangle_lint.facts.values import NEVER

_MOST_HOPS = 100_000


class MoveKind(Enum):
    """What happens in one move."""

    MAKE = auto()  # an object is made, by no constructor that matters
    ASSIGN = auto()  # the attribute is assigned out of sight
    START = auto()  # an entry point, or the constructor, is started
    CALL = auto()  # a body is called
    BACK = auto()  # ... and is over
    BRANCH = auto()  # one of several slots is taken
    ACCESS = auto()  # an attribute is accessed
    THROW = auto()  # an error is raised, or raised on
    CATCH = auto()  # ... and a clause has it
    WAIT = auto()  # the body waits, while what follows happens
    RESUME = auto()  # ... and goes on


class Move(NamedTuple):
    """One move of a path, in a `body` and, but for the first ones, at a `node` of it.

    `slot` is the one taken there, `callee` the body called, `error` the one raised.
    """

    kind: MoveKind
    body: Body | None = None
    node: Node | None = None
    slot: int = 0
    callee: Body | None = None
    error: ErrorUnderWay | None = None


class _Run(NamedTuple):
    """An entry point that runs from its start on; without context, what comes before all."""

    context: Context | None
    hops: list[Hop | _Call]
    first: MoveKind = MoveKind.START


class _Call(NamedTuple):
    """A body is called at a point, or, without one, is over."""

    site: Point
    callee: Context | None


class Paths:
    """Finds the path to what a recorder has reached. Raises TooManyStates beyond the budget."""

    def __init__(self, recorder: Recorder, budget: int) -> None:
        self._recorder = recorder
        self._ways = Ways(budget)
        self._left = _MOST_HOPS

    def path(self) -> list[Move]:
        """The moves from the making of an object to the error that was reached."""
        assert self._recorder.reached is not None
        return list(self._whole(self._run(self._recorder.ends[self._recorder.reached])))

    # --- backwards, along the hops ------------------------------------------------------------

    def _run(self, last: Hop) -> _Run:
        """The run of an entry point that `last` is the last hop of."""
        hops: list[Hop | _Call] = []
        sites: list[Point] = []
        hop = last
        while True:
            self._left -= 1
            if self._left < 0:
                raise TooManyStates
            hops.append(hop)
            if hop.callee is not None and hop.end is not None:
                hops.append(_Call(hop.before, None))
                sites.append(hop.before)
                hop = self._recorder.ends[hop.callee, hop.end]
                continue
            point = hop.before
            while point[1] == 0:
                if not sites:
                    return _Run(point[0], hops[::-1])
                callee, point = point[0], sites.pop()
                hops.append(_Call(point, callee))
            hop = self._recorder.hops[point]

    def _history(self, release: Release) -> list[_Run]:
        """The runs that lead to a release, from the making of the object on."""
        runs: list[_Run] = []
        at: Release | None = release
        while at is not None:
            if at.hop is None:
                kind = MoveKind.MAKE if at.before is None and at.value == NEVER else MoveKind.ASSIGN
                runs.append(_Run(None, [], kind))
                at = at.before
                continue
            run = self._run(at.hop)
            runs.append(run)
            assert run.context is not None
            at = self._before(run.context)
        return runs[::-1]

    def _before(self, context: Context) -> Release | None:
        """The release that an entry point is started after; None for constructors."""
        if context.is_born:
            return None
        return self._recorder.started[context.value, context.guards]

    # --- forwards, in moves -------------------------------------------------------------------

    def _whole(self, run: _Run) -> Iterator[Move]:
        """The moves of a run, and before it those of the history of its object."""
        assert run.context is not None
        before = self._before(run.context)
        earlier = self._history(before) if before is not None else []
        meanwhile = None
        waits = [hop.meanwhile for hop in run.hops if isinstance(hop, Hop) and hop.meanwhile]
        if waits:
            earlier, meanwhile = _divided(self._history(waits[0]), run.context, earlier)
        for one in earlier:
            yield from self._told(one)
        yield from self._told(run, meanwhile)

    def _told(self, run: _Run, meanwhile: list[_Run] | None = None) -> Iterator[Move]:
        """The moves of a run; `meanwhile` are the runs that cut in first, where that is known."""
        if run.context is None:
            yield Move(run.first)
            return
        yield Move(MoveKind.START, run.context.body)
        sites: list[Point] = []
        for index, hop in enumerate(run.hops):
            if isinstance(hop, _Call):
                if hop.callee is not None:
                    sites.append(hop.site)
                else:
                    sites.pop()
                yield _called(hop)
                continue
            if hop.meanwhile is not None:
                yield Move(MoveKind.WAIT, hop.before[0].body, _node(hop.before))
                for one in meanwhile or self._history(hop.meanwhile)[-1:]:
                    yield from self._told(one)
                meanwhile = None
                yield Move(MoveKind.RESUME, hop.before[0].body, _node(hop.before))
            is_asked = bool(sites) and _decides(_node(sites[-1]))
            yield from self._moves(hop, _goal(run.hops, index), is_asked=is_asked)

    def _moves(self, hop: Hop, goal: int | None, *, is_asked: bool) -> Iterator[Move]:
        """The moves of one hop, which leads to the node `goal`; None: out of the body.

        Where the result of the body is not asked for, one return is as good as another.
        """
        context, number, _ = hop.before
        body, node = context.body, _node(hop.before)
        if hop.error is not None:
            yield Move(MoveKind.THROW, body, node, error=hop.error)
            return
        if isinstance(node.op, Access):
            yield Move(MoveKind.ACCESS, body, node)
        elif isinstance(node.op, Dispatch):
            yield Move(MoveKind.CATCH, body, node, hop.slot or 0)
        goals = {goal} if goal is not None else set()
        if goal is not None and not is_asked and isinstance(body.nodes[goal].op, Return):
            goals = {n for n, s in context.steps.items() if isinstance(s.op, Return)}
        if hop.slot is not None and self._is_open(hop.before, goals):
            yield Move(MoveKind.BRANCH, body, node, hop.slot)
        if goals:
            start = Branch(number, -1 if hop.slot is None else hop.slot)
            for branch in self._ways.between(body.nodes, context.steps.keys(), start, goals):
                yield Move(MoveKind.BRANCH, body, body.nodes[branch.node], branch.slot)

    def _is_open(self, point: Point, goals: set[int]) -> bool:
        """Whether a test may have more than one outcome in this state.

        One of a local, which is gone when the body returns, is none if all lead to `goals`, returns
        where nobody asks for the result.
        """
        context, number, state = point
        step = context.steps[number]
        if not isinstance(step.op, (Test, Exists)):
            return False
        if not step.op.key.attribute and all(
            goals.issuperset(targets) for targets in step.successors
        ):
            return False
        outcomes = self._recorder.transfer.outcomes(context, step, state)
        return len({o.slot for o in outcomes if isinstance(o, Next)}) > 1


def _node(point: Point) -> Node:
    return point[0].body.nodes[point[1]]


def _decides(call: Node) -> bool:
    """Whether the two outcomes of a call lead to different nodes."""
    holds, fails = call.successors
    return holds != fails


def _called(call: _Call) -> Move:
    body, node = call.site[0].body, _node(call.site)
    if call.callee is None:
        return Move(MoveKind.BACK, body, node)
    return Move(MoveKind.CALL, body, node, callee=call.callee.body)


def _goal(hops: list[Hop | _Call], index: int) -> int | None:
    """The node that a hop leads to: where the next one begins, if that is in the same body."""
    if index + 1 == len(hops):
        return None
    following = hops[index + 1]
    if isinstance(following, Hop):
        return following.before[1]
    return following.site[1] if following.callee is not None else None


def _divided(
    history: list[_Run], waiting: Context, earlier: list[_Run]
) -> tuple[list[_Run], list[_Run]]:
    """The runs before an entry point that is `waiting`, and those while it waits.

    If it does not start where the `history` of what cut in passes, the last run there cuts in.
    """
    for index in range(len(history) - 1, 0, -1):
        context = history[index].context
        if context is not None and not context.is_born:
            if (context.value, context.guards) == (waiting.value, waiting.guards):
                return history[:index], history[index:]
    return earlier, history[-1:]
