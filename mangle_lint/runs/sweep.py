"""Sweeping: very many files are read, and most of them left out."""

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
    """A file for the engine; `number` is its place among all files.

    `cost` estimates the work, in bytes of source to analyse. `syntax` asks for syntax errors even
    if the file can hold no finding. `matters` and `excerpt` are what is known already: whether the
    file can hold a finding, and the part of it to analyse; None if it is not known.
    """

    number: int
    path: str
    cost: int
    syntax: bool
    matters: bool | None = None
    excerpt: Excerpt | None = None


class Swept(NamedTuple):
    """The candidates of a sweep, and the bytes of all files together."""

    candidates: list[Candidate]
    size: int


def sweep(files: Sequence[tuple[int, str]], options: Options) -> Swept:
    """The files that can hold a finding, and those that cannot be read or decoded."""
    found, size = _sift(files, options)
    return Swept([candidate for candidate, _ in found], size)


def sweep_closely(files: Sequence[tuple[int, str]], options: Options) -> Swept:
    """The same; if only a few files are left, the built-in parser looks at them too."""
    found, size = _sift(files, options)
    if len(found) > _FEW:
        return Swept([candidate for candidate, _ in found], size)
    looked = with_deep_stack(lambda: [_look(candidate, data, options) for candidate, data in found])
    return Swept([candidate for candidate in looked if candidate is not None], size)


def _sift(
    files: Sequence[tuple[int, str]], options: Options
) -> tuple[list[tuple[Candidate, bytes | None]], int]:
    """The candidates with their bytes, and how many bytes all files have."""
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
    """A candidate with its excerpt; None if nothing in it can matter."""
    if data is None:
        return candidate
    try:
        excerpt = engine.read(data, candidate.path, options, matters=candidate.matters)
    except Exception:  # whatever is wrong with it, the engine tells
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
    """Whether the bytes can be decoded as Python does."""
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
