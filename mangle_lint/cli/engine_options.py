"""Click options that say what the engine looks for, shared by `check` and `codemod`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from mangle_lint.errors import UserError

_OPTIONS = (
    click.option(
        "--select",
        metavar="CODES",
        help="The rules to use instead of the default ones, such as MGL001,MGL002 or ALL.",
    ),
    click.option("--ignore", metavar="CODES", help="Rules not to use."),
    click.option(
        "--min-confidence",
        type=click.Choice(["medium", "high"]),
        default="medium",
        show_default=True,
        help="Leave out findings that are less sure to matter.",
    ),
)


def engine_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate a command with these options; it gets them as one argument, `options`."""

    @wraps(command)
    def wrapped(
        *, select: str | None, ignore: str | None, min_confidence: str, **others: object
    ) -> object:
        from mangle_lint.levels import Confidence
        from mangle_lint.options import Options

        options = Options(
            select=_chosen_rules(select, ignore), min_confidence=Confidence[min_confidence.upper()]
        )
        return command(options=options, **others)

    for option in reversed(_OPTIONS):
        option(wrapped)
    return wrapped


def _chosen_rules(select: str | None, ignore: str | None) -> frozenset[str]:
    """Return the codes of the selected rules. Raises UserError for an unknown code."""
    from mangle_lint.rules import DEFAULT_SELECT

    chosen = DEFAULT_SELECT if select is None else _codes("--select", select)
    return chosen if ignore is None else chosen - _codes("--ignore", ignore)


def _codes(option: str, listed: str) -> frozenset[str]:
    from mangle_lint.rules import matching

    try:
        return matching(part.strip() for part in listed.split(","))
    except ValueError as error:
        raise UserError(f"{option}: there is no rule {str(error)!r}") from error
