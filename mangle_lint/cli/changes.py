"""Show changes as diffs, and ask about each, as `git add --patch` does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from mangle_lint.engine.chosen import is_chosen, is_meant
from mangle_lint.output.diff import unified_diff
from mangle_lint.runs.runner import check_bytes, fix_bytes

if TYPE_CHECKING:
    from mangle_lint.findings import FixResult, Span
    from mangle_lint.options import Options

_COLOURS = {b"+": b"\x1b[32m", b"-": b"\x1b[31m", b"@": b"\x1b[36m"}
_PLAIN = b"\x1b[0m"
_HELP = """\
y - make this change
n - do not make this change
a - make this change and all that follow
q - quit; make neither this change nor any that follows
? - print help"""


def show_diff(result: FixResult) -> None:
    """Print the diff of one file on stdout, in the bytes of the file, coloured on a terminal."""
    asked = click.get_current_context().color
    colour = sys.stdout.isatty() if asked is None else asked
    for line in unified_diff(result.path, result.before, result.after):
        style = _COLOURS.get(line[:1]) if colour else None
        click.echo(style + line + _PLAIN if style is not None else line, nl=False)


def leaves(result: FixResult, options: Options) -> bool:
    """Whether a finding is left that was meant, or a read that fails on the assigned None."""
    left = (finding for finding in result.left if is_meant(finding, options))
    return any(left) or any(finding.fails for finding in result.fixed)


def choose(results: Sequence[FixResult], options: Options) -> list[FixResult]:
    """Ask about every change; return the results with only the changes that the user accepts.

    The end of the input counts as the answer q.
    """
    asker = _Asker()
    return [_choose(result, options, asker) if result.changed else result for result in results]


def _choose(result: FixResult, options: Options, asker: _Asker) -> FixResult:
    path, data = result.path, result.before
    found = check_bytes(data, path, options).findings
    spans = [finding.span for finding in found if is_chosen(finding, options)]
    wanted: set[Span] = set()
    for span in spans:
        alone = fix_bytes(data, path, options._replace(at=frozenset({span})))
        if alone.changed and asker.wants(alone):
            wanted.add(span)
    if len(wanted) == len(spans):
        return result
    return fix_bytes(data, path, options._replace(at=frozenset(wanted)))


class _Asker:
    """Asks about changes; after the answer a or q it asks no more."""

    def __init__(self) -> None:
        self.settled: bool | None = None

    def wants(self, change: FixResult) -> bool:
        """Show the change and ask whether to make it, unless an earlier answer decides."""
        question = "Make this change [y,n,a,q,?]"
        while self.settled is None:
            show_diff(change)
            try:
                said = click.prompt(question, prompt_suffix="? ", err=True, show_default=False)
            except click.Abort:  # the end of the input
                click.echo(err=True)
                said = "q"
            answer = str(said).strip().lower()[:1]
            if answer in ("y", "n"):
                return answer == "y"
            if answer in ("a", "q"):
                self.settled = answer == "a"
            else:
                click.echo(_HELP, err=True)
        return self.settled
