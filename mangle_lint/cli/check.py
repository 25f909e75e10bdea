"""`mangle-lint check`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mangle_lint.cli.engine_options import engine_options
from mangle_lint.cli.input_options import Inputs, input_options
from mangle_lint.errors import UserError
from mangle_lint.output.formats import NAMES

if TYPE_CHECKING:
    from mangle_lint.findings import Result
    from mangle_lint.options import Options
    from mangle_lint.runs.runner import Checked


@click.command()
@input_options
@click.option(
    "--output-format",
    type=click.Choice(NAMES),
    default="full",
    show_default=True,
    help="How findings are shown.",
)
@engine_options
@click.option(
    "--explain-silence",
    metavar="PATH:LINE",
    help="Tell why the deletions on a line are reported or not, and do nothing else.",
)
@click.option(
    "--no-prefilter",
    is_flag=True,
    help="Analyse all of every file, slowly; the findings are the same.",
)
@click.option("-q", "--quiet", is_flag=True, help="Show findings and errors only.")
def check(
    inputs: Inputs,
    output_format: str,
    options: Options,
    explain_silence: str | None,
    no_prefilter: bool,
    quiet: bool,
) -> None:
    """Report deletions of private attributes that another method can still read.

    PATHS are files and folders, by default the current folder; `-` alone is standard input.
    """
    from mangle_lint.cli.progress import Bar
    from mangle_lint.runs.runner import Checked, check_bytes, check_files

    if explain_silence is not None:
        sys.exit(_explain(explain_silence, options))
    options = replace(options, prefilter=not no_prefilter)
    if (name := inputs.standard_input()) is not None:
        checked = Checked((check_bytes(sys.stdin.buffer.read(), name, options),), 1)
    else:
        files = inputs.files()
        with Bar(wanted=not quiet) as bar:
            checked = check_files(files, options, pool=inputs.pool(), progress=bar)
    _show(checked, output_format, quiet=quiet)
    for result in checked.results:
        if result.failure is not None:
            click.echo(f"error: {result.failure}", err=True)
    sys.exit(_status(checked.results))


def _explain(place: str, options: Options) -> int:
    """Print why the deletions at PATH:LINE are reported or not; return the exit status.

    Raises UserError if `place` has another form.
    """
    from mangle_lint.runs.runner import explain_line

    path, _, line = place.rpartition(":")
    if not path or not line.isdecimal():
        raise UserError(f"--explain-silence takes PATH:LINE, not {place!r}")
    reasons = explain_line(Path(path), int(line), options)
    if isinstance(reasons, list):
        for reason in reasons or ["no private attribute is deleted on this line"]:
            click.echo(f"{place}: {reason}")
        return 0
    click.echo(f"error: {reasons}", err=True)
    return 2


def _show(checked: Checked, output_format: str, *, quiet: bool) -> None:
    from mangle_lint.output.formats import load

    shown = load(output_format)
    for text in shown.render([result for result in checked.results if result.findings]):
        click.echo(text)
    if shown.FOR_PEOPLE and not quiet:
        _summary(checked)


def _summary(checked: Checked) -> None:
    from mangle_lint.output.marks import counted, fix_mark

    findings = [finding for result in checked.results for finding in result.findings]
    failures = sum(result.failure is not None for result in checked.results)
    files = counted(checked.files - failures, "file")
    if not findings:
        click.echo(f"Nothing found in {files}.")
        return
    click.echo(f"Found {counted(len(findings), 'finding')} in {files}.")
    fixable = sum(bool(fix_mark(finding)) for finding in findings)
    if fixable:
        click.echo(f"[*] {fixable} fixable with `mangle-lint codemod --apply`.")


def _status(results: Sequence[Result]) -> int:
    if any(result.failure is not None for result in results):
        return 2
    return 1 if any(result.findings for result in results) else 0
