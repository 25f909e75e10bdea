"""Which of many files go to the engine: the others can have nothing to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from mangle_lint.discovery import Target
from mangle_lint.pool import Pool
from mangle_lint.sweep import Candidate, sweep

T = TypeVar("T")

_PARSED_FOR_SYNTAX = 2 * 1024 * 1024
_SWEPT_AT_ONCE = 1024
_SWEEPS_WORTH_WORKERS = 3
_ONLY_PARSED = 10
"""How much faster the built-in parser is than the whole analysis."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The candidates in order, and the folders that could not be walked with their places.

    `files` counts all files.
    """

    candidates: tuple[Candidate, ...]
    problems: tuple[tuple[int, Target], ...]
    files: int


def select(targets: Iterable[Target], pool: Pool, *, prefilter: bool) -> Selection:
    """Choose the files that the engine must look at; without `prefilter` all of them.

    What the user names is parsed for syntax errors even if it can hold no finding, and so is a
    small tree; in a large one nearly all the time would go there.
    """
    chosen: dict[int, Candidate] = {}
    problems: list[tuple[int, Target]] = []
    named: list[tuple[int, str]] = []
    files = 0

    def to_sweep() -> Iterator[tuple[int, str]]:
        nonlocal files
        for index, target in enumerate(targets):
            files = index + 1
            if target.problem is not None:
                problems.append((index, target))
            elif not prefilter or (target.named and not Path(target.path).is_file()):
                chosen[index] = Candidate(index, target.path, _size(target.path), syntax=True)
            else:
                if target.named:
                    named.append((index, target.path))
                yield index, target.path

    chunks = _chunks(to_sweep(), _SWEPT_AT_ONCE)
    first = list(islice(chunks, _SWEEPS_WORTH_WORKERS))
    is_large = len(first) == _SWEEPS_WORTH_WORKERS
    size, parsed = 0, list[tuple[int, str]]()
    for chunk, swept in pool.map(sweep, chain(first, chunks), spread=is_large):
        if swept is None:  # the engine may try once more
            chosen.update({i: Candidate(i, path, 0, syntax=False) for i, path in chunk})
            continue
        chosen.update((candidate.number, candidate) for candidate in swept.candidates)
        size += swept.size
        parsed = [*parsed, *chunk] if size <= _PARSED_FOR_SYNTAX else []
    cost = size // max(files, 1) // _ONLY_PARSED
    for index, path in chain(named, parsed):
        if index not in chosen:
            chosen[index] = Candidate(index, path, cost, syntax=True)
    candidates = tuple(chosen[index] for index in sorted(chosen))
    return Selection(candidates, tuple(problems), files)


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0
