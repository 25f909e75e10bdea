"""The report of verify, for people and as JSON."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mangle_lint.findings import Finding
from mangle_lint.output.marks import counted
from mangle_lint.verify.raised import Error
from mangle_lint.verify.scenario import Report, Run, Verdict

_MEANING = {
    Verdict.CONFIRMED: "the predicted errors are gone, and the command exits with 0",
    Verdict.NOT_REPRODUCED: "the command did not raise an error that was predicted",
    Verdict.STILL_FAILING: "the command fails with the fix too",
    Verdict.EXCHANGED: "the predicted errors gave way to errors about None that were listed",
    Verdict.BROKEN: "the command fails in another way with the fix",
}
_NOT_IMPORTED = "the command never ran a file that the fix changes"


def meaning(report: Report) -> str:
    """Explain the verdict in a sentence."""
    if report.verdict is Verdict.NOT_REPRODUCED and not report.after.may_have_imported:
        return _NOT_IMPORTED
    return _MEANING[report.verdict]


def notes(report: Report) -> Iterator[str]:
    """Yield what a user should know besides the verdict."""
    for result in report.results:
        if result.failure is not None:
            yield f"not analysed: {result.failure}"
    yield from report.known
    left = sum(len(result.left) for result in report.results)
    if left:
        yield f"{counted(left, 'finding')} left without a fix; see `mangle-lint check`"
    if not report.before.watched or not report.after.watched:
        yield "no Python process could be watched (is it run with -I, -E or -S?)"
    elif not report.after.imported:
        yield f"{_NOT_IMPORTED}: {', '.join(_changed(report))}"


def table(report: Report) -> Iterator[str]:
    """Yield the lines of a table that compares the two runs."""
    runs = (report.before, report.after)
    rows = [
        ("", "before", "after"),
        ("exit status", *map(_status, runs)),
        ("duration", *(f"{run.outcome.duration:.1f} s" for run in runs)),
        ("predicted errors", *(str(run.predicted) for run in runs)),
        ("other mangled-name errors", *(str(_total(run.errors) - run.predicted) for run in runs)),
    ]
    if report.new_about_none:
        rows.append(("new errors about None", "0", str(_total(report.new_about_none))))
    title, left, right = (max(map(len, column)) for column in zip(*rows, strict=True))
    for row in rows:
        yield f"{row[0]:<{title}}   {row[1]:>{left}}   {row[2]:>{right}}"


def errors(report: Report) -> Iterator[str]:
    """Yield two lines for each error: the error, then where it was raised and what predicted it."""
    raised = [("before", error, _origin(error)) for error in report.before.errors]
    raised += [("after", error, _origin(error)) for error in report.after.errors]
    raised += [("after", error, "not raised before") for error in report.new_about_none]
    for when, error, origin in raised:
        times = f" ({error.count} times)" if error.count > 1 else ""
        yield f"{when}: {error.type}: {error.message}{times}"
        yield f"    {origin}"


def data(report: Report) -> dict[str, Any]:
    """Return the report as JSON data; paths are relative to `root`, durations in seconds."""
    return {
        "verdict": report.verdict.value,
        "meaning": meaning(report),
        "command": list(report.command),
        "root": str(report.root),
        "changed": _changed(report),
        "findings": [
            {**_finding(Path(result.path), finding), "fixed": fixed}
            for result in report.results
            for fixed, findings in ((True, result.fixed), (False, result.left))
            for finding in findings
        ],
        "before": _run(report.before),
        "after": _run(report.after),
        "new_about_none": [_error(error) for error in report.new_about_none],
        "notes": list(notes(report)),
    }


def _run(run: Run) -> dict[str, Any]:
    return {
        "exit_status": run.outcome.status,
        "timed_out": run.outcome.status is None,
        "duration": round(run.outcome.duration, 1),
        "predicted_errors": run.predicted,
        "errors": [_error(error) for error in run.errors],
    }


def _error(error: Error) -> dict[str, Any]:
    return {
        "type": error.type,
        "message": error.message,
        "attribute": error.attribute,
        "filename": error.place.path.as_posix() if error.place is not None else None,
        "row": error.place.line if error.place is not None else None,
        "count": error.count,
        "predicted_by": _finding(*error.prediction) if error.prediction is not None else None,
    }


def _finding(path: Path, finding: Finding) -> dict[str, Any]:
    start = finding.span.start
    return {
        "filename": path.as_posix(),
        "location": {"row": start.line, "column": start.column},
        "code": finding.code,
        "attribute": finding.attribute,
        "method": finding.method,
    }


def _origin(error: Error) -> str:
    place = error.place
    where = f"raised at {place.path}:{place.line}" if place is not None else "seen in the output"
    if error.prediction is None:
        return f"{where}, not predicted"
    path, finding = error.prediction
    return f"{where}, predicted by {finding.code} at {path}:{finding.span.start}"


def _status(run: Run) -> str:
    status = run.outcome.status
    if status is None:
        return "timed out"
    if status < 0:
        names = {number.value: number.name for number in signal.Signals}
        return names.get(-status, f"signal {-status}")
    return str(status)


def _total(errors: tuple[Error, ...]) -> int:
    return sum(error.count for error in errors)


def _changed(report: Report) -> list[str]:
    return [Path(result.path).as_posix() for result in report.results if result.changed]
