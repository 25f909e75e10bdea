"""The command line: `mangle-lint check | codemod | verify`."""

from __future__ import annotations

import os
import sys

import click

from mangle_lint import __version__
from mangle_lint.cli.check import check
from mangle_lint.cli.codemod import codemod
from mangle_lint.cli.verify import verify
from mangle_lint.errors import UserError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Find private attributes that one method deletes and another still reads, and fix them."""


cli.add_command(check)
cli.add_command(codemod)
cli.add_command(verify)


def main() -> None:
    """Run the command. Exit status: 0 nothing found, 1 findings, 2 something could not be done."""
    try:
        cli.main(prog_name="mangle-lint", color=_colour(), standalone_mode=True)
    except UserError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(2)


def _colour() -> bool | None:
    """Whether to colour: as the environment says (no-color.org), else as the terminal does."""
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None
