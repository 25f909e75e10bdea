"""Which finding predicted an error."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mangle_lint.findings import Finding, FixResult
from mangle_lint.verify.raised import Frame, Raised


@dataclass(frozen=True, slots=True)
class Prediction:
    """A finding in the file `path`, relative to the target's root."""

    path: Path
    finding: Finding


class Matcher:
    """Matches the errors of a run to the findings of the target.

    `folders` are those below which the target's files are: its root, for the fixed code also the
    overlay. `by_line` tells whether a finding must name the line that raised; in the overlay lines
    may have moved.
    """

    def __init__(
        self, results: Sequence[FixResult], root: Path, folders: Sequence[Path], *, by_line: bool
    ) -> None:
        self._by_line = by_line
        self._predictions = [
            Prediction(Path(result.path).relative_to(root), finding)
            for result in results
            for finding in (*result.fixed, *result.left)
        ]
        self._files = {
            os.path.realpath(folder / path): path
            for folder in folders
            for path in {Path(result.path).relative_to(root) for result in results}
        }

    def place(self, frame: Frame) -> Path | None:
        """The target's file that a frame is in, relative to the root; None for others."""
        return self._files.get(os.path.realpath(frame.path))

    def prediction(self, error: Raised) -> Prediction | None:
        """The finding that predicted `error`: of the same attribute, and there if that is known."""
        for prediction in self._predictions:
            if prediction.finding.attribute == error.attribute:
                if not error.frames or self._is_at(prediction, error.frames[-1]):
                    return prediction
        return None

    def _is_at(self, prediction: Prediction, frame: Frame) -> bool:
        if self.place(frame) != prediction.path:
            return False
        return not self._by_line or any(
            frame.line in lines for lines in _lines(prediction.finding)
        )


def _lines(finding: Finding) -> Iterator[range]:
    """The lines where a finding says that it raises: reads, and the deletion when run again."""
    spans = [finding.span, *(read.span for read in finding.reads)]
    spans += [edit.span for edit in finding.fix.edits] if finding.fix is not None else []
    for span in spans:
        yield range(span.start.line, span.end.line + 1)
