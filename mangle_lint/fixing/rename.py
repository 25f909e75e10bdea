"""Remedy: write another name for an attribute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from mangle_lint.facts.events import Event
from mangle_lint.findings import Applicability, Edit
from mangle_lint.source.positions import Places

_WHY = "what was meant is a guess"


@dataclass(frozen=True, slots=True, eq=False)
class Rename:
    """Puts the name `instead` in place of the one that an access spells, as in `self.__x`."""

    event: Event
    instead: str

    @staticmethod
    def cures(remedies: Sequence[Rename], places: Places) -> _Cures:  # noqa: ARG004 - they share nothing
        """The renamings of one file."""
        return _Cures(places)


@dataclass(frozen=True, slots=True)
class _Cures:
    places: Places

    def edits(self, chosen: Sequence[Rename]) -> tuple[Edit, ...] | None:
        edits = []
        for remedy in chosen:
            node = remedy.event.node
            if not isinstance(node, cst.Attribute):
                return None
            code = self.places.code(node).removesuffix(node.attr.value)
            edits.append(Edit(self.places.span(node), f"{code}{remedy.instead}"))
        return tuple(edits)

    def trust(self, chosen: Sequence[Rename]) -> tuple[Applicability, str]:  # noqa: ARG002 - all are alike
        return Applicability.UNSAFE, _WHY
