"""The two runs, on the original and on the overlay, and their comparison."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mangle_lint.findings import FixResult
from mangle_lint.verify.matching import Error, Matcher
from mangle_lint.verify.overlay import Overlay, make_overlay
from mangle_lint.verify.raised import observe
from mangle_lint.verify.runs import Outcome, run
from mangle_lint.verify.surroundings import environment, imports, prepare, redirected
from mangle_lint.verify.target import Target
from mangle_lint.verify.verdict import Signs, Verdict, judge

_TAIL = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run the command; `timeout` is in seconds.

    `show` is called with what the command prints, `tell` with a line about what happens next.
    """

    environment: Mapping[str, str]
    timeout: float = 600.0
    unsafe_fixes: bool = False
    show: Callable[[bytes], object] | None = None
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
    def signs(self) -> Signs:
        """What the verdict depends on."""
        return Signs(self.outcome.status, self.predicted > 0)

    @property
    def may_have_imported(self) -> bool:
        """Whether a file with a fix was run; true also if the probe could not watch."""
        return self.imported or not self.watched


@dataclass(frozen=True, slots=True)
class Report:
    """The result of verify.

    `new_about_none` are the errors about None that only the second run raised. The paths in
    `results` are absolute, those of errors relative to `root`.
    """

    root: Path
    command: tuple[str, ...]
    results: tuple[FixResult, ...]
    before: Run
    after: Run
    new_about_none: tuple[Error, ...]
    verdict: Verdict


def verify(target: Target, command: Sequence[str], settings: Settings) -> Report:
    """Run `command` on the target as it is, then on a fixed copy. Raises UserError."""
    with tempfile.TemporaryDirectory(prefix="mangle-lint-", ignore_cleanup_errors=True) as name:
        workspace = Path(name).resolve()
        root = workspace / "overlay"
        overlay = make_overlay(target, root, unsafe_fixes=settings.unsafe_fixes)
        settings.tell("run 1 of 2: the original")
        before = _run(workspace / "before", target, overlay, target.root, command, settings)
        settings.tell("run 2 of 2: the fixed copy")
        after = _run(workspace / "after", target, overlay, root, command, settings)
    known = {error.kind for error in before.about_none}
    new = tuple(error for error in after.about_none if error.kind not in known)
    verdict = judge(
        before.signs,
        after.signs,
        new_none_errors=bool(new),
        fixed_code_ran=after.may_have_imported,
    )
    return Report(target.root, tuple(command), overlay.results, before, after, new, verdict)


def _run(
    folder: Path,
    target: Target,
    overlay: Overlay,
    root: Path,
    command: Sequence[str],
    settings: Settings,
) -> Run:
    """Do one run that imports the target from `root`; its files are kept in the new `folder`."""
    prepare(folder, imports(target, overlay, root))
    fixed = root == overlay.root
    on_path = root if fixed or target.on_path else None
    names_copies = redirected(command, target, overlay)
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
    matcher = Matcher(overlay, target.root, root, by_line=not fixed)
    return Run(
        outcome,
        matcher.errors(seen.raised),
        matcher.errors_about_none(seen.raised),
        watched=seen.watched,
        imported=seen.imported or names_copies != tuple(command),
        tail=_tail(output),
    )


def _tail(output: Path) -> tuple[str, ...]:
    with output.open(encoding="utf-8", errors="replace") as lines:
        return tuple(line.rstrip("\n") for line in deque(lines, _TAIL))
