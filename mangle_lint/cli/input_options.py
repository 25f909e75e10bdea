"""The arguments and options that say which files to look at, shared by `check` and `codemod`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from mangle_lint.errors import UserError

if TYPE_CHECKING:
    from mangle_lint.runs.discovery import SourceFile
    from mangle_lint.runs.pool import Pool

package_option = click.option(
    "--package", metavar="NAME", help="Look at an installed distribution instead of paths."
)
python_option = click.option(
    "--python",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="The interpreter in whose environment --package is installed.",
)
_PARAMETERS = (
    click.argument("paths", nargs=-1, type=click.Path(path_type=Path)),
    package_option,
    python_option,
    click.option(
        "--exclude",
        metavar="NAMES",
        help="The folders to leave out, by name, with commas; in place of the usual ones, "
        "'' for none.",
    ),
    click.option(
        "--stdin-filename",
        metavar="PATH",
        help="With `-`: what to call the file that comes in on standard input.",
    ),
    click.option(
        "-j",
        "--jobs",
        metavar="N",
        type=click.IntRange(min=1),
        help="How many files to look at at once; by default as many as there are processors.",
    ),
)
_STANDARD_INPUT = "<stdin>"


class Inputs(NamedTuple):
    """The values of the options that say which files to look at."""

    paths: tuple[Path, ...]
    package: str | None
    python: Path | None
    exclude: str | None
    stdin_filename: str | None
    jobs: int | None

    def standard_input(self) -> str | None:
        """Return the name to use for standard input; None if standard input is not to be read.

        Raises UserError if `-` is combined with other paths or a package, or --stdin-filename is
        given without `-`.
        """
        if Path("-") not in self.paths:
            if self.stdin_filename is not None:
                raise UserError("--stdin-filename goes with `-`")
            return None
        if len(self.paths) > 1 or self.package is not None:
            raise UserError("`-` is standard input and goes with nothing else")
        return self.stdin_filename or _STANDARD_INPUT

    def files(self) -> Iterable[SourceFile]:
        """Return the files to look at. Raises UserError if the options do not fit together."""
        from mangle_lint.runs.discovery import SourceFile, discover

        if self.package is None:
            if self.python is not None:
                raise UserError("--python says where to find --package; give that too")
            names = None if self.exclude is None else frozenset(self.exclude.split(","))
            return discover(self.paths or [Path()], names)
        if self.paths:
            raise UserError("give either paths or --package, not both")
        from mangle_lint.runs.packages import package_files

        _, files = package_files(self.package, self.python)
        here = Path.cwd()
        return [
            SourceFile(str(path.relative_to(here) if path.is_relative_to(here) else path), False)
            for path in files
        ]

    def pool(self) -> Pool:
        """Return a pool with as many jobs as the user asked for."""
        from mangle_lint.runs.pool import Pool

        return Pool(self.jobs)


def input_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate a command with PATHS and these options; it gets them as one argument, `inputs`."""

    @wraps(command)
    def wrapped(
        *,
        paths: tuple[Path, ...],
        package: str | None,
        python: Path | None,
        exclude: str | None,
        stdin_filename: str | None,
        jobs: int | None,
        **others: object,
    ) -> object:
        inputs = Inputs(paths, package, python, exclude, stdin_filename, jobs)
        return command(inputs=inputs, **others)

    for parameter in reversed(_PARAMETERS):
        parameter(wrapped)
    return wrapped
