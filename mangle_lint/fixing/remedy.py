"""Protocols for remedies: what a rule proposes, and the edits that come of it.

A diagnosis may have a remedy. The engine gives all remedies of one kind in a file to its `plan`,
because they may share statements. Once places are known, `cures` makes the edits for one remedy or
for several at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import libcst as cst

    from mangle_lint.findings import Applicability, Edit
    from mangle_lint.source.positions import Places


class Cures(Protocol):
    """The remedies of one kind in one file, with the places of their nodes."""

    def edits(self, chosen: Sequence[Any]) -> tuple[Edit, ...] | None:
        """Return the edits for the chosen remedies together; None if that is impossible."""

    def trust(self, chosen: Sequence[Any]) -> tuple[Applicability, str]:
        """Return how far these edits may be trusted, and in words why no further."""


class Plan(Protocol):
    """The remedies of one kind in one file."""

    def nodes(self) -> Iterable[cst.CSTNode]:
        """The nodes whose places `cures` needs."""

    def cures(self, text: str, places: Places) -> Cures:
        """Add the places; `text` is the text of the file."""


class Remedy(Protocol):
    """A cure for one diagnosis."""

    @staticmethod
    def plan(remedies: Sequence[Any]) -> Plan:
        """Plan remedies of this kind together."""
