"""The command line: `mangle-lint check | codemod | explain | verify`."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

import click

from mangle_lint import __version__
from mangle_lint.errors import UserError

if TYPE_CHECKING:
    from types import FrameType

_COLLECTIONS = (200_000, 20, 100)  # rarely: trees have no cycles, the process is short-lived
_SIGNALLED = 128  # exit status for signal N is 128 + N, as in shells


class _Commands(click.Group):
    """A group that imports each command, from the module of the same name, only when it is used."""

    names = ("check", "codemod", "explain", "verify")

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        return list(self.names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        if cmd_name not in self.names:
            return None
        command = getattr(importlib.import_module(f"mangle_lint.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            sys.exit(_SIGNALLED + signal.SIGINT)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Find private attributes that one method deletes and another still reads, and fix them."""


def main() -> NoReturn:
    """Call `run` and exit; `os._exit` saves the time that freeing all objects would take."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        run()
    except SystemExit as end:
        os._exit(end.code if isinstance(end.code, int) else 2)  # click.echo has flushed


def _terminate(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001 - a signal handler gets both
    """Handle SIGTERM: exit by an exception, so that the worker processes are stopped too."""
    sys.exit(_SIGNALLED + number)


def run() -> NoReturn:
    """Run the command line.

    Always raises SystemExit: 0 if nothing was found, 1 if there are findings or pending changes, 2
    if something could not be done.
    """
    gc.set_threshold(*_COLLECTIONS)
    try:
        cli.main(prog_name="mangle-lint", color=_colour(), standalone_mode=True)
    except (UserError, OSError) as error:  # OSError: the output cannot be written
        with contextlib.suppress(OSError):
            click.echo(f"error: {error}", err=True)
    sys.exit(2)


def _colour() -> bool | None:
    """Whether to colour output: NO_COLOR (no-color.org) says no, FORCE_COLOR says yes.

    None if neither is set; click then colours only on a terminal.
    """
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None
