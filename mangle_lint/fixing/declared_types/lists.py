"""One more item in a bracketed list: beside the others, or on a line of its own as they are."""

from __future__ import annotations

from mangle_lint.source.lines import NEWLINE


def line_start(text: str, at: int) -> int:
    """Where the line of an offset starts."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_end(text: str, at: int) -> int:
    """Where the line of an offset ends, without what ends it."""
    newline = NEWLINE.search(text, at)
    return newline.start() if newline else len(text)


def newline_at(text: str, at: int) -> str:
    """What ends the line before that of an offset; if there is none, what ends the first line."""
    start = line_start(text, at)
    for newline in ("\r\n", "\n", "\r"):
        if start and text.endswith(newline, 0, start):
            return newline
    found = NEWLINE.search(text)
    return found.group() if found else "\n"


def line_before(text: str, start: int) -> str:
    """The line end and the indentation in front of an item; "" if anything else is there."""
    begin = line_start(text, start)
    if begin == 0 or text[begin:start].strip():
        return ""
    return newline_at(text, start) + text[begin:start]


def appended(text: str, start: int, end: int, item: str) -> tuple[int, int, str]:
    """`item` behind the last item of a list, which stands from `start` to `end`.

    Given back is what to replace, from and to, and by what. A comment behind the last item stays
    with it.
    """
    between = line_before(text, start)
    if not between:
        return end, end, f", {item}"
    stop = line_end(text, end)
    rest = text[end:stop]
    comma, comment = rest[: rest.startswith(",")], rest[rest.startswith(",") :].lstrip()
    if comment and not comment.startswith("#"):
        return end, end, f",{between}{item}"
    if comma:
        return stop, stop, f"{between}{item},"
    if not comment:
        return end, end, f",{between}{item}"
    return end, stop, f",{rest}{between}{item}"
