"""The command line: `mangle-lint check | codemod | verify`."""

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

_COLLECTIONS = (200_000, 20, 100)  # rare ones: trees have no cycles, and the process is short
_SIGNALLED = 128  # as shells count: and the number of the signal


class _Commands(click.Group):
    """Commands in modules of the same name, imported when they are needed."""

    names = ("check", "codemod", "verify")

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
    """`run` in a process of its own, which ends at once: freeing all objects takes its time."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        run()
    except SystemExit as end:
        os._exit(end.code if isinstance(end.code, int) else 2)  # what is echoed is written already


def _terminate(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001 - as it is called
    """End in good order, with the workers."""
    sys.exit(_SIGNALLED + number)


def run() -> NoReturn:
    """Run the command.

    Ends in SystemExit: 0 for nothing found, 1 for findings, 2 for what could not be done.
    """
    gc.set_threshold(*_COLLECTIONS)
    try:
        cli.main(prog_name="mangle-lint", color=_colour(), standalone_mode=True)
    except (UserError, OSError) as error:  # OSError: what was found cannot be written
        with contextlib.suppress(OSError):
            click.echo(f"error: {error}", err=True)
    sys.exit(2)


def _colour() -> bool | None:
    """Whether to colour: as the environment says (no-color.org), else as the terminal does."""
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None
