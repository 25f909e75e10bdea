"""Reading very many files only to leave most of them out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from mangle_lint.runs.deep_stack import with_room
from mangle_lint.sieves.prefilter import bytes_may_have_findings, declares_encoding

if TYPE_CHECKING:
    from mangle_lint.sieves.excerpt import Excerpt

_FEW = 20
_BLOCK = 1 << 16
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0)


class Candidate(NamedTuple):
    """A file for the engine, `number` its place among all files.

    `cost` is about what it takes, as bytes of source to be analysed. `syntax` asks for syntax
    errors even if the file can hold no finding. `excerpt` is what of it is to be analysed, where
    that is known.
    """

    number: int
    path: str
    cost: int
    syntax: bool
    excerpt: Excerpt | None = None


class Swept(NamedTuple):
    """What a sweep saw: the candidates, and the bytes of all files."""

    candidates: list[Candidate]
    size: int


def sweep(files: Sequence[tuple[int, str]]) -> Swept:
    """The files that can hold a finding, or cannot be read or decoded: the engine tells."""
    found, size = _sift(files)
    return Swept([candidate for candidate, _ in found], size)


def sweep_closely(files: Sequence[tuple[int, str]]) -> Swept:
    """As `sweep`; and where it leaves a few only, the built-in parser looks at them, too."""
    found, size = _sift(files)
    if len(found) > _FEW:
        return Swept([candidate for candidate, _ in found], size)
    looked = with_room(lambda: [_look(candidate, data) for candidate, data in found])
    return Swept([candidate for candidate in looked if candidate is not None], size)


def _sift(files: Sequence[tuple[int, str]]) -> tuple[list[tuple[Candidate, bytes | None]], int]:
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
        if bytes_may_have_findings(data) or not _is_text(data, path):
            found.append((Candidate(number, path, len(data), syntax=False), data))
    return found, size


def _look(candidate: Candidate, data: bytes | None) -> Candidate | None:
    """A candidate with what of it is to be analysed; None if that is nothing."""
    if data is None:
        return candidate
    from mangle_lint.sieves.excerpt import read_excerpt

    try:
        excerpt = read_excerpt(data, candidate.path)
    except Exception:  # whatever is wrong with it, the engine tells
        return candidate
    if excerpt.text is None:
        return None
    return candidate._replace(cost=len(excerpt.text) - excerpt.text.count(" "), excerpt=excerpt)


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
