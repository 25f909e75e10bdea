"""Reading a log of any size: the errors on private names that it tells of, each of them once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mangle_lint.tracebacks.messages import Message, Of
from mangle_lint.tracebacks.reader import Frame, Raised, Reader, may_matter
from mangle_lint.tracebacks.records import texts, unescaped

_MOST_STREAMS = 64


@dataclass(frozen=True, slots=True)
class Sighting:
    """Frames that an error has passed, how often it came that way, and where the log says so."""

    frames: tuple[Frame, ...]
    line: int
    count: int = 1


@dataclass(frozen=True, slots=True)
class Incident:
    """An error that the log tells of: one message, raised in one file at one line or several.

    Where nothing but the message is known, the frames of its only sighting are empty.
    """

    message: Message
    sightings: tuple[Sighting, ...]

    @property
    def count(self) -> int:
        """How often the log tells of it."""
        return sum(sighting.count for sighting in self.sightings)


@dataclass(slots=True)
class _Draft:
    """An incident while the log is read; its sightings go by the function and line."""

    message: Message
    sightings: dict[tuple[str, int], Sighting] = field(default_factory=dict)


def incidents(lines: Iterable[str]) -> list[Incident]:
    """The errors on private names in a log, in the order in which it first tells of them.

    A message without a traceback counts only if no traceback has the same one.
    """
    drafts: dict[tuple[str, str, str], _Draft] = {}
    for raised in errors(lines):
        if raised.message.of is Of.MODULE:
            continue
        last = raised.frames[-1] if raised.frames else Frame("", 0)
        key = (raised.message.owner, raised.message.attribute, last.file)
        draft = drafts.setdefault(key, _Draft(raised.message))
        place = (last.function, last.line)
        known = draft.sightings.get(place)
        draft.sightings[place] = Sighting(
            known.frames if known else raised.frames,
            known.line if known else raised.line,
            known.count + 1 if known else 1,
        )
    located = {(owner, attribute) for owner, attribute, file in drafts if file}
    return [
        Incident(draft.message, tuple(draft.sightings.values()))
        for (owner, attribute, file), draft in drafts.items()
        if file or (owner, attribute) not in located
    ]


def errors(lines: Iterable[str]) -> Iterator[Raised]:
    """All errors on private names that a log tells of, one by one."""
    plain = Reader()
    streams: dict[str, Reader] = {}
    for number, line in enumerate(lines, 1):
        has_hint = may_matter(line)
        if "{" in line and (has_hint or any(stream.is_open for stream in streams.values())):
            found = texts(line)
            if found is not None:
                for path, text in found:
                    if len(streams) >= _MOST_STREAMS and path not in streams:
                        streams.clear()
                    yield from _of_text(text, number, streams.setdefault(path, Reader()))
                continue
        inner = unescaped(line) if has_hint else None
        if inner is not None:
            yield from _of_lines(inner, number)
        else:
            yield from plain.feed(line, number)
    for reader in (plain, *streams.values()):
        yield from reader.end()


def _of_text(text: str, number: int, stream: Reader) -> Iterator[Raised]:
    """The errors in a text: one line of a stream, or several on their own."""
    inner = text.splitlines()
    if len(inner) > 1:
        yield from _of_lines(inner, number)
    elif inner:
        yield from stream.feed(inner[0], number)


def _of_lines(lines: Iterable[str], number: int) -> Iterator[Raised]:
    reader = Reader()
    for line in lines:
        yield from reader.feed(line, number)
    yield from reader.end()
