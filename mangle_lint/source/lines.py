"""Lines of a text: how offsets and positions translate."""

from __future__ import annotations

from bisect import bisect_right

from mangle_lint.findings import Position, Span
from mangle_lint.source.newline import NEWLINE


class Lines:
    """The lines of a text. Offsets count its characters from 0, lines and columns from 1."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(match.end() for match in NEWLINE.finditer(text))]

    def position(self, offset: int) -> Position:
        """The line and column of an offset."""
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def span(self, start: int, end: int) -> Span:
        """The lines and columns from one offset up to another."""
        return Span(self.position(start), self.position(end))

    def offset(self, position: Position) -> int:
        """The offset of a line and column."""
        return self.starts[position.line - 1] + position.column - 1
