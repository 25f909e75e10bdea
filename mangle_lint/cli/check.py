"""`mangle-lint check`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mangle_lint.cli.file_options import (
    STANDARD_INPUT,
    chosen_targets,
    confidence_option,
    exclude_option,
    is_standard_input,
    jobs_option,
    stdin_option,
    target_options,
)
from mangle_lint.cli.rule_options import chosen_rules, rule_options
from mangle_lint.errors import UserError

if TYPE_CHECKING:
    from mangle_lint.findings import Result
    from mangle_lint.options import Options
    from mangle_lint.runs.runner import Checked


@click.command()
@target_options
@click.option(
    "--output-format",
    type=click.Choice(["full", "concise", "json"]),
    default="full",
    show_default=True,
    help="How findings are shown.",
)
@rule_options
@confidence_option
@click.option(
    "--explain-silence",
    metavar="PATH:LINE",
    help="Tell why the deletions on a line are reported or not, and do nothing else.",
)
@exclude_option
@stdin_option
@jobs_option
@click.option(
    "--no-prefilter",
    is_flag=True,
    help="Analyse all of every file, slowly; the findings are the same.",
)
@click.option("-q", "--quiet", is_flag=True, help="Show findings and errors only.")
def check(
    paths: tuple[Path, ...],
    package: str | None,
    python: Path | None,
    output_format: str,
    select: str | None,
    ignore: str | None,
    min_confidence: str,
    explain_silence: str | None,
    exclude: str | None,
    stdin_filename: str | None,
    jobs: int | None,
    no_prefilter: bool,
    quiet: bool,
) -> None:
    """Report deletions of private attributes that another method can still read.

    PATHS are files and folders, by default the current folder; `-` alone is standard input.
    """
    from mangle_lint.cli.progress import Bar
    from mangle_lint.levels import Confidence
    from mangle_lint.options import Options
    from mangle_lint.runs.pool import Pool
    from mangle_lint.runs.runner import Checked, check_bytes, check_files

    options = Options(
        select=chosen_rules(select, ignore),
        min_confidence=Confidence[min_confidence.upper()],
        prefilter=not no_prefilter,
    )
    if explain_silence is not None:
        sys.exit(_explain(explain_silence, options))
    if is_standard_input(paths, package, stdin_filename):
        name = stdin_filename or STANDARD_INPUT
        run = Checked((check_bytes(sys.stdin.buffer.read(), name, options),), 1)
    else:
        targets = chosen_targets(paths, package, python, exclude)
        with Bar(wanted=not quiet) as bar:
            run = check_files(targets, options, pool=Pool(jobs), progress=bar)
    _show(run, output_format, quiet=quiet)
    for result in run.results:
        if result.failure is not None:
            click.echo(f"error: {result.failure}", err=True)
    sys.exit(_status(run.results))


def _explain(place: str, options: Options) -> int:
    """Print why what is at PATH:LINE is reported or not; the exit status."""
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


def _show(run: Checked, output_format: str, *, quiet: bool) -> None:
    with_findings = [result for result in run.results if result.findings]
    if output_format == "json":
        from mangle_lint.output import json

        click.echo(json.dump(with_findings))
        return
    if with_findings:
        if output_format == "concise":
            from mangle_lint.output import concise

            for line in concise.lines(with_findings):
                click.echo(line)
        else:
            from mangle_lint.output import full

            for result in with_findings:
                for block in full.blocks(result):
                    click.echo(block)
    if not quiet:
        _summary(run)


def _summary(run: Checked) -> None:
    from mangle_lint.output.marks import counted, fix_mark

    findings = [finding for result in run.results for finding in result.findings]
    failures = sum(result.failure is not None for result in run.results)
    files = counted(run.files - failures, "file")
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
