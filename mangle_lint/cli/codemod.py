"""`mangle-lint codemod`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mangle_lint.cli.targets import chosen_targets, confidence_option, target_options

if TYPE_CHECKING:
    from mangle_lint.findings import Failure, FixResult


_COLOURS = {b"+": b"\x1b[32m", b"-": b"\x1b[31m", b"@": b"\x1b[36m"}
_PLAIN = b"\x1b[0m"


@click.command()
@target_options
@click.option("--apply", is_flag=True, help="Write the changes.")
@click.option("--diff", is_flag=True, help="With --apply: show what was written.")
@click.option("--unsafe-fixes", is_flag=True, help="Apply fixes that are not known to be safe.")
@confidence_option
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but diffs and errors.")
def codemod(
    paths: tuple[Path, ...],
    package: str | None,
    python: Path | None,
    apply: bool,
    diff: bool,
    unsafe_fixes: bool,
    min_confidence: str,
    quiet: bool,
) -> None:
    """Assign None where `check` finds a deletion; without --apply only show the change.

    PATHS are files and folders, by default the current folder.
    """
    from mangle_lint.engine import Options
    from mangle_lint.findings import Confidence
    from mangle_lint.output.remarks import remarks
    from mangle_lint.runner import fix_files

    targets = chosen_targets(paths, package, python)
    confidence = Confidence[min_confidence.upper()]
    results = fix_files(targets, Options(unsafe_fixes=unsafe_fixes, min_confidence=confidence))
    failed = [result.failure for result in results if result.failure is not None]
    changed = [result for result in results if result.changed]
    if apply:
        problems = {result.path: _write(result) for result in changed}
        failed += [problem for problem in problems.values() if problem is not None]
        changed = [result for result in changed if problems[result.path] is None]
    if diff or not apply:
        for result in changed:
            _show(result)
    if not quiet:
        for result in results:
            for line in remarks(result):
                click.echo(line, err=True)
    for failure in failed:
        click.echo(f"error: {failure}", err=True)
    if not quiet:
        click.echo(_summary(changed, len(results), apply=apply), err=True)
    sys.exit(2 if failed else 1 if changed and not apply else 0)


def _write(result: FixResult) -> Failure | None:
    from mangle_lint.findings import Failure
    from mangle_lint.writing import replace_file

    try:
        replace_file(Path(result.path), result.after)
    except OSError as error:
        return Failure(result.path, f"cannot be written: {error.strerror or error}")
    return None


def _show(result: FixResult) -> None:
    from mangle_lint.output.diff import unified_diff

    asked = click.get_current_context().color
    colour = sys.stdout.isatty() if asked is None else asked
    for line in unified_diff(result.path, result.before, result.after):
        style = _COLOURS.get(line[:1]) if colour else None
        click.echo(style + line + _PLAIN if style is not None else line, nl=False)


def _summary(changed: list[FixResult], files: int, *, apply: bool) -> str:
    from mangle_lint.output.marks import counted

    if not changed:
        return f"Nothing to change in {counted(files, 'file')}."
    fixes = counted(sum(len(result.fixed) for result in changed), "fix", "fixes")
    where = f"{fixes} in {counted(len(changed), 'file')}"
    return f"Applied {where}." if apply else f"Would apply {where}; --apply writes it."
