"""Ways through a whole flow graph, from one node that was kept in a cut one to the next.

A cut graph does not know the branches between them. Those are found again here: of a way, the ones
whose other outcome may lead past its goal.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from mangle_lint.facts.cfg.graph import Node
from mangle_lint.facts.typestate.solver import TooManyStates

_NOWHERE = -1


class Branch(NamedTuple):
    """A node with several ways on, and the slot that is taken there."""

    node: int
    slot: int


class Ways:
    """Finds ways in bodies, at a cost of `budget` nodes in all."""

    def __init__(self, budget: int) -> None:
        self._budget = budget

    def between(
        self, nodes: Sequence[Node], kept: Set[int], start: Branch, goals: Set[int]
    ) -> list[Branch]:
        """The branches to take on a way from `start` to one of the `goals`.

        There are no other nodes of `kept` on it. A branch is left out if it leads to a goal either
        way. The slot of `start` is negative if it may be any. Raises TooManyStates once the budget
        is spent.
        """
        starts = [target for _, target in _edges(nodes[start.node], start.slot)]
        region, exits = self._region(nodes, kept, starts)
        if exits <= goals:
            return []
        before: dict[int, list[int]] = {}
        for number in region:
            for target in _targets(nodes[number]):
                before.setdefault(target, []).append(number)
        ends = {number for number in region if not _targets(nodes[number])}
        missing = _and_before(ends | exits - goals, before)
        return _way(nodes, region, missing, start, goals)

    def _region(
        self, nodes: Sequence[Node], kept: Set[int], starts: Sequence[int]
    ) -> tuple[set[int], set[int]]:
        """The nodes behind `starts` up to those that are kept, and these."""
        region: set[int] = set()
        exits: set[int] = set()
        stack = list(starts)
        while stack:
            number = stack.pop()
            if number in kept:
                exits.add(number)
            elif number not in region:
                region.add(number)
                following = _targets(nodes[number])
                stack += following
                if not following:
                    exits.add(_NOWHERE)
        self._budget -= len(region)
        if self._budget < 0:
            raise TooManyStates
        return region, exits


def _targets(node: Node) -> list[int]:
    return [target for targets in node.successors for target in targets]


def _and_before(ends: Set[int], before: dict[int, list[int]]) -> set[int]:
    """`ends`, and the nodes that may lead to one of them."""
    found = set(ends)
    stack = list(ends)
    while stack:
        for number in before.get(stack.pop(), ()):
            if number not in found:
                found.add(number)
                stack.append(number)
    return found


def _way(
    nodes: Sequence[Node], region: Set[int], missing: Set[int], start: Branch, goals: Set[int]
) -> list[Branch]:
    """The way to a goal with the fewest branches that decide; these branches.

    From `missing` one may get past all goals.
    """
    came: dict[int, tuple[int, Branch | None]] = {}
    queue: deque[tuple[int, int, Branch | None]] = deque()

    def leave(number: int, slot: int) -> None:
        """Add what may follow, at once where that decides nothing."""
        for taken, target in _edges(nodes[number], slot):
            if target in goals or (target in region and target not in came):
                if slot < 0 and _decides(nodes[number], taken, target, missing):
                    queue.append((target, number, Branch(number, taken)))
                else:
                    queue.appendleft((target, number, None))

    leave(start.node, start.slot)
    while queue:
        number, origin, branch = queue.popleft()
        if number in goals:
            found = [branch]
            while origin in came:
                origin, branch = came[origin]
                found.append(branch)
            return [taken for taken in reversed(found) if taken is not None]
        if number not in came:
            came[number] = (origin, branch)
            leave(number, -1)
    return []


def _edges(node: Node, slot: int) -> Iterator[tuple[int, int]]:
    """Slots and targets, of one slot or, if that is negative, of all."""
    for number, targets in enumerate(node.successors):
        if slot < 0 or number == slot:
            for target in targets:
                yield number, target


def _decides(node: Node, slot: int, target: int, missing: Set[int]) -> bool:
    """Whether another slot than that to `target` may lead past the goals."""
    return any(
        other in missing and other != target
        for number, targets in enumerate(node.successors)
        if number != slot
        for other in targets
    )
