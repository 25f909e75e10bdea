"""`mangle-lint explain`."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click

from mangle_lint.errors import UserError

_ASKING = "reading standard input: paste a traceback or its message, and end with Ctrl-D"


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--file",
    "log",
    metavar="LOG",
    type=click.Path(path_type=Path),
    help="Read this instead of standard input; of any size, `-` is standard input.",
)
@click.option("--package", metavar="NAME", help="Look at an installed distribution only.")
@click.option(
    "--python",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="The interpreter whose installed distributions are meant.",
)
def explain(
    paths: tuple[Path, ...], log: Path | None, package: str | None, python: Path | None
) -> None:
    """Tell the cause of each AttributeError on a mangled name that a log tells of.

    The log comes in on standard input: tracebacks as Python prints them, whatever stands in front
    of their lines; lines of JSON; or just a message. The class is looked for in the files that the
    traceback names, in PATHS (by default the current folder), and in what is installed.

    Exit status: 0 if every error is explained; 1 if one is not, or if, as with grep, there is none;
    2 if the log cannot be read.
    """
    from mangle_lint.cli.changes import show_diff
    from mangle_lint.explaining.incoming import lines_of
    from mangle_lint.explaining.report import after_the_fix, before_the_fix
    from mangle_lint.explaining.sources import Sources
    from mangle_lint.explaining.story import tell
    from mangle_lint.output.marks import counted
    from mangle_lint.tracebacks.log import incidents

    if paths and package is not None:
        raise UserError("give either paths or --package, not both")
    for path in paths:
        if not path.exists():
            raise UserError(f"{path}: there is no such file or folder")
    sources = Sources(paths or (Path(),), package, python)
    with _opened(log) as (stream, name):
        found = incidents(lines_of(stream, name))
    if not found:
        click.echo(f"no AttributeError on a mangled name in {name}", err=True)
        sys.exit(1)
    explained = 0
    for incident in found:
        story = tell(incident, sources)
        explained += story.is_explained
        for line in before_the_fix(story, sources):
            click.echo(line)
        if story.chapter is not None and story.chapter.change is not None:
            show_diff(story.chapter.change)
        for line in after_the_fix(story):
            click.echo(line)
        click.echo()
    click.echo(f"Explained {explained} of {counted(len(found), 'error')}.")
    sys.exit(0 if explained == len(found) else 1)


@contextlib.contextmanager
def _opened(log: Path | None) -> Iterator[tuple[BinaryIO, str]]:
    """The log and what to call it. Raises UserError if it cannot be opened."""
    if log is None or log == Path("-"):
        if sys.stdin is None:
            raise UserError("there is no standard input; name the log with --file")
        if sys.stdin.isatty():
            click.echo(_ASKING, err=True)
        yield sys.stdin.buffer, "standard input"
        return
    try:
        stream = log.open("rb")
    except OSError as error:
        raise UserError(f"{log} cannot be read: {error.strerror or error}") from error
    with stream:
        yield stream, str(log)
