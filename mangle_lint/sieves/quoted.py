"""Texts in triple quotes, found in bytes."""

from __future__ import annotations

import re

_QUOTES = rb"\"\"\"|'''"
_TOKEN = rb"(?s)[^'\"#\\]+|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|#[^\n]*|\\."
"""A piece of code without quotes, a text in single quotes, a comment, or a backslash."""


def with_newlines(code: bytes) -> bytes:
    """`code` with line feeds for all its line ends."""
    return code.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in code else code


def quoted_spans(code: bytes) -> list[tuple[int, int]] | None:
    """Where the texts in triple quotes are, with their quotes; None where that cannot be told."""
    spans: list[tuple[int, int]] = []
    last = place = 0
    while (mark := re.compile(_QUOTES).search(code, place)) is not None:
        place = mark.start()
        begin = max(last, _start_of_line(code, place, last))
        if not code[begin:place].strip():
            end: int | None = place
        else:
            end = _end_of_text_around(code, begin, place)
        if end is None:
            return None
        if end > place:
            place = end
            continue
        last = place = _end_of_text(code, mark[0], mark.end())
        if not last:
            return None
        spans.append((mark.start(), last))
    return spans


def _start_of_line(code: bytes, place: int, last: int) -> int:
    """Where the line starts, or the one that it continues by a backslash, but not before `last`."""
    line = code.rfind(b"\n", 0, place) + 1
    while line > last and code[line - 2 : line - 1] == b"\\":
        line = code.rfind(b"\n", 0, line - 1) + 1
    return line


def _end_of_text_around(code: bytes, start: int, place: int) -> int | None:
    """Where the comment or the text ends in which `place` is; `place` itself if it is in none.

    The code from `start` on is in none. None where it cannot be told.
    """
    token = re.compile(_TOKEN)
    while start < place:
        match = token.match(code, start)
        if match is None:
            return None
        start = match.end()
    return start


def _end_of_text(code: bytes, quote: bytes, start: int) -> int:
    """The end of a text whose opening quote ends at `start`; 0 if it has none."""
    while (end := code.find(quote, start)) >= 0:
        backslashes = end - len(code[start:end].rstrip(b"\\")) - start
        if backslashes % 2 == 0:
            return end + 3
        start = end + 1
    return 0


def without_texts(code: bytes) -> bytes | None:
    """`code` with empty texts for those in triple quotes; None where that cannot be told."""
    spans = quoted_spans(code)
    if not spans:
        return None if spans is None else code
    pieces, end = [], 0
    for first, last in spans:
        pieces.append(code[end:first])
        end = last
    return b'""'.join([*pieces, code[end:]])
