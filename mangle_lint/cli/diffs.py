"""Print diffs on standard output, in the bytes of the files, coloured on a terminal."""

from __future__ import annotations

import sys

import click

from mangle_lint.findings import FixResult
from mangle_lint.output.diff import unified_diff

_COLOURS = {b"+": b"\x1b[32m", b"-": b"\x1b[31m", b"@": b"\x1b[36m"}
_PLAIN = b"\x1b[0m"


def show_diff(result: FixResult) -> None:
    """Print the unified diff of one file."""
    asked = click.get_current_context().color
    colour = sys.stdout.isatty() if asked is None else asked
    for line in unified_diff(result.path, result.before, result.after):
        style = _COLOURS.get(line[:1]) if colour else None
        click.echo(style + line + _PLAIN if style is not None else line, nl=False)
