"""Where an error was raised in a file that may have changed since, and what reports that place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mangle_lint.findings import Finding
from mangle_lint.levels import PlaceRole
from mangle_lint.source.newline import NEWLINE
from mangle_lint.tracebacks.reader import Frame


class Raise(NamedTuple):
    """A place at which the error was raised.

    `line` is the line of the file, None if the file has no such line or the error was raised
    elsewhere. `frame` is that of the file, None if no frame is in it.
    """

    frame: Frame | None
    line: int | None

    @property
    def is_elsewhere(self) -> bool:
        """Whether the code that raised is not at hand, as far as can be told."""
        return self.frame is None or self.line is None

    @property
    def has_moved(self) -> bool:
        """Whether the file is not the one that raised: the line reads otherwise now."""
        return self.frame is not None and self.line != self.frame.line


def line_now(frame: Frame, text: str) -> int | None:
    """The line of a file that a frame means, by its number or by its code; None if it is gone."""
    lines = [line.strip() for line in NEWLINE.split(text)]
    code = frame.text.strip()
    if 1 <= frame.line <= len(lines) and code in ("", lines[frame.line - 1]):
        return frame.line
    same = [number for number, line in enumerate(lines, 1) if line == code and code]
    return min(same, key=lambda number: abs(number - frame.line), default=None)


def covers(finding: Finding, raised: Raise) -> bool:
    """Whether a finding tells of the place at which the error was raised.

    Of a line that is gone the function is left; if the error was raised in another file, or the log
    does not tell where, any finding will do.
    """
    places = [finding.primary, *finding.secondary]
    if raised.frame is None:
        return True
    if raised.line is None:
        function = raised.frame.function.rpartition(".")[2]
        methods = {part for place in places for part in place.method.split(".")}
        return not function or function in methods
    spans = [place.span for place in places if place.role is not PlaceRole.NONE]
    spans += [edit.span for edit in finding.fix.edits] if finding.fix is not None else []
    return any(span.start.line <= raised.line <= span.end.line for span in spans)


def covered(findings: Sequence[Finding], raised: Sequence[Raise]) -> tuple[Finding, ...]:
    """The findings that tell of one of the places."""
    return tuple(f for f in findings if any(covers(f, place) for place in raised))
