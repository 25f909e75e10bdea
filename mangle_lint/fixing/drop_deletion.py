"""The fix of MGL002: the deletion goes, and the assignment behind it takes its place."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from mangle_lint.facts.events import Event
from mangle_lint.findings import Edit
from mangle_lint.source.positions import Places


class DropDeletion:
    """Removes a `del` statement in front of an assignment; both events are whole statements."""

    def __init__(self, deletion: Event, assignment: Event) -> None:
        assert deletion.statement is not None
        assert assignment.statement is not None
        self.deletion = deletion.statement
        self.assignment = assignment.statement

    def nodes(self) -> Iterator[cst.CSTNode]:
        """The nodes whose places `edit` needs."""
        yield self.deletion
        yield self.assignment

    def edit(self, text: str, places: Places) -> Edit | None:
        """The one edit that does it; None where a comment would be lost."""
        start, end = places.offsets(self.deletion)[0], places.offsets(self.assignment)[0]
        if "#" in text[start:end]:
            return None
        return Edit(places.between(start, end), "")
