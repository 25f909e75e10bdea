"""Which of many files go to the engine: the others can have nothing to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from mangle_lint.runs.discovery import Target
from mangle_lint.runs.pool import Pool
from mangle_lint.runs.sweep import Candidate, Swept, sweep, sweep_closely

T = TypeVar("T")

_PARSED_FOR_SYNTAX = 2 * 1024 * 1024
_SWEPT_AT_ONCE = 512
_SWEEPS_WORTH_WORKERS = 4
_ONLY_PARSED = 10
"""How much faster the built-in parser is than the whole analysis."""


class Selection:
    """Chooses the files that the engine must look at; without `prefilter` all of them.

    What the user names is parsed for syntax errors even if it can hold no finding, and so is a
    small tree; in a large one nearly all the time would go there. With `excerpts`, candidates of a
    large tree may come with what of them is to be analysed.

    Once the first candidates are known, so are `files`, how many there are in all, and `problems`,
    the folders that could not be walked, with their places. `done` counts those of both that are
    known to be no candidates. `is_large` tells whether workers do the sweeping.
    """

    def __init__(
        self, targets: Iterable[Target], pool: Pool, *, prefilter: bool, excerpts: bool
    ) -> None:
        self.problems: list[tuple[int, Target]] = []
        self.files = 0
        self.done = 0
        self.is_large = False
        self._targets = targets
        self._pool = pool
        self._prefilter = prefilter
        self._excerpts = excerpts
        self._unswept: list[Candidate] = []
        self._named: dict[int, str] = {}

    def candidates(self) -> Iterator[list[Candidate]]:
        """The candidates, as soon as they are known; in lists that may be empty."""
        chunks = _chunks(self._to_sweep(), _SWEPT_AT_ONCE)
        first = list(islice(chunks, _SWEEPS_WORTH_WORKERS))
        self.is_large = self._pool.jobs > 1 and len(first) == _SWEEPS_WORTH_WORKERS
        size = count = 0
        parsed: dict[int, str] = {}
        seen: set[int] = set()
        # candidates are analysed as they are found: from both ends of a tree, hardly any come last
        others = _from_both_ends(chunks) if self.is_large else list(chunks)
        work = sweep_closely if self.is_large and self._excerpts else sweep
        for chunk, swept in self._pool.map(work, chain(first, others), spread=self.is_large):
            if swept is None:  # the engine may try once more
                swept = Swept([Candidate(n, path, 0, syntax=False) for n, path in chunk], 0)
            seen.update(candidate.number for candidate in swept.candidates)
            size += swept.size
            count += len(chunk)
            parsed = {**parsed, **dict(chunk)} if size <= _PARSED_FOR_SYNTAX else {}
            pending = {*seen, *parsed, *self._named}
            self.done = max(count + len(self.problems) - len(pending), 0)
            yield swept.candidates
        yield self._unswept
        cost = size // max(self.files, 1) // _ONLY_PARSED
        rest = {**self._named, **parsed}
        yield [
            Candidate(number, path, cost, syntax=True)
            for number, path in rest.items()
            if number not in seen
        ]

    def _to_sweep(self) -> Iterator[tuple[int, str]]:
        for number, target in enumerate(self._targets):
            self.files = number + 1
            path = target.path
            if target.problem is not None:
                self.problems.append((number, target))
            elif not self._prefilter or (target.named and not Path(path).is_file()):
                self._unswept.append(Candidate(number, path, _size(path), syntax=True))
            else:
                if target.named:
                    self._named[number] = path
                yield number, path


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _from_both_ends(items: Iterable[T]) -> Iterator[T]:
    """Every other item as it comes; then the ones between, the last first."""
    kept = []
    for number, item in enumerate(items):
        if number % 2:
            kept.append(item)
        else:
            yield item
    yield from reversed(kept)


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0
