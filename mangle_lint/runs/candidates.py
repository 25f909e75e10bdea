"""Choose which of many files the engine must look at; the rest cannot have a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from mangle_lint.options import Options
from mangle_lint.runs.discovery import SourceFile
from mangle_lint.runs.pool import Pool
from mangle_lint.runs.sweep import Candidate, Swept, sweep, sweep_closely

T = TypeVar("T")

_PARSED_FOR_SYNTAX = 2 * 1024 * 1024
_SWEPT_AT_ONCE = 512
_SWEEPS_WORTH_WORKERS = 4
_ONLY_PARSED = 10
"""How many times faster the built-in parser is than the whole analysis."""


class CandidateSearch:
    """Finds the files that the engine must look at; without `options.prefilter`, all of them.

    Files that the user named are also parsed for syntax errors, even if they cannot have a finding.
    So are all files of a small tree; in a large tree that would take nearly all the time.

    `files` counts files and unreadable folders, `problems` lists those folders with their numbers.
    Both are complete once the first list of candidates is out. `done` counts the files and folders
    that are settled without the engine. `is_large` is true if worker processes do the sweeping.
    """

    def __init__(self, files: Iterable[SourceFile], pool: Pool, options: Options) -> None:
        self.problems: list[tuple[int, SourceFile]] = []
        self.files = 0
        self.done = 0
        self.is_large = False
        self._all = files
        self._pool = pool
        self._options = options
        self._unswept: list[Candidate] = []
        self._named: dict[int, str] = {}

    def candidates(self) -> Iterator[list[Candidate]]:
        """Yield the candidates in lists, as soon as they are known; a list may be empty."""
        chunks = _chunks(self._to_sweep(), _SWEPT_AT_ONCE)
        first = list(islice(chunks, _SWEEPS_WORTH_WORKERS))
        self.is_large = self._pool.jobs > 1 and len(first) == _SWEEPS_WORTH_WORKERS
        size = count = 0
        parsed: dict[int, str] = {}
        seen: set[int] = set()
        # candidates are analysed as they are found; taken from both ends, few are found last
        others = _from_both_ends(chunks) if self.is_large else list(chunks)
        work = partial(sweep_closely if self.is_large else sweep, options=self._options)
        for chunk, swept in self._pool.map(work, chain(first, others), spread=self.is_large):
            if swept is None:  # a sweeping worker died; let the engine try the files
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
            Candidate(number, path, cost, syntax=True, matters=False)
            for number, path in rest.items()
            if number not in seen
        ]

    def _to_sweep(self) -> Iterator[tuple[int, str]]:
        for number, file in enumerate(self._all):
            self.files = number + 1
            path = file.path
            if file.problem is not None:
                self.problems.append((number, file))
            elif not self._options.prefilter or (file.named and not Path(path).is_file()):
                self._unswept.append(Candidate(number, path, _size(path), syntax=True))
            else:
                if file.named:
                    self._named[number] = path
                yield number, path


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _from_both_ends(items: Iterable[T]) -> Iterator[T]:
    """Yield the items 0, 2, 4, … at once; then the odd ones, the last one first."""
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
