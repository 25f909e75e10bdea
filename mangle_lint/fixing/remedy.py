"""What a rule asks for when it knows a cure, and what carries it out.

A diagnosis may have a remedy. The engine gives all remedies of one class in a file to `plan`, for
they may share statements; `cures` then says, for one of them or for several, which edits to make.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import libcst as cst

    from mangle_lint.findings import Applicability, Edit
    from mangle_lint.source.positions import Places


class Cures(Protocol):
    """The remedies of one class in one file, with their places known."""

    def edits(self, chosen: Sequence[Any]) -> tuple[Edit, ...] | None:
        """The edits that carry out the chosen remedies together; None where that cannot be done."""

    def trust(self, chosen: Sequence[Any]) -> tuple[Applicability, str]:
        """How far these edits may be trusted, and why no further, in words."""


class Plan(Protocol):
    """The remedies of one class in one file."""

    def nodes(self) -> Iterable[cst.CSTNode]:
        """The nodes whose places `cures` needs."""

    def cures(self, text: str, places: Places) -> Cures:
        """The same with places; `text` is that of the file."""


class Remedy(Protocol):
    """A cure of one diagnosis."""

    @staticmethod
    def plan(remedies: Sequence[Any]) -> Plan:
        """Plan remedies of this class together."""
