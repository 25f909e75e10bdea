"""Choose which of many files the engine must look at; the rest cannot have a finding."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from mangle_lint import engine
from mangle_lint.options import Options
from mangle_lint.runs.deep_stack import with_deep_stack
from mangle_lint.runs.discovery import SourceFile
from mangle_lint.runs.pool import Pool
from mangle_lint.sieves.prefilter import declares_encoding

if TYPE_CHECKING:
    from mangle_lint.sieves.excerpt import Excerpt

T = TypeVar("T")

_PARSED_FOR_SYNTAX = 2 * 1024 * 1024
_SWEPT_AT_ONCE = 512
_SWEEPS_WORTH_WORKERS = 4
_ONLY_PARSED = 10
"""How many times faster the built-in parser is than the whole analysis."""

_FEW = 20
_BLOCK = 1 << 16
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0)


class Candidate(NamedTuple):
    """A file for the engine; `number` is its position among all files.

    `cost` estimates the work, in bytes of source to analyse. `syntax` asks for syntax errors even
    if the file cannot have a finding. `matters` is the answer of the byte sieve, `excerpt` the part
    of the file to analyse; each is None if not known yet.
    """

    number: int
    path: str
    cost: int
    syntax: bool
    matters: bool | None = None
    excerpt: Excerpt | None = None


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
        files = self._to_sweep()
        chunks = iter(lambda: list(islice(files, _SWEPT_AT_ONCE)), [])
        first = list(islice(chunks, _SWEEPS_WORTH_WORKERS))
        self.is_large = self._pool.jobs > 1 and len(first) == _SWEEPS_WORTH_WORKERS
        total = count = 0
        parsed: dict[int, str] = {}
        seen: set[int] = set()
        # candidates are analysed as they are found; taken from both ends, few are found last
        others = _from_both_ends(chunks) if self.is_large else list(chunks)
        work = partial(_sweep, self._options, self.is_large)
        for chunk, swept in self._pool.map(work, chain(first, others), spread=self.is_large):
            # if a sweeping worker died, let the engine try the files
            found, size = swept or ([Candidate(n, path, 0, syntax=False) for n, path in chunk], 0)
            seen.update(candidate.number for candidate in found)
            total += size
            count += len(chunk)
            parsed = {**parsed, **dict(chunk)} if total <= _PARSED_FOR_SYNTAX else {}
            pending = {*seen, *parsed, *self._named}
            self.done = max(count + len(self.problems) - len(pending), 0)
            yield found
        yield self._unswept
        cost = total // max(self.files, 1) // _ONLY_PARSED
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


def _sweep(
    options: Options, closely: bool, files: Sequence[tuple[int, str]]
) -> tuple[list[Candidate], int]:
    """Return the candidates among numbered files, and the size of all those files, in bytes.

    Candidates are the files that may have a finding, and those that cannot be read or decoded. If
    `closely` and at most _FEW are left, their excerpts are made too, which drops more.
    """
    found: list[tuple[Candidate, bytes]] = []
    size = 0
    for number, path in files:
        try:
            data = _read(path)
        except OSError:
            found.append((Candidate(number, path, 0, syntax=False), b""))
            continue
        size += len(data)
        matters = engine.may_matter(data, options)
        if matters or not _is_text(data, path):
            found.append((Candidate(number, path, len(data), False, matters), data))
    if not closely or len(found) > _FEW:
        return [candidate for candidate, _ in found], size
    looked = with_deep_stack(lambda: [_look(candidate, data, options) for candidate, data in found])
    return [candidate for candidate in looked if candidate is not None], size


def _look(candidate: Candidate, data: bytes, options: Options) -> Candidate | None:
    """Add the excerpt to a candidate that was read; None if nothing in the file can matter."""
    if candidate.matters is None:
        return candidate
    try:
        excerpt = engine.read(data, candidate.path, options, matters=candidate.matters)
    except Exception:  # the engine will fail on it too, and report that
        return candidate
    if excerpt is None:
        return None
    cost = len(excerpt.text) - excerpt.text.count(" ")
    return candidate._replace(cost=cost, excerpt=excerpt)


def _read(path: str) -> bytes:
    file = os.open(path, _FLAGS)
    try:
        blocks = [os.read(file, _BLOCK)]
        if len(blocks[0]) == _BLOCK:
            while data := os.read(file, 1 << 20):
                blocks.append(data)
        return b"".join(blocks)
    finally:
        os.close(file)


def _is_text(data: bytes, path: str) -> bool:
    """Whether Python could decode the bytes of this source file (PEP 263)."""
    if data.isascii():
        return True
    try:
        if not declares_encoding(data):
            data.decode()
            return True
    except UnicodeDecodeError:
        return False
    from mangle_lint.source.text import SourceError, decode

    try:
        decode(data, path)
    except SourceError:
        return False
    return True
