"""Texts in triple quotes, found in bytes."""

from __future__ import annotations

import re

_QUOTES = re.compile(rb"\"\"\"|'''")
_COMPLETE = re.compile(rb"(?:[^'\"#\\]|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")*")
"""The start of a line with all its texts closed, and no comment."""


def with_newlines(code: bytes) -> bytes:
    """`code` with line feeds for all its line ends."""
    return code.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in code else code


def quoted_spans(code: bytes) -> list[tuple[int, int]] | None:
    """Where the texts in triple quotes are, with their quotes; None where that cannot be told."""
    spans: list[tuple[int, int]] = []
    quote, start = b"", 0
    for mark in _QUOTES.finditer(code):
        place = mark.start()
        if not quote:
            line = code.rfind(b"\n", 0, place) + 1
            before = code[line:place]
            if before and not before.isspace() and _COMPLETE.fullmatch(before) is None:
                return None  # it may be in a comment, or in another text
            if code[line - 2 : line] == b"\\\n":
                return None
            quote, start = mark[0], place
        elif mark[0] == quote and code[place - 1 : place] != b"\\":
            spans.append((start, mark.end()))
            quote = b""
    return None if quote else spans


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
