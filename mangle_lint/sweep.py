"""Reading very many files only to leave most of them out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

from mangle_lint.prefilter import bytes_may_have_findings, declares_encoding

_BLOCK = 1 << 16
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0)


class Candidate(NamedTuple):
    """A file for the engine, `number` its place among all files.

    `cost` is about what it takes, as bytes of source to be analysed. `syntax` asks for syntax
    errors even if the file can hold no finding.
    """

    number: int
    path: str
    cost: int
    syntax: bool


class Swept(NamedTuple):
    """What a sweep saw: the candidates, and the bytes of all files."""

    candidates: list[Candidate]
    size: int


def sweep(files: Sequence[tuple[int, str]]) -> Swept:
    """The files that can hold a finding, or cannot be read or decoded: the engine tells."""
    candidates = []
    total = 0
    for number, path in files:
        try:
            data = _read(path)
        except OSError:
            candidates.append(Candidate(number, path, 0, syntax=False))
            continue
        total += len(data)
        if bytes_may_have_findings(data) or not _is_text(data, path):
            candidates.append(Candidate(number, path, len(data), syntax=False))
    return Swept(candidates, total)


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
    from mangle_lint.source import SourceError, decode

    try:
        decode(data, path)
    except SourceError:
        return False
    return True
