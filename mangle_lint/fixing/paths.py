"""Find the nodes above a node: LibCST's nodes do not know their parents."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event
from mangle_lint.source.nodes import children_of

Path = tuple[cst.CSTNode, ...]
"""The nodes from the node of a body down to another, both included."""


def paths_to(facts: ClassFacts, events: Iterable[Event]) -> dict[Event, Path]:
    """The path to the node of each event; events in the module's own lines have none."""
    by_body: dict[int, list[Event]] = {}
    for event in events:
        by_body.setdefault(event.body, []).append(event)
    paths: dict[Event, Path] = {}
    for number, found in by_body.items():
        root = facts.bodies[number].node
        if root is not None:
            by_node = _paths(root, {id(event.node) for event in found})
            paths |= {event: by_node[id(event.node)] for event in found}
    return paths


def _paths(root: cst.CSTNode, targets: set[int]) -> dict[int, Path]:
    """The paths from `root` to the nodes with these ids, by id."""
    parents: dict[int, cst.CSTNode] = {}
    paths = {}
    stack = [root]
    while stack:
        node = stack.pop()
        if id(node) in targets:
            path = [node]
            while path[-1] is not root:
                path.append(parents[id(path[-1])])
            paths[id(node)] = tuple(reversed(path))
        for child in children_of(node):
            parents[id(child)] = node
            stack.append(child)
    return paths
