"""Flow graphs cut down to the nodes that matter for one question.

Nearly all nodes of a body say nothing about the attribute that is followed. A graph is divided into
its basic blocks once; each cut leads edges straight to the next node that matters, and walks blocks
instead of nodes. Choi, Cytron and Ferrante call the result a sparse evaluation graph ("Automatic
construction of sparse data flow evaluation graphs", POPL 1991).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property
from typing import NamedTuple

from mangle_lint.facts.cfg.graph import Node
from mangle_lint.facts.cfg.operations import Exists, Op, Test


class Step(NamedTuple):
    """A node of a cut graph; its successors, by slot, are the next nodes that were kept."""

    op: Op
    handler: int | None
    depth: int
    successors: tuple[tuple[int, ...], ...]


class Blocks:
    """The basic blocks of a flow graph, numbered; a node may be entered only if it is kept."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        targets = [list(dict.fromkeys(t for slot in n.successors for t in slot)) for n in nodes]
        arrivals = Counter(target for found in targets for target in found)
        self.reached = arrivals.keys()
        chained = {
            number: found[0]
            for number, found in enumerate(targets)
            if len(found) == 1 and arrivals[found[0]] == 1
        }
        inner = set(chained.values())
        self.block_of = [-1] * len(nodes)
        self.ends: list[int] = []
        self._order = [0] * len(nodes)
        count = 0
        # a loop that nothing leads to has only inner nodes
        for number in (*(n for n in range(len(nodes)) if n not in inner), *inner):
            if self.block_of[number] >= 0:
                continue
            following: int | None = number
            while following is not None and self.block_of[following] < 0:
                number = following
                self.block_of[number] = len(self.ends)
                self._order[number] = count = count + 1
                following = chained.get(number)
            self.ends.append(number)
        self.after = [[self.block_of[target] for target in targets[end]] for end in self.ends]

    def cut(self, kept: Set[int]) -> dict[int, Step]:
        """The graph with the nodes in `kept` only, and node 0, where it starts."""
        numbers = sorted({0, *kept}, key=self._order.__getitem__)
        firsts: dict[int, int] = {}
        onward: dict[int, int] = {}
        previous = 0
        for number in numbers:
            if firsts.setdefault(self.block_of[number], number) != number:
                onward[previous] = number
            previous = number
        return {number: self._step(number, onward.get(number), firsts) for number in numbers}

    def _step(self, number: int, onward: int | None, firsts: Mapping[int, int]) -> Step:
        node, block = self.nodes[number], self.block_of[number]
        if onward is None and self.ends[block] == number:
            slots = tuple(
                self._next([self.block_of[target] for target in slot], firsts)
                for slot in node.successors
            )
        else:
            left = self._next(self.after[block], firsts) if onward is None else (onward,)
            slots = tuple(left if slot else () for slot in node.successors)
        return Step(node.op, node.handler, node.depth, slots)

    def _next(self, blocks: Sequence[int], firsts: Mapping[int, int]) -> tuple[int, ...]:
        """The first kept nodes on all ways from the starts of `blocks`."""
        if len(blocks) == 1 and blocks[0] in firsts:
            return (firsts[blocks[0]],)
        found: dict[int, None] = {}
        seen, stack = set(blocks), list(blocks)
        while stack:
            block = stack.pop()
            if block in firsts:
                found[firsts[block]] = None
                continue
            for following in self.after[block]:
                if following not in seen:
                    seen.add(following)
                    stack.append(following)
        return tuple(found)

    # --- what the outcomes of a test lead to --------------------------------------------------

    @cached_property
    def _ahead(self) -> tuple[list[int], set[tuple[int, int]]]:
        """What lies ahead of each block, as bits, and the edges with which a loop starts over.

        Bit n is block n. Where a loop starts over at block n, nothing lies ahead but one more bit,
        the one of `_over(n)`; only blocks of the loop have it.
        """
        ahead = [0] * len(self.after)  # 0: not seen, -1: still open
        loops: set[tuple[int, int]] = set()
        for root in range(len(ahead)):
            stack = [root]
            while stack:
                block = stack[-1]
                if ahead[block] == 0:
                    ahead[block] = -1
                    stack += [following for following in self.after[block] if not ahead[following]]
                    continue
                stack.pop()
                if ahead[block] < 0:
                    loops |= {(block, start) for start in self.after[block] if ahead[start] < 0}
                    bits = 1 << block
                    for following in self.after[block]:
                        is_over = (block, following) in loops
                        bits |= self._over(following) if is_over else ahead[following]
                    ahead[block] = bits & ~self._over(block)
        return ahead, loops

    def _over(self, block: int) -> int:
        return 1 << len(self.after) + block

    @cached_property
    def decided(self) -> dict[int, int]:
        """By test, as bits, what lies ahead of one of its outcomes only."""
        ahead, loops = self._ahead
        found = {}
        for number, node in enumerate(self.nodes):
            if isinstance(node.op, (Test, Exists)):
                block, outcomes = self.block_of[number], [0, 0]
                for slot, targets in enumerate(node.successors):
                    for start in map(self.block_of.__getitem__, targets):
                        is_over = (block, start) in loops
                        outcomes[slot] |= self._over(start) if is_over else ahead[start]
                found[number] = outcomes[0] ^ outcomes[1]
        return found

    def bits(self, nodes: Iterable[int]) -> int:
        """The blocks of `nodes`, and the loops around them, as bits."""
        found = 0
        for block in map(self.block_of.__getitem__, nodes):
            loops = self._ahead[0][block] >> len(self.after) << len(self.after)
            found |= 1 << block | loops | self._over(block)
        return found
