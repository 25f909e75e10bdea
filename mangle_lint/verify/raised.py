"""The errors of a run, read from the probe's records and from the output of the command."""

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
    """A line (1-based) that an error passed."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Raised:
    """One error that was raised.

    `attribute` is the mangled name that was missing; None for an error about None. `frames` ends
    with the frame that raised; it is empty for an error that was only found in the output.
    """

    type: str
    message: str
    attribute: str | None
    frames: tuple[Frame, ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen of a run.

    `watched` is true if the probe ran in any process, `imported` if a file with a fix was imported.
    """

    raised: tuple[Raised, ...] = ()
    watched: bool = False
    imported: bool = False


def observe(records: Path, output: Path) -> Observation:
    """Read the probe's `records`, if there are any, and the `output` of the command."""
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
