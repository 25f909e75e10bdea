"""The flow graph of one body: what it does to attributes and locals, in the order it does it.

A graph is a list of nodes; each has an operation, its successors by *slot* (0: normal, or the
condition holds; 1: it does not) and the node to which an exception goes (None: out of the body).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from mangle_lint.facts.cfg.operations import Join, Op

Edge: TypeAlias = tuple[int, int]
"""A loose end: node number and slot, to be joined to whatever comes next."""


@dataclass(slots=True)
class Node:
    """One operation with its successors by slot, and where an exception goes.

    `depth` is the number of `except` and `finally` clauses around it that have an exception.
    """

    op: Op
    handler: int | None
    depth: int
    successors: list[list[int]] = field(default_factory=list)


class Builder:
    """Grows a graph forwards: every new node joins the loose ends of the one before."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.loose: list[Edge] = []
        self.handlers: list[int | None] = [None]
        self.depth = 0
        self.emit(Join())

    def emit(self, op: Op) -> int:
        """Append a node for `op` after all loose ends; its slot 0 becomes the only loose end."""
        number = self.detached(op)
        self.connect(self.loose, number)
        self.loose = [(number, 0)]
        return number

    def detached(self, op: Op) -> int:
        """Add a node for `op` that nothing leads to yet."""
        self.nodes.append(Node(op, self.handlers[-1], self.depth))
        return len(self.nodes) - 1

    def choose(self, op: Op) -> tuple[list[Edge], list[Edge]]:
        """Append a two-way node: the loose ends where it holds, and where it does not."""
        number = self.emit(op)
        self.loose = []
        return [(number, 0)], [(number, 1)]

    def connect(self, edges: Iterable[Edge], target: int) -> None:
        """Lead `edges` to the node `target`."""
        for number, slot in edges:
            successors = self.nodes[number].successors
            while len(successors) <= slot:
                successors.append([])
            successors[slot].append(target)

    def end(self, op: Op) -> None:
        """Append a node after which this path goes no further."""
        self.emit(op)
        self.loose = []

    @contextmanager
    def handling(self) -> Iterator[None]:
        """Nodes made inside belong to a clause that has an exception."""
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1

    @contextmanager
    def raising_to(self, handler: int | None) -> Iterator[None]:
        """Nodes made inside send their exceptions to `handler`."""
        self.handlers.append(handler)
        try:
            yield
        finally:
            self.handlers.pop()
