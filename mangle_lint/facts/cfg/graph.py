"""The control flow graph of one body: what it does to attributes and locals, and in which order.

Each node carries out one operation. Its edges are numbered by *slot*: slot 0 is the usual way on,
or the one where a condition holds; slot 1 is where it does not hold. An exception goes to the
node's handler.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

import libcst as cst

from mangle_lint.facts.cfg.operations import Join, Op

Edge: TypeAlias = tuple[int, int]
"""An edge that leads nowhere yet: the node that it leaves, and the slot there."""

Outcome: TypeAlias = tuple[list[Edge], list[Edge]]
"""The loose edges after a condition: where it holds, and where it does not."""

Truths: TypeAlias = tuple[bool | None, bool | None]
"""What slot 0 and slot 1 say of the truth of a condition; None if they do not say it."""

_NO_CONDITION: Truths = (None, None)


@dataclass(slots=True)
class Node:
    """One operation, the nodes that follow it by slot, and its handler (None: out of the body).

    `depth` is the number of `except` and `finally` clauses around it that handle an exception.
    `syntax` is what it was made of: the condition, if the slots say anything of its truth, else the
    statement or a part of it.
    """

    op: Op
    handler: int | None
    depth: int
    successors: list[list[int]] = field(default_factory=list)
    syntax: cst.CSTNode | None = None
    truths: Truths = _NO_CONDITION


class Graph:
    """A graph that grows forwards: each new node is put behind the loose edges.

    `at` is the statement that is being lowered: the syntax of nodes that have none of their own.
    """

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self.loose: list[Edge] = []
        self.handlers: list[int | None] = [None]
        self.depth = 0
        self.at: cst.CSTNode | None = None
        self.emit(Join())

    def emit(
        self, op: Op, syntax: cst.CSTNode | None = None, truths: Truths = _NO_CONDITION
    ) -> int:
        """Add a node behind the loose edges. Its slot 0 is then the only loose edge."""
        number = self.detached(op, syntax, truths)
        self.connect(self.loose, number)
        self.loose = [(number, 0)]
        return number

    def detached(
        self, op: Op, syntax: cst.CSTNode | None = None, truths: Truths = _NO_CONDITION
    ) -> int:
        """Add a node that nothing leads to yet."""
        node = Node(op, self.handlers[-1], self.depth, syntax=syntax or self.at, truths=truths)
        self.nodes.append(node)
        return len(self.nodes) - 1

    def choose(
        self, op: Op, syntax: cst.CSTNode | None = None, truths: Truths = _NO_CONDITION
    ) -> Outcome:
        """Add a node with two ways on; the caller says what follows on each."""
        number = self.emit(op, syntax, truths)
        self.loose = []
        return [(number, 0)], [(number, 1)]

    def join(self, outcome: Outcome) -> None:
        """Go on alike after both outcomes of a condition."""
        self.loose = [*outcome[0], *outcome[1]]

    def connect(self, edges: Iterable[Edge], target: int) -> None:
        """Lead `edges` to the node `target`."""
        for number, slot in edges:
            successors = self.nodes[number].successors
            while len(successors) <= slot:
                successors.append([])
            successors[slot].append(target)

    def end(self, op: Op) -> None:
        """Add a node behind which this path does not go on."""
        self.emit(op)
        self.loose = []

    @property
    def in_try(self) -> bool:
        """Whether an exception would be handled in this body."""
        return self.handlers[-1] is not None

    @contextmanager
    def handling(self) -> Iterator[None]:
        """Nodes that are added inside belong to a clause that handles an exception."""
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1

    @contextmanager
    def raising_to(self, handler: int | None) -> Iterator[None]:
        """Nodes that are added inside send their exceptions to `handler`."""
        self.handlers.append(handler)
        try:
            yield
        finally:
            self.handlers.pop()
