"""Match the errors that a run raised to the findings that predicted them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from mangle_lint.findings import Finding, Role
from mangle_lint.verify.overlay import Overlay
from mangle_lint.verify.raised import Frame, Raised


@dataclass(frozen=True, slots=True)
class Prediction:
    """A finding, and its file `path`, relative to the root of the target."""

    path: Path
    finding: Finding


@dataclass(frozen=True, slots=True)
class Place:
    """A line (1-based) of a file.

    `path` is relative to the root for files of the target, else absolute.
    """

    path: Path
    line: int


@dataclass(frozen=True, slots=True)
class Error:
    """An error and how often it was raised.

    `attribute` is the mangled name it is about, None for an error about None. `place` and
    `prediction` are None if unknown.
    """

    type: str
    message: str
    attribute: str | None
    place: Place | None
    prediction: Prediction | None
    count: int = 1

    @property
    def kind(self) -> tuple[str, str, Path | None]:
        """What identifies the error even if lines move: type, message and file."""
        return self.type, self.message, self.place.path if self.place is not None else None


class Matcher:
    """Matches the errors of a run to the findings of the target.

    `root` is the root of the target, `used` the root that the run imported from. If `by_line` is
    true, a finding matches only if it names the line that raised; in the overlay lines may have
    moved, so there it is false.
    """

    def __init__(self, overlay: Overlay, root: Path, used: Path, *, by_line: bool) -> None:
        self._by_line = by_line
        self._changed = frozenset(overlay.changed)
        self._predictions = [
            Prediction(Path(result.path).relative_to(root), finding)
            for result in overlay.results
            for finding in (*result.fixed, *result.left)
        ]
        paths = {Path(result.path).relative_to(root) for result in overlay.results}
        self._files = {os.path.realpath(top / path): path for top in (root, used) for path in paths}

    def errors(self, raised: Iterable[Raised]) -> tuple[Error, ...]:
        """Return the errors on mangled names; equal ones at one place are counted together."""
        errors = []
        for one in raised:
            if one.attribute is not None:
                place = self._place(one.frames[-1]) if one.frames else None
                prediction = self._prediction(one.attribute, place)
                errors.append(Error(one.type, one.message, one.attribute, place, prediction))
        return _counted(errors)

    def errors_about_none(self, raised: Iterable[Raised]) -> tuple[Error, ...]:
        """Return the errors about None that passed a changed file.

        Their place is the innermost line in such a file.
        """
        errors = []
        for one in raised:
            if one.attribute is None:
                places = [self._place(frame) for frame in one.frames]
                inside = [place for place in places if place.path in self._changed]
                if inside:
                    errors.append(Error(one.type, one.message, None, inside[-1], None))
        return _counted(errors)

    def _place(self, frame: Frame) -> Place:
        return Place(self._files.get(os.path.realpath(frame.path), Path(frame.path)), frame.line)

    def _prediction(self, attribute: str, place: Place | None) -> Prediction | None:
        for prediction in self._predictions:
            if prediction.finding.attribute == attribute:
                if place is None or self._raises_at(prediction, place):
                    return prediction
        return None

    def _raises_at(self, prediction: Prediction, place: Place) -> bool:
        if place.path != prediction.path:
            return False
        return not self._by_line or any(place.line in lines for lines in _lines(prediction.finding))


def _lines(finding: Finding) -> Iterator[range]:
    """The lines on which a finding can raise: its reads, and the deletion if it runs twice."""
    spans = [finding.span, *(place.span for place in finding.places(Role.READ))]
    spans += [edit.span for edit in finding.fix.edits] if finding.fix is not None else []
    for span in spans:
        yield range(span.start.line, span.end.line + 1)


def _counted(errors: Iterable[Error]) -> tuple[Error, ...]:
    groups: dict[tuple[object, ...], Error] = {}
    for error in errors:
        key = (error.type, error.message, error.place)
        known = groups.get(key)
        groups[key] = error if known is None else replace(known, count=known.count + 1)
    return tuple(groups.values())
