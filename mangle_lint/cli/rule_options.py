"""The options that say which rules are on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from mangle_lint.errors import UserError
from mangle_lint.rules import DEFAULT_SELECT, matching

_select = click.option(
    "--select",
    metavar="CODES",
    help="The rules to use instead of the default ones, such as MGL001,MGL002 or ALL.",
)
_ignore = click.option("--ignore", metavar="CODES", help="Rules not to use.")


def rule_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command --select and --ignore."""
    return _select(_ignore(command))


def chosen_rules(select: str | None, ignore: str | None) -> frozenset[str]:
    """The codes of the rules that are on. Raises UserError."""
    chosen = DEFAULT_SELECT if select is None else _codes("--select", select)
    return chosen if ignore is None else chosen - _codes("--ignore", ignore)


def _codes(option: str, listed: str) -> frozenset[str]:
    try:
        return matching(part.strip() for part in listed.split(","))
    except ValueError as error:
        raise UserError(f"{option}: there is no rule {str(error)!r}") from error
