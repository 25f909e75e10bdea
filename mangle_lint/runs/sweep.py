"""Sweep many files: read each, and leave out those that cannot have a finding."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from mangle_lint import engine
from mangle_lint.options import Options
from mangle_lint.runs.deep_stack import with_deep_stack
from mangle_lint.sieves.prefilter import declares_encoding

if TYPE_CHECKING:
    from mangle_lint.sieves.excerpt import Excerpt

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


class Swept(NamedTuple):
    """The candidates among some files, and the size of all those files together, in bytes."""

    candidates: list[Candidate]
    size: int


def sweep(files: Sequence[tuple[int, str]], options: Options) -> Swept:
    """Keep the files that may have a finding, and those that cannot be read or decoded.

    `files` are pairs of number and path.
    """
    found, size = _sift(files, options)
    return Swept([candidate for candidate, _ in found], size)


def sweep_closely(files: Sequence[tuple[int, str]], options: Options) -> Swept:
    """Like `sweep`; if at most _FEW files are left, make their excerpts too, which drops more."""
    found, size = _sift(files, options)
    if len(found) > _FEW:
        return Swept([candidate for candidate, _ in found], size)
    looked = with_deep_stack(lambda: [_look(candidate, data, options) for candidate, data in found])
    return Swept([candidate for candidate in looked if candidate is not None], size)


def _sift(
    files: Sequence[tuple[int, str]], options: Options
) -> tuple[list[tuple[Candidate, bytes | None]], int]:
    """Return the candidates with their bytes (None if unreadable), and the size of all files."""
    found: list[tuple[Candidate, bytes | None]] = []
    size = 0
    for number, path in files:
        try:
            data = _read(path)
        except OSError:
            found.append((Candidate(number, path, 0, syntax=False), None))
            continue
        size += len(data)
        matters = engine.may_matter(data, options)
        if matters or not _is_text(data, path):
            found.append((Candidate(number, path, len(data), False, matters), data))
    return found, size


def _look(candidate: Candidate, data: bytes | None, options: Options) -> Candidate | None:
    """Add the excerpt to a candidate; None if nothing in the file can matter."""
    if data is None:
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
        data = os.read(file, _BLOCK)
        if len(data) < _BLOCK:
            return data
        blocks = [data]
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
