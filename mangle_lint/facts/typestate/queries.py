"""Reads that stand behind a question to a part of the object, whose answer may rule them out.

`if self.__conn.closed: return` tells nothing that can be followed. But where the deleting path
closes that part, takes it away, or asks the same before it deletes, the answer goes with the
deletion; elsewhere nobody can tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import libcst as cst

from mangle_lint.facts.cfg.bodies import Body, Role
from mangle_lint.facts.cfg.graph import Node
from mangle_lint.facts.cfg.operations import (
    Access,
    Assign,
    Call,
    Fork,
    Query,
    Raise,
    Reraise,
    Return,
    Test,
)
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event, EventKind
from mangle_lint.facts.teardown import is_teardown
from mangle_lint.facts.typestate.call_graph import CallGraph
from mangle_lint.facts.typestate.observations import Exposure
from mangle_lint.facts.values import TRUTHY
from mangle_lint.source.mangling import mangle
from mangle_lint.source.nodes import walk

_CLOSING = frozenset({"cancel", "clear", "reset", "set"})
_MOST_QUERIES = 100  # of one body: each is followed through all of it


@dataclass(frozen=True, slots=True)
class Ruling:
    """`reader` first asks `path`. `is_settled`: the deleting path decides how that comes out."""

    reader: str
    path: str
    is_settled: bool


class Queries:
    """The queries of one class; what was found out once is kept."""

    def __init__(self, facts: ClassFacts, graph: CallGraph) -> None:
        self.facts = facts
        self.graph = graph
        self._in_body: dict[int, Sequence[tuple[Query, int]]] = {}
        self._before: dict[tuple[int, Event], Sequence[Query]] = {}
        self._settled: dict[tuple[int, Event, Query], bool] = {}

    def ruling(self, exposure: Exposure) -> Ruling | None:
        """The query that may rule an exposure out, a settled one first; None if there is none.

        What the constructor leaves is no change of state that an answer could go with.
        """
        found = None
        origin = self.facts.bodies.get(exposure.origin) if exposure.origin is not None else None
        if origin is not None and origin.role is not Role.CONSTRUCTOR:
            for number in dict.fromkeys((exposure.event.body, exposure.entry)):
                for query in self.asked(number, exposure.event):
                    if query.part == exposure.event.key.attribute:
                        continue
                    is_settled = self._settles(origin.number, exposure.deletion, query)
                    if is_settled or found is None:
                        name = self.facts.bodies[number].name
                        found = Ruling(name, query.path, is_settled)
                    if is_settled:
                        return found
        return found

    def asked(self, number: int, event: Event) -> Sequence[Query]:
        """The queries one answer to which keeps a body from what makes the event happen."""
        known = self._before.get((number, event))
        if known is None:
            body = self.facts.bodies[number]
            queries = self._queries(body)
            targets = _bits(self._nodes_of(body, event)) if queries else 0
            known = self._before[number, event] = [
                query for query, behind in queries if targets and not targets & ~behind
            ]
        return known

    def _queries(self, body: Body) -> Sequence[tuple[Query, int]]:
        """The queries of a body, and, as bits, the nodes that one answer to each keeps it from."""
        if body.number not in self._in_body:
            found = ((n, _query(self.facts, self.graph, node)) for n, node in enumerate(body.nodes))
            queries = [(query, number) for number, query in found if query is not None]
            self._in_body[body.number] = [
                (query, behind)
                for query, number in queries[:_MOST_QUERIES]
                for behind in _behind(body, number)
            ]
        return self._in_body[body.number]

    def _nodes_of(self, body: Body, event: Event) -> set[int]:
        """The nodes of a body that make the event happen, by themselves or by a call."""
        is_own = event.body == body.number
        callers = self.graph.callers_of({event.body}) if not is_own else set()
        return {
            number
            for number, node in enumerate(body.nodes)
            if (isinstance(node.op, Access) and node.op.event is event)
            or (isinstance(node.op, Call) and node.op.body in callers)
        }

    def _settles(self, origin: int, deletion: Event, query: Query) -> bool:
        """Whether the deleting path asks the same, or assigns or closes the part that is asked."""
        key = (origin, deletion, query)
        if key not in self._settled:
            ways = self.graph.callees_of({origin}) & self.graph.callers_of({deletion.body})
            self._settled[key] = any(self._settles_in(n, deletion, query) for n in ways)
        return self._settled[key]

    def _settles_in(self, number: int, deletion: Event, query: Query) -> bool:
        node = self.facts.bodies[number].node
        return (
            _empties(self.facts.bodies[number], query.part)
            or query in self.asked(number, deletion)
            or (node is not None and _closes(self.facts.name, node, query.part))
        )


def _query(facts: ClassFacts, graph: CallGraph, node: Node) -> Query | None:
    match node.op:
        case Fork(query):
            return query
        case Test(key) if key.attribute:
            root, _, part = key.receiver.partition(".")
            number = root.partition("@")[2]
            if not number.isdecimal() or facts.bodies[int(number)].receiver != root:
                return None
            if part:
                return Query(part.partition(".")[0], f"{part}.{key.attribute}")
            if key.attribute not in graph.assigning and key.attribute not in facts.class_values:
                return Query(key.attribute, key.attribute)
    return None


def _behind(body: Body, test: int) -> Iterator[int]:
    """For each outcome that may end the body: the nodes that are only reached with the other one.

    That a loop ends after a while keeps the body from nothing.
    """
    successors = body.nodes[test].successors
    everything = (1 << len(body.nodes)) - 1
    for slot in range(len(successors)):
        ways = [t for other, one in enumerate(successors) if other != slot for t in one]
        without = _reached(body.nodes, ways, stop=test)
        if any(isinstance(body.nodes[n].op, (Return, Raise, Reraise)) for n in without):
            yield everything & ~_bits(_reached(body.nodes, [0], stop=test, through=ways))


def _bits(numbers: Iterable[int]) -> int:
    return sum(1 << number for number in numbers)


def _reached(
    nodes: Sequence[Node], start: Iterable[int], stop: int, through: Iterable[int] = ()
) -> set[int]:
    """The nodes that are reached from `start`; the node `stop` leads to those in `through` only."""
    found = set(start)
    stack = list(found)
    while stack:
        number = stack.pop()
        node = nodes[number]
        ways = [*through] if number == stop else [t for slot in node.successors for t in slot]
        if node.handler is not None and number != stop:
            ways.append(node.handler)
        for target in ways:
            if target not in found:
                found.add(target)
                stack.append(target)
    return found


def _empties(body: Body, part: str) -> bool:
    """Whether a body deletes the part, or assigns None or something else that is false."""
    return any(
        isinstance(node.op, Assign)
        and node.op.key.attribute == part
        and not node.op.value.bits & TRUTHY
        for node in body.nodes
    ) or any(
        event.kind is EventKind.DELETION and event.key.attribute == part for event in body.events
    )


def _closes(class_name: str, node: cst.CSTNode, part: str) -> bool:
    """Whether code calls a method of the part that ends or empties it, as its name tells."""
    for inner in walk(node):
        match inner:
            case cst.Call(cst.Attribute(owner, cst.Name(verb))) if (
                is_teardown(verb) or verb in _CLOSING
            ):
                while isinstance(owner, cst.Attribute):
                    if mangle(owner.attr.value, class_name) == part:
                        return True
                    owner = owner.value
    return False
