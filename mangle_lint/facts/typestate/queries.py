"""Reads that stand behind a question to a part of the object, whose answer may rule them out.

`if self.__conn.closed: return` tells nothing that can be followed. But where the deleting path
closes that part, replaces it, or asks the same before it deletes, the answer goes with the
deletion; elsewhere nobody can tell.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

import libcst as cst

from mangle_lint.facts.cfg.bodies import Body
from mangle_lint.facts.cfg.graph import Node
from mangle_lint.facts.cfg.operations import Access, Call, Fork, Query, Test
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event
from mangle_lint.facts.teardown import is_teardown
from mangle_lint.facts.typestate.call_graph import CallGraph
from mangle_lint.facts.typestate.observations import Exposure
from mangle_lint.source.mangling import mangle
from mangle_lint.source.nodes import walk

_CLOSING = frozenset({"cancel", "clear", "reset", "set"})


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
        self._in_body: dict[int, Sequence[tuple[int, Query]]] = {}
        self._before: dict[tuple[int, Event], Sequence[Query]] = {}
        self._settled: dict[tuple[int, Event, Query], bool] = {}

    def ruling(self, exposure: Exposure) -> Ruling | None:
        """The query that may rule an exposure out, a settled one first; None if there is none."""
        found = None
        if exposure.origin is not None:
            for number in dict.fromkeys((exposure.event.body, exposure.entry)):
                for query in self._asked(number, exposure.event):
                    if query.part == exposure.event.key.attribute:
                        continue
                    is_settled = self._settles(exposure.origin, exposure.deletion, query)
                    if is_settled or found is None:
                        name = self.facts.bodies[number].name
                        found = Ruling(name, query.path, is_settled)
                    if is_settled:
                        return found
        return found

    def _asked(self, number: int, event: Event) -> Sequence[Query]:
        """The queries one answer to which keeps a body from what makes the event happen."""
        known = self._before.get((number, event))
        if known is None:
            body = self.facts.bodies[number]
            queries = self._queries(body)
            targets = self._nodes_of(body, event) if queries else set()
            known = self._before[number, event] = [
                query for node, query in queries if targets and _decides(body, node, targets)
            ]
        return known

    def _queries(self, body: Body) -> Sequence[tuple[int, Query]]:
        if body.number not in self._in_body:
            found = ((n, _query(self.facts, self.graph, node)) for n, node in enumerate(body.nodes))
            self._in_body[body.number] = [(n, query) for n, query in found if query is not None]
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
            query.part in self.graph.effects[number].assigned
            or query in self._asked(number, deletion)
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


def _decides(body: Body, test: int, targets: Set[int]) -> bool:
    """Whether the targets are only reached with one outcome of the test."""
    slots = range(len(body.nodes[test].successors))
    return any(_reached(body.nodes, test, slot).isdisjoint(targets) for slot in slots)


def _reached(nodes: Sequence[Node], test: int, without: int) -> set[int]:
    """The nodes that are reached if `test` never comes out as slot `without`."""
    found, stack = {0}, [0]
    while stack:
        number = stack.pop()
        node = nodes[number]
        ways = [
            target
            for slot, targets in enumerate(node.successors)
            if not (number == test and slot == without)
            for target in targets
        ]
        if node.handler is not None:
            ways.append(node.handler)
        for target in ways:
            if target not in found:
                found.add(target)
                stack.append(target)
    return found


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
