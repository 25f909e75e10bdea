"""Code as bytes, without what is in triple quotes."""

from __future__ import annotations

import re

_QUOTES = re.compile(rb"\"\"\"|'''")
_COMPLETE = re.compile(rb"(?:[^'\"#\\]|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")*")
"""The start of a line with all its texts closed, and no comment."""


def with_newlines(code: bytes) -> bytes:
    """`code` with line feeds for all its line ends."""
    return code.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in code else code


def without_texts(code: bytes) -> bytes | None:
    """`code` with empty texts for those in triple quotes; None where that cannot be told."""
    pieces: list[bytes] = []
    quote = b""
    start = 0
    for mark in _QUOTES.finditer(code):
        place = mark.start()
        if not quote:
            line = code.rfind(b"\n", 0, place) + 1
            if not _COMPLETE.fullmatch(code, line, place) or code[line - 2 : line] == b"\\\n":
                return None  # it may be in a comment, or in another text
            quote = mark[0]
            pieces.append(code[start:place])
        elif mark[0] == quote and code[place - 1 : place] != b"\\":
            quote, start = b"", mark.end()
    if quote:
        return None
    return b'""'.join([*pieces, code[start:]])
