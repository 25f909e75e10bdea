"""The output formats of `check`: one module for each, with the name of the format.

Each module has `render`, `FOR_PEOPLE` and `HAS_WITNESS`, as the protocol `Format` describes.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from mangle_lint.findings import Result

NAMES = sorted(path.stem for path in Path(__path__[0]).glob("[!_]*.py"))


class Format(Protocol):
    """What each module in this folder provides.

    `FOR_PEOPLE` is true if a summary may follow the findings, `HAS_WITNESS` if the witness of each
    is shown whether that is asked for or not.
    """

    FOR_PEOPLE: bool
    HAS_WITNESS: bool

    def render(self, results: Sequence[Result]) -> Iterator[str]:
        """Yield the findings as texts to print; the caller ends each with a newline."""


def load(name: str) -> Format:
    """Import the format with this name, one of NAMES."""
    return cast("Format", importlib.import_module(f"{__name__}.{name}"))
