"""`mangle-lint check`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mangle_lint.cli.shared_options import Inputs, engine_options, input_options
from mangle_lint.errors import UserError
from mangle_lint.output.formats import NAMES

if TYPE_CHECKING:
    from mangle_lint.findings import Result
    from mangle_lint.options import Options


_GIVEN_UP = (
    "has too many states; its paths were not told apart, so its findings have low confidence"
)


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
    "--show-witness",
    is_flag=True,
    help="Show with each finding how the error comes about, step by step; json always does.",
)
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
    show_witness: bool,
    explain_silence: str | None,
    no_prefilter: bool,
    quiet: bool,
) -> None:
    """Report deletions of private attributes that another method can still read.

    PATHS are files and folders, by default the current folder; `-` alone is standard input.
    """
    from mangle_lint.cli.progress import Bar
    from mangle_lint.output.formats import load
    from mangle_lint.runs.pool import Pool
    from mangle_lint.runs.runner import Checked, check_bytes, check_files

    options = options._replace(lookup=inputs.lookup())
    if explain_silence is not None:
        sys.exit(_explain(explain_silence, options))
    shown = load(output_format)
    options = options._replace(
        prefilter=not no_prefilter, witness=show_witness or shown.HAS_WITNESS
    )
    if (name := inputs.standard_input()) is not None:
        checked = Checked((check_bytes(sys.stdin.buffer.read(), name, options),), 1)
    else:
        files = inputs.files()
        with Bar(wanted=not quiet) as bar:
            checked = check_files(files, options, pool=Pool(inputs.jobs), progress=bar)
    found = [result for result in checked.results if result.findings]
    for text in shown.render(found):
        click.echo(text)
    if not quiet:
        for result in checked.results:
            for name in result.given_up:
                click.echo(f"{result.path}: class `{name}` {_GIVEN_UP}", err=True)
    failures = [result.failure for result in checked.results if result.failure is not None]
    if shown.FOR_PEOPLE and not quiet:
        _summarize(found, checked.files - len(failures))
        if inputs.package is not None and found:
            _tell_cures(found)
    for failure in failures:
        click.echo(f"error: {failure}", err=True)
    sys.exit(2 if failures else 1 if found else 0)


def _tell_cures(found: Sequence[Result]) -> None:
    """Print which findings in a package a newer release of it cures."""
    from mangle_lint.known.releases import cures

    for line in cures(Path.cwd(), found):
        click.echo(line)


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


def _summarize(found: Sequence[Result], files: int) -> None:
    """Print how many findings there are in how many files, and how many can be fixed."""
    from mangle_lint.output.marks import counted, fix_mark

    findings = [finding for result in found for finding in result.findings]
    where = counted(files, "file")
    if not findings:
        click.echo(f"Nothing found in {where}.")
        return
    click.echo(f"Found {counted(len(findings), 'finding')} in {where}.")
    if fixable := sum(bool(fix_mark(finding)) for finding in findings):
        click.echo(f"[*] {fixable} fixable with `mangle-lint codemod --apply`.")
    if failing := sum("!" in fix_mark(finding) for finding in findings):
        click.echo(f"[*!] {failing} with reads left that fail on None.")
