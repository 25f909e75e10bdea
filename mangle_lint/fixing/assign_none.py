"""Remedy: assign None instead of deleting, and adapt the existence tests.

All deletions in one statement are rewritten in one edit. The existence tests of an attribute are
rewritten together with its deletions.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import TypeVar

import libcst as cst

from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event, EventKind
from mangle_lint.findings import Applicability, Edit
from mangle_lint.fixing.del_statement import DelStatement
from mangle_lint.fixing.existence_tests import ExistenceTests
from mangle_lint.fixing.sites import Site, find_sites
from mangle_lint.fixing.wrappers import tests_in
from mangle_lint.source.positions import Places

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True, eq=False)
class AssignNone:
    """Assigns None in place of a deletion; `tests` are the existence tests that this affects."""

    facts: ClassFacts
    deletion: Event
    tests: tuple[Event, ...]

    @staticmethod
    def plan(remedies: Sequence[AssignNone]) -> _Plan:
        """Plan the assignments of one file."""
        return _Plan(remedies)

    def attribute(self) -> tuple[int, str]:
        """The deleted attribute, as the id of its class facts and its mangled name."""
        return id(self.facts), self.deletion.key.attribute


class _Plan:
    """What all these remedies of a file share: sites, statements, existence tests."""

    def __init__(self, remedies: Sequence[AssignNone]) -> None:
        self.sites: dict[Event, Site] = {}
        for group in _grouped(remedies, lambda remedy: id(remedy.facts)).values():
            # a deletion whose AttributeError is caught is an existence test too
            events = [event for r in group for event in (r.deletion, *r.tests)]
            deletions = [event for event in events if event.kind is EventKind.DELETION]
            self.sites |= find_sites(group[0].facts, dict.fromkeys(deletions))
        self.statements = self.by_statement(r for r in remedies if r.deletion in self.sites)
        self.tests = {
            attribute: ExistenceTests(group[0].facts, attribute[1], _tests(group))
            for attribute, group in _grouped(remedies, AssignNone.attribute).items()
        }

    def nodes(self) -> Iterator[cst.CSTNode]:
        for statement in self.statements:
            yield from statement.nodes()
        for tests in self.tests.values():
            yield from tests.nodes()

    def cures(self, text: str, places: Places) -> _Cures:
        gone = {id(event.node) for event, site in self.sites.items() if site.is_quiet}
        for statement in self.statements:
            wrapper = statement.idle_wrapper(text, places)
            if wrapper is not None:
                gone.update(tests_in(wrapper, statement.site))
        return _Cures(self, text, places, frozenset(gone))

    def by_statement(self, remedies: Iterable[AssignNone]) -> list[DelStatement]:
        """Group the deletions to rewrite by statement; all of them have a site."""
        groups = _grouped(remedies, lambda remedy: id(self.sites[remedy.deletion].statement))
        return [
            DelStatement(group[0].facts, self.sites[group[0].deletion], [r.deletion for r in group])
            for group in groups.values()
        ]


@dataclass(frozen=True, slots=True)
class _Cures:
    """Makes the edits.

    `gone` are the ids of the nodes of tests that disappear with the deletions they guard. A
    deletion whose AttributeError is caught and ignored counts as such a test.
    """

    found: _Plan
    text: str
    places: Places
    gone: Set[int]

    def edits(self, chosen: Sequence[AssignNone]) -> tuple[Edit, ...] | None:
        if any(remedy.deletion not in self.found.sites for remedy in chosen):
            return None
        edits = []
        for statement in self.found.by_statement(chosen):
            edit = statement.edit(self.text, self.places)
            if edit is None:
                return None
            edits.append(edit)
        for attribute, group in _grouped(chosen, AssignNone.attribute).items():
            tests, wanted = self.found.tests[attribute], _tests(group)
            if tests.trust(wanted, self.places, self.gone)[0] is Applicability.DISPLAY:
                continue  # the fix is only displayed, so its tests need no edits
            moved = tests.edits(wanted, self.text, self.places, self.gone)
            if moved is None:
                return None
            edits += moved
        return tuple(edits)

    def trust(self, chosen: Sequence[AssignNone]) -> tuple[Applicability, str]:
        return min(
            self.found.tests[attribute].trust(_tests(group), self.places, self.gone)
            for attribute, group in _grouped(chosen, AssignNone.attribute).items()
        )


def _grouped(
    remedies: Iterable[AssignNone], key: Callable[[AssignNone], _Key]
) -> dict[_Key, list[AssignNone]]:
    groups: dict[_Key, list[AssignNone]] = {}
    for remedy in remedies:
        groups.setdefault(key(remedy), []).append(remedy)
    return groups


def _tests(remedies: Iterable[AssignNone]) -> list[Event]:
    return list(dict.fromkeys(test for remedy in remedies for test in remedy.tests))
