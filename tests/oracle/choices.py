"""Chance, made systematic: a run asks for choices, and is repeated until all answers were given."""

from __future__ import annotations

from collections.abc import Iterator


class Exhausted(BaseException):
    """A run asked for more choices than are followed; what it did does not count."""


class Choices:
    """The answers of one run: those of `prefix`, then always the first."""

    def __init__(self, prefix: list[int], limit: int) -> None:
        self.taken = prefix
        self.arities: list[int] = []
        self.left = limit
        self.is_exhausted = False

    def pick(self, arity: int, cost: int = 1) -> int:
        """One of `arity` possibilities; all that is asked in a run may cost `limit`."""
        if self.left < cost:
            self.is_exhausted = True
            raise Exhausted
        self.left -= cost
        position = len(self.arities)
        if position >= len(self.taken):
            self.taken.append(0)
        self.arities.append(arity)
        return self.taken[position]

    def next_prefix(self) -> list[int] | None:
        """What the next run begins with; None when all was tried."""
        taken = self.taken[: len(self.arities)]
        while taken and taken[-1] + 1 == self.arities[len(taken) - 1]:
            taken.pop()
        return [*taken[:-1], taken[-1] + 1] if taken else None


def all_choices(limit: int) -> Iterator[Choices]:
    """Give choices again and again, until those that were picked have all been seen."""
    prefix: list[int] | None = []
    while prefix is not None:
        choices = Choices(prefix, limit)
        yield choices
        prefix = choices.next_prefix()
