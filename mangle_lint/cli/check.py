"""`mangle-lint check`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mangle_lint.cli.targets import chosen_targets, target_options

if TYPE_CHECKING:
    from mangle_lint.findings import Result


@click.command()
@target_options
@click.option(
    "--output-format",
    type=click.Choice(["full", "concise", "json"]),
    default="full",
    show_default=True,
    help="How findings are shown.",
)
@click.option("-q", "--quiet", is_flag=True, help="Show findings and errors only.")
def check(
    paths: tuple[Path, ...],
    package: str | None,
    python: Path | None,
    output_format: str,
    quiet: bool,
) -> None:
    """Report deletions of private attributes that another method can still read.

    PATHS are files and folders, by default the current folder.
    """
    from mangle_lint.engine import Options
    from mangle_lint.runner import check_files

    results = check_files(chosen_targets(paths, package, python), Options())
    _show(results, output_format, quiet=quiet)
    for result in results:
        if result.failure is not None:
            click.echo(f"error: {result.failure}", err=True)
    sys.exit(_status(results))


def _show(results: Sequence[Result], output_format: str, *, quiet: bool) -> None:
    with_findings = [result for result in results if result.findings]
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
        _summary(results)


def _summary(results: Sequence[Result]) -> None:
    from mangle_lint.output.marks import counted, fix_mark

    findings = [finding for result in results for finding in result.findings]
    files = counted(sum(result.failure is None for result in results), "file")
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
