"""Diagnoses of one file, repaired together: which edits, and how far they may be trusted.

The deletions of one statement are rewritten in one edit, and the existence tests of one attribute
move with its deletions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise

import libcst as cst

from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event, EventKind
from mangle_lint.findings import Applicability, Edit
from mangle_lint.fixing.del_to_none import DelToNone
from mangle_lint.fixing.drop_deletion import DropDeletion
from mangle_lint.fixing.existence_tests import ExistenceTests
from mangle_lint.fixing.frames import tests_in
from mangle_lint.fixing.sites import Site, find_sites
from mangle_lint.rules.diagnosis import Diagnosis
from mangle_lint.source.positions import Places


def sites_of(diagnoses: Sequence[Diagnosis]) -> dict[Event, Site]:
    """Where the statements of the deletions stand, class by class.

    Those of deletions that are an existence test of their own, for they are caught, are among them.
    """
    classes = {id(diagnosis.facts): diagnosis.facts for diagnosis in diagnoses}
    sites: dict[Event, Site] = {}
    for number, facts in classes.items():
        events = [
            event
            for diagnosis in diagnoses
            if id(diagnosis.facts) == number
            for event in (diagnosis.deletion, *diagnosis.blockers)
            if event.kind is EventKind.DELETION
        ]
        sites |= find_sites(facts, dict.fromkeys(events))
    return sites


class Repair:
    """Repairs `diagnoses`, whose deletions stand at `sites`, in one go."""

    def __init__(self, diagnoses: Sequence[Diagnosis], sites: Mapping[Event, Site]) -> None:
        self.quiet = frozenset(id(e.node) for e, site in sites.items() if site.is_quiet)
        self.is_possible = all(d.deletion in sites for d in diagnoses)
        statements: dict[int, list[Diagnosis]] = {}
        tests: dict[tuple[int, str], dict[Event, None]] = {}
        classes: dict[int, ClassFacts] = {}
        self.drops = []
        for diagnosis in diagnoses:
            if diagnosis.assignment is not None:
                self.drops.append(DropDeletion(diagnosis.deletion, diagnosis.assignment))
            elif diagnosis.deletion in sites:
                statement = sites[diagnosis.deletion].statement
                statements.setdefault(id(statement), []).append(diagnosis)
                owner = id(diagnosis.facts)
                classes[owner] = diagnosis.facts
                found = tests.setdefault((owner, diagnosis.deletion.key.attribute), {})
                found.update(dict.fromkeys(diagnosis.blockers))
        self.assignments = [
            DelToNone(group[0].facts, sites[group[0].deletion], [d.deletion for d in group])
            for group in statements.values()
        ]
        self.tests = [
            ExistenceTests(classes[owner], attribute, found)
            for (owner, attribute), found in tests.items()
            if found
        ]

    def nodes(self) -> Iterator[cst.CSTNode]:
        """The nodes whose places the other methods need."""
        parts: list[DropDeletion | DelToNone | ExistenceTests]
        parts = [*self.drops, *self.assignments, *self.tests]
        for part in parts:
            yield from part.nodes()

    def gone(self, text: str, places: Places) -> frozenset[int]:
        """The existence tests (by id of node) that go together with the deletions they guard.

        A deletion that is caught without any effect counts among them.
        """
        return self.quiet.union(
            test
            for assignment in self.assignments
            if (frame := assignment.frame(text, places)) is not None
            for test in tests_in(frame, assignment.site)
        )

    def edits(self, text: str, places: Places, gone: Set[int]) -> tuple[Edit, ...] | None:
        """All edits, those of the deletions first; None where they cannot all be done."""
        if not self.is_possible:
            return None
        edits = []
        statements: list[DropDeletion | DelToNone] = [*self.drops, *self.assignments]
        for statement in statements:
            edit = statement.edit(text, places)
            if edit is None:
                return None
            edits.append(edit)
        for tests in self.tests:
            if tests.trust(places, gone)[0] is Applicability.DISPLAY:
                continue  # so these edits are never applied
            moved = tests.edits(text, places, gone)
            if moved is None:
                return None
            edits += moved
        ordered = sorted(edit.span for edit in edits)
        if any(one.end > other.start for one, other in pairwise(ordered)):
            return None
        return tuple(edits)

    def trust(self, places: Places, gone: Set[int]) -> tuple[Applicability, str]:
        """How far the edits may be trusted, and why no further, in words."""
        if self.drops:
            why = "the deletion raises where the attribute is missing, the assignment does not"
            return Applicability.UNSAFE, why
        found = [tests.trust(places, gone) for tests in self.tests]
        return min(found, default=(Applicability.SAFE, ""))
