"""The arguments and options that `check` and `codemod` share: which files, and what to look for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from mangle_lint.errors import UserError

if TYPE_CHECKING:
    from mangle_lint.options import Options
    from mangle_lint.runs.base_lookup import SourceLookup
    from mangle_lint.runs.discovery import SourceFile

_Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

python_option = click.option(
    "--python",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="The interpreter in whose environment --package, or base classes, are looked for.",
)


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
        return self.stdin_filename or "<stdin>"

    def files(self) -> Iterable[SourceFile]:
        """Return the files to look at. Raises UserError if the options do not fit together."""
        from mangle_lint.runs.discovery import SourceFile, discover

        if self.package is None:
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

    def lookup(self) -> SourceLookup:
        """Return what finds base classes in other files. Raises UserError for a bad --python."""
        from mangle_lint.runs.base_lookup import SourceLookup

        if self.python is None:
            return SourceLookup()
        from mangle_lint.runs.packages import search_path

        return SourceLookup(search_path(self.python))


def _options(select: str | None, ignore: str | None, min_confidence: str) -> Options:
    """Say what the engine is to look for. Raises UserError for an unknown code of a rule."""
    from mangle_lint.levels import Confidence
    from mangle_lint.options import Options
    from mangle_lint.rules import DEFAULT_SELECT, matching

    def codes(option: str, listed: str) -> frozenset[str]:
        try:
            return matching(part.strip() for part in listed.split(","))
        except ValueError as error:
            raise UserError(f"{option}: there is no rule {str(error)!r}") from error

    chosen = DEFAULT_SELECT if select is None else codes("--select", select)
    left_out = frozenset() if ignore is None else codes("--ignore", ignore)
    return Options(chosen - left_out, min_confidence=Confidence[min_confidence.upper()])


def _together(
    name: str, make: Callable[..., object], fields: Sequence[str], *parameters: _Decorator
) -> _Decorator:
    """Return a decorator that adds `parameters` to a command.

    The command gets one argument, `name`, instead of their values: what `make` makes of these
    `fields`.
    """

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def wrapped(**values: object) -> object:
            made = make(**{field: values.pop(field) for field in fields})
            return command(**{name: made}, **values)

        for parameter in reversed(parameters):
            parameter(wrapped)
        return wrapped

    return decorate


input_options = _together(
    "inputs",
    Inputs,
    Inputs._fields,
    click.argument("paths", nargs=-1, type=click.Path(path_type=Path)),
    click.option(
        "--package", metavar="NAME", help="Look at an installed distribution instead of paths."
    ),
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

engine_options = _together(
    "options",
    _options,
    ("select", "ignore", "min_confidence"),
    click.option(
        "--select",
        metavar="CODES",
        help="The rules to use instead of the default ones, such as MGL001,MGL002 or ALL.",
    ),
    click.option("--ignore", metavar="CODES", help="Rules not to use."),
    click.option(
        "--min-confidence",
        type=click.Choice(["low", "medium", "high"]),
        default="medium",
        show_default=True,
        help="Leave out findings that are less sure to matter.",
    ),
)
