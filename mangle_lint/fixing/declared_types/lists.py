"""Append an item to a bracketed list: on the same line, or on a line of its own."""

from __future__ import annotations

import re

from mangle_lint.source.newline import NEWLINE

_OWN_LINE = re.compile(rf"(?:{NEWLINE.pattern})[ \t\f]*\Z")
"""The line end and the indentation before an item that starts a line."""


def appended(text: str, start: int, end: int, item: str) -> tuple[int, int, str]:
    """Return the edit that puts `item` after the last item of a list, at offsets `start` to `end`.

    The edit is `(from, to, text)`. A comment after the last item stays beside that item.
    """
    found = _OWN_LINE.search(text, 0, start)
    if found is None:
        return end, end, f", {item}"
    between = found.group()
    newline = NEWLINE.search(text, end)
    stop = newline.start() if newline else len(text)
    rest = text[end:stop]
    comma, comment = rest[: rest.startswith(",")], rest[rest.startswith(",") :].lstrip()
    if comment and not comment.startswith("#"):
        return end, end, f",{between}{item}"
    if comma:
        return stop, stop, f"{between}{item},"
    if not comment:
        return end, end, f",{between}{item}"
    return end, stop, f",{rest}{between}{item}"
