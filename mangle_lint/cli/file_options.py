"""The arguments that say what to look at, shared by `check` and `codemod`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mangle_lint.errors import UserError

if TYPE_CHECKING:
    from mangle_lint.runs.discovery import SourceFile

paths_argument = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
package_option = click.option(
    "--package", metavar="NAME", help="Look at an installed distribution instead of paths."
)
python_option = click.option(
    "--python",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="The interpreter in whose environment --package is installed.",
)


confidence_option = click.option(
    "--min-confidence",
    type=click.Choice(["medium", "high"]),
    default="medium",
    show_default=True,
    help="Leave out findings that are less sure to matter.",
)


exclude_option = click.option(
    "--exclude",
    metavar="NAMES",
    help="The folders to leave out, by name, with commas; in place of the usual ones, '' for none.",
)

jobs_option = click.option(
    "-j",
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="How many files to look at at once; by default as many as there are processors.",
)

stdin_option = click.option(
    "--stdin-filename",
    metavar="PATH",
    help="With `-`: what to call the file that comes in on standard input.",
)
STANDARD_INPUT = "<stdin>"


def is_standard_input(
    paths: Sequence[Path], package: str | None, stdin_filename: str | None
) -> bool:
    """Whether the only path is `-`. Raises UserError where it is one of several."""
    if Path("-") not in paths:
        if stdin_filename is not None:
            raise UserError("--stdin-filename goes with `-`")
        return False
    if len(paths) > 1 or package is not None:
        raise UserError("`-` is standard input and goes with nothing else")
    return True


def target_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command PATHS, --package and --python."""
    return paths_argument(package_option(python_option(command)))


def chosen_targets(
    paths: Sequence[Path], package: str | None, python: Path | None, exclude: str | None = None
) -> Iterable[SourceFile]:
    """The files to look at; `exclude` as the option takes it. Raises UserError."""
    from mangle_lint.runs.discovery import SourceFile, discover

    if package is None:
        if python is not None:
            raise UserError("--python says where to find --package; give that too")
        names = None if exclude is None else frozenset(exclude.split(","))
        return discover(paths or [Path()], names)
    if paths:
        raise UserError("give either paths or --package, not both")
    from mangle_lint.runs.packages import package_files

    _, files = package_files(package, python)
    here = Path.cwd()
    return [
        SourceFile(str(path.relative_to(here) if path.is_relative_to(here) else path), named=False)
        for path in files
    ]
