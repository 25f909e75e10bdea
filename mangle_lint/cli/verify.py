"""`mangle-lint verify`."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mangle_lint.cli.shared_options import python_option
from mangle_lint.errors import UserError

if TYPE_CHECKING:
    from mangle_lint.verify.scenario import Report
    from mangle_lint.verify.target import Target

_COLOURS = {"confirmed": "green", "not reproduced": "yellow"}


@click.command(
    context_settings={"allow_interspersed_args": False},
    options_metavar="(--package NAME | --path DIR) [OPTIONS]",
)
@click.option("--package", metavar="NAME", help="Look at an installed distribution.")
@click.option(
    "--path",
    "folder",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Look at a folder: a package, or the one that COMMAND imports packages from.",
)
@python_option
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=0, min_open=True, max=604800),
    default=600.0,
    show_default=True,
    help="Stop a run, and all that it started, after this time.",
)
@click.option("--unsafe-fixes", is_flag=True, help="Apply fixes that are not known to be safe.")
@click.option("--show-output", is_flag=True, help="Show on stderr what COMMAND prints.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@click.argument("command", metavar="-- COMMAND...", nargs=-1, required=True, type=click.UNPROCESSED)
def verify(
    package: str | None,
    folder: Path | None,
    python: Path | None,
    timeout: float,
    unsafe_fixes: bool,
    show_output: bool,
    as_json: bool,
    command: tuple[str, ...],
) -> None:
    """Run COMMAND on the original and on a fixed copy, and say whether the fix cures it.

    Nothing installed and nothing in DIR is changed: the copy is temporary, and comes first in the
    imports of the second run. COMMAND gets no input.

    Exit status: 0 if the verdict is `confirmed`, 1 for `not reproduced`, `still failing`,
    `exchanged` (for an error about None that was listed) and `broken by the fix`, 2 if it could
    not be found out.
    """
    import os

    from mangle_lint.verify.scenario import Settings
    from mangle_lint.verify.scenario import verify as run_both

    say = partial(click.echo, err=True)
    settings = Settings(
        os.environ,
        timeout,
        unsafe_fixes,
        show=lambda text: say(text.decode(errors="replace"), nl=False) if show_output else None,
        tell=lambda text: say(text) if not as_json else None,
    )
    report = run_both(_target(package, folder, python, command), command, settings)
    confirmed = report.verdict.value == "confirmed"
    if not show_output and not confirmed:
        _explain(report)
    _print(report, as_json=as_json)
    sys.exit(0 if confirmed else 1)


def _target(
    package: str | None, folder: Path | None, python: Path | None, command: tuple[str, ...]
) -> Target:
    from mangle_lint.verify.target import folder_target, interpreter, package_target

    if package is not None and folder is None:
        return package_target(package, python or interpreter(command))
    if package is not None or folder is None:
        raise UserError("give either --package or --path")
    if python is not None:
        raise UserError("--python says where to find --package; give that too")
    return folder_target(folder)


def _explain(report: Report) -> None:
    """Show the last lines printed by the run that caused a bad verdict."""
    first = report.verdict.value == "not reproduced" and not report.before.predicted
    run, which = (report.before, "run 1") if first else (report.after, "run 2")
    if run.tail:
        click.echo(f"the last lines that {which} printed:", err=True)
        for line in run.tail:
            click.echo(f"  | {line}", err=True)


def _print(report: Report, *, as_json: bool) -> None:
    from mangle_lint.verify import report as said

    if as_json:
        import json

        click.echo(json.dumps(said.data(report), indent=2, ensure_ascii=False))
        return
    for note in said.notes(report):
        click.echo(f"note: {note}", err=True)
    raised = list(said.errors(report))
    for line in (*raised, *([""] if raised else []), *said.table(report)):
        click.echo(line)
    verdict = report.verdict.value
    styled = click.style(verdict, fg=_COLOURS.get(verdict, "red"), bold=True)
    click.echo(f"\nverdict: {styled} ({said.meaning(report)})")
