"""The two runs, on the original and on the overlay, and their comparison."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from mangle_lint.findings import FixResult
from mangle_lint.known.releases import cures
from mangle_lint.verify.overlay import Overlay, make_overlay
from mangle_lint.verify.raised import Error, match, observe
from mangle_lint.verify.runs import Outcome, run
from mangle_lint.verify.surroundings import environment, prepare, redirected
from mangle_lint.verify.target import Target

_TAIL = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run the command; `timeout` is in seconds.

    `show` is called with what the command prints, `tell` with a line about what happens next.
    """

    environment: Mapping[str, str]
    timeout: float = 600.0
    unsafe_fixes: bool = False
    show: Callable[[bytes], object] = lambda _: None
    tell: Callable[[str], object] = lambda _: None


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command.

    `errors` are AttributeErrors on mangled names, `about_none` the errors about None that passed a
    file the fix changes. `watched` is true if the probe ran in any process, `imported` if a file
    with a fix was run. `tail` has the last lines that the command printed.
    """

    outcome: Outcome
    errors: tuple[Error, ...]
    about_none: tuple[Error, ...]
    watched: bool
    imported: bool
    tail: tuple[str, ...]

    @property
    def predicted(self) -> int:
        """How many of the errors a finding predicted."""
        return sum(error.count for error in self.errors if error.prediction is not None)

    @property
    def may_have_imported(self) -> bool:
        """Whether a file with a fix was run; true also if the probe could not watch."""
        return self.imported or not self.watched


class Verdict(Enum):
    """What the two runs say about the fix."""

    CONFIRMED = "confirmed"
    NOT_REPRODUCED = "not reproduced"
    STILL_FAILING = "still failing"
    EXCHANGED = "exchanged"
    BROKEN = "broken by the fix"


@dataclass(frozen=True, slots=True)
class Report:
    """The result of verify.

    `new_about_none` are the errors about None that only the second run raised. `known` tells of
    findings that a newer release cures. Paths are relative to `root`.
    """

    root: Path
    command: tuple[str, ...]
    results: tuple[FixResult, ...]
    before: Run
    after: Run
    new_about_none: tuple[Error, ...]
    verdict: Verdict
    known: tuple[str, ...] = ()


def verify(target: Target, command: Sequence[str], settings: Settings) -> Report:
    """Run `command` on the target as it is, then on a fixed copy. Raises UserError."""
    with tempfile.TemporaryDirectory(prefix="mangle-lint-", ignore_cleanup_errors=True) as name:
        workspace = Path(name).resolve()
        overlay = make_overlay(target, workspace / "overlay", unsafe_fixes=settings.unsafe_fixes)
        settings.tell("run 1 of 2: the original")
        before = _run(workspace / "before", overlay, command, settings, fixed=False)
        settings.tell("run 2 of 2: the fixed copy")
        after = _run(workspace / "after", overlay, command, settings, fixed=True)
    earlier = {error.kind for error in before.about_none}
    new = tuple(error for error in after.about_none if error.kind not in earlier)
    listed = _listed(overlay)
    places = {(error.place.path, error.place.line) if error.place else None for error in new}
    verdict = judge(before, after, new_none_errors=bool(new), are_listed=places <= listed)
    known = tuple(cures(target.root, overlay.results))
    return Report(target.root, tuple(command), overlay.results, before, after, new, verdict, known)


def _listed(overlay: Overlay) -> set[tuple[Path, int] | None]:
    """The places of which the codemod says that they fail on None, by file and line."""
    return {
        (Path(result.path), place.span.start.line)
        for result in overlay.results
        for finding in result.fixed
        for place in finding.fails
    }


def judge(before: Run, after: Run, *, new_none_errors: bool, are_listed: bool = False) -> Verdict:
    """Judge the fix by the two runs.

    The first row that fits counts:

    | verdict           | when                                                                     |
    | ----------------- | ------------------------------------------------------------------------ |
    | not reproduced    | the second run never ran the fixed code                                  |
    | exchanged         | predicted errors before, none after, new errors about None in the fixed  |
    |                   | code, all of them at places that the codemod had listed                  |
    | broken by the fix | no predicted error after, and one of: new errors about None in the fixed |
    |                   | code; status 0 before, not after; timeout after, not before              |
    | not reproduced    | no predicted error before                                                |
    | still failing     | a predicted error after, or a status other than 0, or a timeout          |
    | confirmed         | all else                                                                 |

    `new_none_errors` is true if the second run raised an error about None in the fixed code that
    the first run did not raise; `are_listed`, if the codemod says so of all their places.
    """
    if not after.may_have_imported:
        return Verdict.NOT_REPRODUCED
    first, second = before.outcome.status, after.outcome.status
    newly_fails = first == 0 and second != 0
    newly_hangs = first is not None and second is None
    if before.predicted and not after.predicted and new_none_errors and are_listed:
        return Verdict.EXCHANGED
    if not after.predicted and (newly_fails or newly_hangs or new_none_errors):
        return Verdict.BROKEN
    if not before.predicted:
        return Verdict.NOT_REPRODUCED
    if after.predicted or second != 0:
        return Verdict.STILL_FAILING
    return Verdict.CONFIRMED


def _run(
    folder: Path, overlay: Overlay, command: Sequence[str], settings: Settings, *, fixed: bool
) -> Run:
    """Do one run, of the overlay if `fixed`; its files are kept in the new `folder`."""
    root = overlay.root if fixed else overlay.target.root
    prepare(folder, overlay, root)
    on_path = root if fixed or overlay.target.on_path else None
    names_copies = redirected(command, overlay)
    output = folder / "output"
    outcome = run(
        names_copies if fixed else command,
        environment(settings.environment, folder, on_path),
        output,
        timeout=settings.timeout,
        mark=str(folder),
        show=settings.show,
    )
    seen = observe(folder / "records.jsonl", output)
    matched = match(seen.raised, overlay, root, by_line=not fixed)
    with output.open(encoding="utf-8", errors="replace") as lines:
        tail = tuple(line.rstrip("\n") for line in deque(lines, _TAIL))
    return Run(
        outcome,
        tuple(error for error in matched if error.attribute is not None),
        tuple(error for error in matched if error.attribute is None),
        watched=seen.watched,
        imported=seen.imported or names_copies != list(command),
        tail=tail,
    )
