"""Remedy: write the mangled name in a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from mangle_lint.facts.events import Event
from mangle_lint.findings import Applicability, Edit
from mangle_lint.source.positions import Places

_WHY = "the code then reaches an attribute that it has never reached before"


@dataclass(frozen=True, slots=True, eq=False)
class MangleText:
    """Puts the name `mangled` into the literal that an event is at, in place of the one there."""

    event: Event
    mangled: str

    @staticmethod
    def cures(remedies: Sequence[MangleText], places: Places) -> _Cures:  # noqa: ARG004 - they share nothing
        """The texts of one file."""
        return _Cures(places)


@dataclass(frozen=True, slots=True)
class _Cures:
    places: Places

    def edits(self, chosen: Sequence[MangleText]) -> tuple[Edit, ...] | None:
        edits = []
        for remedy in chosen:
            node = remedy.event.node
            if not isinstance(node, cst.SimpleString):
                return None
            name = remedy.event.key.attribute
            code = f"{node.prefix}{node.quote}{remedy.mangled}{node.quote}"
            if node.raw_value != name:
                return None
            edits.append(Edit(self.places.span(node), code))
        return tuple(edits)

    def trust(self, chosen: Sequence[MangleText]) -> tuple[Applicability, str]:  # noqa: ARG002 - all are alike
        return Applicability.DISPLAY, _WHY
