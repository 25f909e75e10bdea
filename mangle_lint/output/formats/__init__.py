"""The formats of `check`: one module each, and its name is the name of the format.

A module has `render`, which takes the results with findings, and gives texts to print, each ended
by a newline; and `FOR_PEOPLE`, whether a summary may stand behind them.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from mangle_lint.findings import Result

NAMES = [module.name for module in iter_modules(__path__)]


class Format(Protocol):
    """What each module here is."""

    FOR_PEOPLE: bool

    def render(self, results: Sequence[Result]) -> Iterator[str]:
        """The findings of the results, as texts to print."""


def load(name: str) -> Format:
    """The format with this name, one of NAMES."""
    return cast("Format", importlib.import_module(f"{__name__}.{name}"))
