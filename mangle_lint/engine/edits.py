"""Making edits in a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from mangle_lint.findings import Edit
from mangle_lint.source.lines import Lines

Range: TypeAlias = tuple[int, int]
"""Offsets into a text: from, and up to."""


@dataclass(frozen=True, slots=True)
class Made:
    """A text with edits made: `changed` of the old one has become `changes` of this one."""

    text: str
    changed: tuple[Range, ...]
    changes: tuple[Range, ...]


def apply(text: str, edits: Sequence[Edit]) -> Made:
    """`text` with all edits made; they do not overlap."""
    offset = Lines(text).offset
    parts: list[str] = []
    changed, changes = [], []
    end = length = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        start, stop = offset(edit.span.start), offset(edit.span.end)
        parts += [text[end:start], edit.content]
        length += start - end
        changed.append((start, stop))
        changes.append((length, length + len(edit.content)))
        length += len(edit.content)
        end = stop
    return Made("".join([*parts, text[end:]]), tuple(changed), tuple(changes))
