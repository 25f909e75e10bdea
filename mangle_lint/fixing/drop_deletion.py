"""Remedy: remove a deletion that an assignment follows at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from mangle_lint.facts.events import Event
from mangle_lint.findings import Applicability, Edit
from mangle_lint.source.positions import Places

_WHY = "the deletion raises where the attribute is missing, the assignment does not"


@dataclass(frozen=True, slots=True, eq=False)
class DropDeletion:
    """Removes a `del` statement right before an assignment; both events are whole statements."""

    deletion: Event
    assignment: Event

    @staticmethod
    def cures(remedies: Sequence[DropDeletion], places: Places) -> _Cures:  # noqa: ARG004 - they share nothing
        """The removals of one file."""
        return _Cures(places)

    def statements(self) -> list[cst.CSTNode]:
        """The statements of the deletion and of the assignment."""
        return [e.statement for e in (self.deletion, self.assignment) if e.statement is not None]


@dataclass(frozen=True, slots=True)
class _Cures:
    places: Places

    def edits(self, chosen: Sequence[DropDeletion]) -> tuple[Edit, ...] | None:
        edits = []
        for remedy in chosen:
            start, end = (self.places.offsets(node)[0] for node in remedy.statements())
            if "#" in self.places.text[start:end]:
                return None  # a comment would be lost
            edits.append(Edit(self.places.between(start, end), ""))
        return tuple(edits)

    def trust(self, chosen: Sequence[DropDeletion]) -> tuple[Applicability, str]:  # noqa: ARG002 - all are alike
        return Applicability.UNSAFE, _WHY
