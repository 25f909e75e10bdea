"""Reading tracebacks line by line, whatever a log puts in front of the lines.

All that is remembered are the frames of the traceback under way, so any log can be read.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from mangle_lint.tracebacks.messages import Message, may_have_message, messages

_HEADER = "Traceback (most recent call last)"
_FRAME = re.compile(r'(?<!\S)File "([^"\n]+)", line (\d{1,9})(?:, in (.+))?')
_BOXED = re.compile(
    r"(?:(?<=│ )|(?<=\| )|(?<!\S)File )([^\s\"<>][^\"<>]*\.py):(\d{1,9})(?:,? in (\S+))?"
)
"""A frame in the pictures that rich and IPython draw."""

_PICTURE = ("│", "|", "╭", "╰", "+", "-", ">")
_PLACE = re.compile(r"^([^\s:][^:]*|[A-Za-z]:\\[^:]*):(\d{1,9}): \w*Error\b")
"""Where pytest says, below the error, that it was raised."""

_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_MOST_FRAMES = 100
_PATIENCE = 100  # lines, until pytest says where an error was raised
_LONGEST = 2000  # of a line in a picture


def may_matter(line: str) -> bool:
    """Whether a line may start a traceback, or have a message of its own: most lines do not."""
    return "Traceback" in line or 'File "' in line or ".py:" in line or may_have_message(line)


class Frame(NamedTuple):
    """A line (1-based) that an error passed, and the code there as the traceback shows it.

    `function` and `text` are "" if it does not say.
    """

    file: str
    line: int
    function: str = ""
    text: str = ""


class Raised(NamedTuple):
    """An error that a log tells of, and the number of the line (1-based) with its message.

    `frames` are those of its traceback, the one that raised last; there are none if the log has
    the message alone.
    """

    message: Message
    frames: tuple[Frame, ...]
    line: int


class Reader:
    """Reads the lines of one log, or of one text in it."""

    def __init__(self) -> None:
        self._frames: deque[Frame] = deque(maxlen=_MOST_FRAMES)
        self._column: int | None = None
        self._is_picture = False
        self._marked = ""
        self._waiting: list[Raised] = []
        self.is_open = False

    def feed(self, line: str, number: int) -> Iterator[Raised]:
        """Read the next line, the one with this number; yield the errors that are complete."""
        if not (self.is_open or self._waiting or may_matter(line)):
            self._marked = line if line.startswith(">") else self._marked
            return
        if "\x1b" in line:
            line = _COLOURS.sub("", line)
        line = line.rstrip()
        if _HEADER in line:
            yield from self.end()
            self.is_open = True
        elif 'File "' in line and (frame := _FRAME.search(line)) is not None:
            self._add(frame, frame.start() - 2, is_picture=False)
        elif ".py:" in line and (frame := _BOXED.search(line, 0, _LONGEST)) is not None:
            self._add(frame, 0, is_picture=True)
        elif self.is_open and self._is_inside(line):
            self._note_code(line)
        else:
            yield from self._end_with(line, number)

    def end(self) -> Iterator[Raised]:
        """Yield what was waited with; nothing is left of the traceback under way."""
        self._close()
        yield from self._waiting
        self._waiting = []

    def _close(self) -> None:
        self._frames.clear()
        self._column, self._is_picture, self.is_open = None, False, False

    def _add(self, found: re.Match[str], column: int, *, is_picture: bool) -> None:
        file, line, function = found.groups()
        self._frames.append(Frame(file, int(line), (function or "").split("(")[0].strip()))
        self._column, self._is_picture, self.is_open = max(column, 0), is_picture, True

    def _is_inside(self, line: str) -> bool:
        """Whether a line is none that ends the traceback: what ends it is not indented."""
        if self._column is None:
            return not line
        rest = line[self._column :]
        return not rest or rest[0].isspace() or (self._is_picture and rest.startswith(_PICTURE))

    def _note_code(self, line: str) -> None:
        """The first line below that of a frame shows its code."""
        if self._is_picture or not self._frames or self._frames[-1].text:
            return
        text = line[self._column :].strip()
        if text.strip("~^"):
            self._frames.append(self._frames.pop()._replace(text=text))

    def _end_with(self, line: str, number: int) -> Iterator[Raised]:
        """Read a line that is in no traceback: if one was under way, the line is its error."""
        frames = tuple(self._frames)
        was_open = self.is_open
        self._close()
        place = _PLACE.match(line)
        if place is not None and self._waiting:
            frame = Frame(place[1], int(place[2]), text=self._marked.lstrip("> ").strip())
            yield from (raised._replace(frames=(frame,)) for raised in self._waiting)
            self._waiting = []
            return
        if len(self._waiting) and number - self._waiting[0].line > _PATIENCE:
            yield from self.end()
        if line.startswith(">"):
            self._marked = line
        for message in messages(line):
            if line.startswith("E  ") and not was_open:
                yield from self._waiting
                self._waiting = [Raised(message, (), number)]
            else:
                yield Raised(message, frames if message.is_raised else (), number)
