"""Chance, made systematic: a run asks for choices, and is repeated until all answers were given.

Answer 0 is what happens by default, and ends loops. A run may deviate from it so many times; then
all its answers are 0.
"""

from __future__ import annotations

from collections.abc import Iterator


class Choices:
    """The answers of one run: those of `prefix`, then always 0."""

    def __init__(self, prefix: list[int], deviations: int) -> None:
        self.ahead = iter(prefix)
        self.left = deviations
        self.taken: list[int] = []
        self.arities: list[int] = []

    def pick(self, arity: int, cost: int = 1) -> int:
        """One of `arity` possibilities."""
        if self.left < cost:
            return 0
        answer = next(self.ahead, 0)
        self.taken.append(answer)
        self.arities.append(arity)
        if answer:
            self.left -= cost
        return answer

    def next_prefix(self) -> list[int] | None:
        """What the next run begins with; None when all was tried."""
        taken = self.taken
        while taken and taken[-1] + 1 == self.arities[len(taken) - 1]:
            taken = taken[:-1]
        return [*taken[:-1], taken[-1] + 1] if taken else None


def all_choices(deviations: int) -> Iterator[Choices]:
    """Give choices again and again, until those that were picked have all been seen."""
    prefix: list[int] | None = []
    while prefix is not None:
        choices = Choices(prefix, deviations)
        yield choices
        prefix = choices.next_prefix()
