"""`mangle-lint codemod`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mangle_lint.cli.shared_options import Inputs, engine_options, input_options
from mangle_lint.errors import UserError

if TYPE_CHECKING:
    from mangle_lint.findings import Failure, FixResult
    from mangle_lint.options import Options


@click.command()
@input_options
@click.option("--apply", is_flag=True, help="Write the changes.")
@click.option("--diff", is_flag=True, help="With --apply: show what was written.")
@click.option("-i", "--interactive", is_flag=True, help="Show each change and ask; write those.")
@click.option("--unsafe-fixes", is_flag=True, help="Apply fixes that are not known to be safe.")
@click.option("--annotate", is_flag=True, help="Widen the declared types of what becomes None.")
@engine_options
@click.option(
    "--only",
    metavar="CLASS[.__ATTR]",
    multiple=True,
    help="Fix this class or attribute alone; may be given several times.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is changed or left.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but diffs and errors.")
def codemod(
    inputs: Inputs,
    apply: bool,
    diff: bool,
    interactive: bool,
    unsafe_fixes: bool,
    annotate: bool,
    options: Options,
    only: tuple[str, ...],
    exit_zero: bool,
    quiet: bool,
) -> None:
    """Assign None where `check` finds a deletion; without --apply only show the change.

    PATHS are files and folders, by default the current folder; `-` alone reads standard input and
    writes what becomes of it to standard output.

    Exit status: 0 if nothing is to be changed, or nothing is left behind; 1 if changes are shown
    but not written, a finding is left, or a read is left that fails on None; 2 if something could
    not be done.
    """
    from mangle_lint.cli.changes import choose, leaves, show_diff
    from mangle_lint.cli.progress import Bar
    from mangle_lint.runs.pool import Pool
    from mangle_lint.runs.runner import fix_bytes, fix_files

    wanted = frozenset(only) or None
    options = options._replace(
        only=wanted, unsafe_fixes=unsafe_fixes, annotate=annotate, lookup=inputs.lookup()
    )
    if (name := inputs.standard_input()) is not None:
        if interactive:
            raise UserError("--interactive asks on standard input; name the files")
        result = fix_bytes(sys.stdin.buffer.read(), name, options)
        if diff:
            show_diff(result)
        elif result.failure is None:
            sys.stdout.buffer.write(result.after)
            sys.stdout.buffer.flush()
        failed = _close([result], [], options, quiet=quiet, summary=None)
        pending = diff and result.changed
        sys.exit(2 if failed else int((pending or leaves(result, options)) and not exit_zero))
    files = inputs.files()
    with Bar(wanted=not quiet) as bar:
        results = fix_files(files, options, pool=Pool(inputs.jobs), progress=bar)
    if interactive:
        results = choose(results, options)
    writes = apply or interactive
    problems = [problem for result in results if writes and (problem := _write(result)) is not None]
    unwritten = {problem.path for problem in problems}
    changed = [r for r in results if r.changed and r.path not in unwritten]
    if (diff or not apply) and not interactive:
        for result in changed:
            show_diff(result)
    summary = _summary(changed, len(results), done=writes)
    failed = _close(results, problems, options, quiet=quiet, summary=summary)
    pending = bool(changed) and not writes
    left = any(leaves(result, options) for result in results)
    sys.exit(2 if failed else int((pending or left) and not exit_zero))


def _write(result: FixResult) -> Failure | None:
    from mangle_lint.findings import Failure
    from mangle_lint.runs.writing import replace_file

    if not result.changed:
        return None
    try:
        replace_file(Path(result.path), result.after)
    except OSError as error:
        return Failure(result.path, f"cannot be written: {error.strerror or error}")
    return None


def _close(
    results: Sequence[FixResult],
    problems: Sequence[Failure],
    options: Options,
    *,
    quiet: bool,
    summary: str | None,
) -> bool:
    """Print remarks, errors and the summary on stderr; `quiet` leaves only the errors.

    Returns whether there were errors.
    """
    from mangle_lint.engine.chosen import unused
    from mangle_lint.output.remarks import remarks

    if not quiet:
        for result in results:
            for line in remarks(result):
                click.echo(line, err=True)
        for name in unused(results, options):
            click.echo(f"--only {name}: no finding has this class or attribute", err=True)
    failures = [result.failure for result in results if result.failure is not None]
    for failure in (*failures, *problems):
        click.echo(f"error: {failure}", err=True)
    if summary is not None and not quiet:
        click.echo(summary, err=True)
    return bool(failures or problems)


def _summary(changed: Sequence[FixResult], files: int, *, done: bool) -> str:
    from mangle_lint.output.marks import counted

    if not changed:
        return f"Nothing to change in {counted(files, 'file')}."
    fixes = counted(sum(len(result.fixed) for result in changed), "fix", "fixes")
    where = f"{fixes} in {counted(len(changed), 'file')}"
    return f"Applied {where}." if done else f"Would apply {where}; --apply writes it."
