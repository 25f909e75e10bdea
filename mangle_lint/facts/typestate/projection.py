"""A flow graph reduced to the nodes that matter for one question.

Nearly all nodes of a body say nothing about the attribute that is followed; leading each edge
straight to the next node that does makes exploring cheap.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mangle_lint.facts.cfg.graph import Node
from mangle_lint.facts.cfg.operations import Op


@dataclass(frozen=True, slots=True)
class Step:
    """One node that matters, as in the graph, with the next such nodes by slot."""

    op: Op
    handler: int | None
    depth: int
    successors: tuple[tuple[int, ...], ...]


def project(nodes: Sequence[Node], matters: Callable[[Op], bool]) -> dict[int, Step]:
    """The nodes that matter, by number; node 0, where the body starts, always does."""
    relevant = [number == 0 or matters(node.op) for number, node in enumerate(nodes)]
    return {
        number: Step(
            node.op,
            node.handler,
            node.depth,
            tuple(_next(nodes, relevant, targets) for targets in node.successors),
        )
        for number, node in enumerate(nodes)
        if relevant[number]
    }


def _next(
    nodes: Sequence[Node], relevant: Sequence[bool], targets: Sequence[int]
) -> tuple[int, ...]:
    """The first nodes that matter on all paths from `targets`."""
    if len(targets) == 1 and relevant[targets[0]]:
        return (targets[0],)
    found: dict[int, None] = {}
    seen = set(targets)
    stack = list(targets)
    while stack:
        number = stack.pop()
        if relevant[number]:
            found[number] = None
            continue
        for successors in nodes[number].successors:
            for successor in successors:
                if successor not in seen:
                    seen.add(successor)
                    stack.append(successor)
    return tuple(found)
