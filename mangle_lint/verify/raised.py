"""The errors that a run raised, and the findings that predicted them."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mangle_lint.findings import Finding, PlaceRole
from mangle_lint.tracebacks.messages import messages
from mangle_lint.verify.overlay import Overlay


@dataclass(frozen=True, slots=True)
class Place:
    """A line (1-based) of a file; once matched, files of the target are relative to its root."""

    path: Path
    line: int


@dataclass(frozen=True, slots=True)
class Error:
    """An error and how often it was raised.

    `attribute` is the mangled name it is about, None for an error about None. `places` are lines
    that it passed, with the one that raised it last; there are none if it was only seen in the
    output. `prediction` is a finding and its file, relative to the root of the target.
    """

    type: str
    message: str
    attribute: str | None
    places: tuple[Place, ...] = ()
    prediction: tuple[Path, Finding] | None = None
    count: int = 1

    @property
    def place(self) -> Place | None:
        """The innermost of its places, if there are any."""
        return self.places[-1] if self.places else None

    @property
    def kind(self) -> tuple[str, str, Path | None]:
        """What identifies the error even if lines move: type, message and file."""
        return self.type, self.message, self.place.path if self.place is not None else None


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen of a run.

    `watched` is true if the probe ran in any process, `imported` if a file with a fix was imported.
    """

    raised: tuple[Error, ...] = ()
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


def _raised(record: dict[str, Any]) -> Error:
    places = tuple(Place(Path(path), line) for path, line in record["frames"])
    return Error(record["type"], record["message"], record["attribute"], places)


def _scan(output: Path) -> Iterator[Error]:
    with output.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            for message in messages(line.rstrip()):
                if message.is_mangled:
                    yield Error("AttributeError", message.text, message.attribute)


def match(
    raised: Iterable[Error], overlay: Overlay, used: Path, *, by_line: bool
) -> tuple[Error, ...]:
    """Match the errors of a run to the findings; equal errors at one place are counted together.

    Errors about None count only if they passed a changed file; their place is the innermost line in
    such a file. `used` is the root that the run imported from. If `by_line` is true, a finding
    matches only if it names the line that raised; in the overlay lines may have moved, so there it
    is false.
    """
    paths = [Path(result.path) for result in overlay.results]
    tops = (overlay.target.root, used)
    files = {os.path.realpath(top / path): path for top in tops for path in paths}
    predictions = [
        (path, finding)
        for path, result in zip(paths, overlay.results, strict=True)
        for finding in (*result.fixed, *result.left)
    ]

    def matched(error: Error) -> Iterator[Error]:
        about_none = error.attribute is None
        passed = error.places if about_none else error.places[-1:]
        places = [Place(files.get(os.path.realpath(p.path), p.path), p.line) for p in passed]
        if about_none:
            places = [place for place in places if place.path in overlay.changed][-1:]
            if not places:
                return
        fitting = (
            (path, finding)
            for path, finding in predictions
            if finding.attribute == error.attribute
            and all(p.path == path and (not by_line or _can_raise(finding, p)) for p in places)
        )
        yield replace(error, places=tuple(places), prediction=next(fitting, None))

    counts = Counter(one for error in raised for one in matched(error))
    return tuple(replace(error, count=count) for error, count in counts.items())


def _can_raise(finding: Finding, place: Place) -> bool:
    """Whether a finding can raise on a line: at its reads, and at the deletion if it runs twice."""
    spans = [finding.span, *(read.span for read in finding.places(PlaceRole.READ))]
    spans += [edit.span for edit in finding.fix.edits] if finding.fix is not None else []
    return any(span.start.line <= place.line <= span.end.line for span in spans)
