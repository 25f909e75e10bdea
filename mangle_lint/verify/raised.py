"""What a run let out: read from what the probe wrote, and from what the command printed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mangle_lint.verify.probe import MANGLED

_PRINTED = re.compile(
    rf"(?:(?:type object |module )?'[^']+'(?: object)?) has no attribute '({MANGLED.pattern})'"
    rf"|AttributeError: ({MANGLED.pattern})$",
    re.MULTILINE,
)
_BARE = "AttributeError: "


@dataclass(frozen=True, slots=True)
class Frame:
    """A place that an error passed."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Raised:
    """An error that got out of the code.

    `attribute` is the mangled name that was missing; None for an error about None. `frames` ends
    with the one that raised; there are none for an error that was only seen in the output.
    """

    type: str
    message: str
    attribute: str | None
    frames: tuple[Frame, ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen of a run. `watched`: whether any process was; `imported`: of the target."""

    raised: tuple[Raised, ...] = ()
    watched: bool = False
    imported: bool = False


def observe(records: Path, output: Path) -> Observation:
    """Read what the probe wrote to `records`, if it ran, and what the command printed."""
    seen = list(_read(records)) if records.exists() else []
    events = {record.get("event") for record in seen}
    raised = [_raised(record) for record in seen if record.get("event") == "error"]
    known = {error.message for error in raised}
    printed = dict.fromkeys(error for error in _scan(output) if error.message not in known)
    return Observation((*raised, *printed), watched="start" in events, imported="import" in events)


def _read(records: Path) -> Iterator[dict[str, Any]]:
    with records.open("rb") as lines:
        for line in lines:
            try:
                record = json.loads(line)
            except ValueError:
                continue  # the process was stopped while it wrote
            yield record


def _raised(record: dict[str, Any]) -> Raised:
    frames = tuple(Frame(path, line) for path, line in record["frames"])
    return Raised(record["type"], record["message"], record["attribute"], frames)


def _scan(output: Path) -> Iterator[Raised]:
    with output.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            for match in _PRINTED.finditer(line.rstrip()):
                message = match.group().removeprefix(_BARE)
                yield Raised("AttributeError", message, match.group(1) or match.group(2))
