"""Protocols for remedies: what a rule proposes, and the edits that come of it.

A diagnosis may have a remedy. The engine gives all remedies of one kind in a file to its `cures`,
because they may share statements. These make the edits for one remedy or for several at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from mangle_lint.findings import Applicability, Edit
    from mangle_lint.source.positions import Places


class Cures(Protocol):
    """The remedies of one kind in one file."""

    def edits(self, chosen: Sequence[Any]) -> tuple[Edit, ...] | None:
        """Return the edits for the chosen remedies together; None if that is impossible."""

    def trust(self, chosen: Sequence[Any]) -> tuple[Applicability, str]:
        """Return how far these edits may be trusted, and in words why no further."""


class Remedy(Protocol):
    """A cure for one diagnosis."""

    @staticmethod
    def cures(remedies: Sequence[Any], places: Places) -> Cures:
        """Put the remedies of this kind in one file together; `places` are those of the file."""
