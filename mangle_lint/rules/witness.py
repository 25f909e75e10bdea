"""The witness of a diagnosis: the steps that lead from a made object to the error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import libcst as cst

from mangle_lint.facts.cfg.bodies import Body, Role
from mangle_lint.facts.cfg.operations import Access, Call, Dispatch, Raise
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event, EventKind, Usage
from mangle_lint.facts.typestate.call_graph import CallGraph
from mangle_lint.facts.typestate.observations import Exposure
from mangle_lint.facts.typestate.paths import Move, MoveKind
from mangle_lint.facts.typestate.plan import Plan
from mangle_lint.facts.typestate.tracing import finer_plan, trace
from mangle_lint.levels import StepKind
from mangle_lint.rules.diagnosis import Waypoint, Witness
from mangle_lint.rules.wording import branch_text, catch_text, header_of
from mangle_lint.source.mangling import unmangle

_TOO_MUCH = "the way there was not found in the time for it"
ON_AN_EXCEPTION = "if such an exception comes, which nothing here shows"
_GUESSED = "the class has too many states to follow: the branches on the way are not known"


def witness(
    facts: ClassFacts,
    graph: CallGraph,
    plans: Sequence[Plan],
    exposures: Sequence[Exposure],
) -> Witness:
    """How one of the `exposures` of a deletion comes about.

    The finest of the `plans` comes first: it may take less to find one way than to follow all.
    Without one there are two bodies to name, no more.
    """
    if not plans:
        return Witness(tuple(_guessed(facts, exposures[0])), _GUESSED)
    deletions = graph.deletions[plans[0].attribute]
    finest = finer_plan(facts, graph, plans[0])
    for plan in (finest, *plans):
        moves = trace(plan, deletions, exposures)
        if moves is not None:
            teller = _Teller(facts, exposures[0].deletion)
            steps = tuple(teller.told(moves))
            return Witness(steps, "" if teller.is_certain else ON_AN_EXCEPTION)
    return Witness((), _TOO_MUCH)


def kind_of(event: Event) -> str:
    """What an access that raises is: `delete`, `test` or `read`."""
    test_or_read = "test" if event.usage is Usage.TESTED else "read"
    return "delete" if event.kind is EventKind.DELETION else test_or_read


KINDS = {
    "delete": "deletes it again, which raises",
    "test": "tests it, which reads it and raises",
    "read": "reads it, which raises",
}


def _guessed(facts: ClassFacts, exposure: Exposure) -> Iterator[Waypoint]:
    """The deletion and the read, each in the body that has it."""
    for event, text in ((exposure.deletion, "deleted"), (exposure.event, None)):
        body = facts.bodies[event.body]
        yield _started(body, event)
        yield Waypoint(StepKind.EVENT, text or KINDS[kind_of(event)], body.number, event.node)


def _started(body: Body, event: Event | None = None) -> Waypoint:
    """A body starts: at its name, if it has one."""
    name = body.qualname if body.role is Role.OUTSIDE else body.name
    node = getattr(body.node, "name", None) or body.node
    if node is None:  # the lines of the module
        node = (event or body.events[0]).node
    return Waypoint(StepKind.START, f"`{name}`", body.number, node)


class _Teller:
    """Tells the moves of a path in steps. `is_certain`: no exception comes out of the blue."""

    def __init__(self, facts: ClassFacts, deletion: Event) -> None:
        self.facts = facts
        self.deletion = deletion
        self.steps: list[Waypoint] = []
        self.is_certain = True
        self._calls: list[int] = []
        self._thrown: Move | None = None

    def told(self, moves: Sequence[Move]) -> list[Waypoint]:
        """The steps, up to the access that raises."""
        end = max(n for n, move in enumerate(moves) if _raises(move, moves[-1]))
        deleted = (n for n in range(end - 1, -1, -1) if _is_access(moves[n], self.deletion))
        last = next(deleted, None)
        for number, move in enumerate(moves[:end]):
            if number == last:
                self._add(StepKind.EVENT, "deleted", move, self.deletion.node)
            else:
                self._tell(move)
        event = _event(moves[end])
        assert event is not None
        self._add(StepKind.EVENT, KINDS[kind_of(event)], moves[end], event.node)
        return self.steps

    def _tell(self, move: Move) -> None:
        match move.kind:
            case MoveKind.MAKE | MoveKind.ASSIGN:
                self._make(move)
            case MoveKind.START if move.body is not None:
                self.steps.append(_started(move.body))
            case MoveKind.CALL:
                self._calls.append(len(self.steps))
                called = move.callee.name if move.callee is not None else ""
                self._add(StepKind.CALL, f"calls `{called}`", move)
            case MoveKind.BACK:
                first = self._calls.pop()
                if len(self.steps) == first + 1:  # nothing in it is worth a word
                    self.steps.pop()
            case MoveKind.BRANCH:
                self._branch(move)
            case MoveKind.THROW:
                is_passed_on = move.node is not None and isinstance(move.node.op, (Call, Dispatch))
                if self._thrown is None or not is_passed_on:
                    self._thrown = move
            case MoveKind.CATCH:
                self._catch(move)
            case MoveKind.WAIT:
                self._add(StepKind.WAIT, "waits; meanwhile", move)
            case MoveKind.RESUME if move.body is not None:
                self._add(StepKind.WAIT, f"`{move.body.name}` goes on", move)

    def _make(self, move: Move) -> None:
        node = self.facts.node.name
        if move.kind is MoveKind.MAKE:
            text = f"an object of `{self.facts.name}` is made"
        else:
            attribute = self.deletion.key.attribute
            name = unmangle(attribute, self.facts.name) or attribute
            text = f"`{name}` is assigned out of sight"
        self.steps.append(Waypoint(StepKind.START, text, None, node))

    def _branch(self, move: Move) -> None:
        text = branch_text(move.node, move.slot) if move.node is not None else None
        if text is not None:
            self._add(StepKind.BRANCH, text, move)

    def _catch(self, move: Move) -> None:
        thrown, self._thrown = self._thrown, None
        if thrown is not None and thrown.error is not None and move.node is not None:
            named = thrown.error.name is not None and not thrown.error.is_implicit
            is_raised = thrown.node is not None and isinstance(thrown.node.op, Raise)
            self.is_certain &= named and (is_raised or thrown.error.event is not None)
            what = f"`{thrown.error.name}`" if named else "an exception"
            self._add(StepKind.ERROR, f"{what} {catch_text(move.node, move.slot)}", thrown)

    def _add(self, kind: StepKind, text: str, move: Move, place: cst.CSTNode | None = None) -> None:
        if place is None and move.node is not None:
            place = move.node.syntax
        if place is not None and move.body is not None:
            first, last = header_of(place)
            self.steps.append(Waypoint(kind, text, move.body.number, first, last))


def _event(move: Move) -> Event | None:
    """The event that a node accesses."""
    op = move.node.op if move.node is not None else None
    return op.event if isinstance(op, Access) else None


def _is_access(move: Move, event: Event) -> bool:
    return move.kind is MoveKind.ACCESS and _event(move) is event


def _raises(move: Move, last: Move) -> bool:
    """Whether a move raises the error that is under way in the `last` one."""
    if move.kind is not MoveKind.THROW or last.error is None:
        return False
    return last.error.event is not None and _event(move) is last.error.event
