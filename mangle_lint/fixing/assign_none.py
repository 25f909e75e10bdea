"""Remedy: assign None instead of deleting, and adapt the existence tests.

All deletions in one statement are rewritten in one edit. The existence tests of an attribute are
rewritten together with its deletions.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

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
    def cures(remedies: Sequence[AssignNone], places: Places) -> _Cures:
        """The assignments of one file."""
        return _Cures(remedies, places)

    def attribute(self) -> tuple[int, str]:
        """The deleted attribute, as the id of its class facts and its mangled name."""
        return id(self.facts), self.deletion.key.attribute


class _Cures:
    """Makes the edits of one file, whose remedies share sites, statements and existence tests.

    `gone` are the ids of the nodes of tests that disappear with the deletions they guard. A
    deletion whose AttributeError is caught and ignored counts as such a test.
    """

    def __init__(self, remedies: Sequence[AssignNone], places: Places) -> None:
        self.places = places
        self.sites: dict[Event, Site] = {}
        for group in _grouped(remedies, lambda remedy: id(remedy.facts)).values():
            # a deletion whose AttributeError is caught is an existence test too
            events = [event for r in group for event in (r.deletion, *r.tests)]
            deletions = [event for event in events if event.kind is EventKind.DELETION]
            self.sites |= find_sites(group[0].facts, dict.fromkeys(deletions))
        self.tests = {
            attribute: ExistenceTests(group[0].facts, attribute[1], _tests(group), places)
            for attribute, group in _grouped(remedies, AssignNone.attribute).items()
        }
        self.gone = {id(event.node) for event, site in self.sites.items() if site.is_quiet}
        for statement in self._statements(r for r in remedies if r.deletion in self.sites):
            wrapper = statement.idle_wrapper()
            if wrapper is not None:
                self.gone.update(tests_in(wrapper, statement.site))

    def edits(self, chosen: Sequence[AssignNone]) -> tuple[Edit, ...] | None:
        if any(remedy.deletion not in self.sites for remedy in chosen):
            return None
        edits = []
        for statement in self._statements(chosen):
            edit = statement.edit()
            if edit is None:
                return None
            edits.append(edit)
        for attribute, group in _grouped(chosen, AssignNone.attribute).items():
            tests, wanted = self.tests[attribute], _tests(group)
            if tests.trust(wanted, self.gone)[0] is Applicability.DISPLAY:
                continue  # the fix is only displayed, so its tests need no edits
            moved = tests.edits(wanted, self.gone)
            if moved is None:
                return None
            edits += moved
        return tuple(edits)

    def trust(self, chosen: Sequence[AssignNone]) -> tuple[Applicability, str]:
        return min(
            self.tests[attribute].trust(_tests(group), self.gone)
            for attribute, group in _grouped(chosen, AssignNone.attribute).items()
        )

    def _statements(self, remedies: Iterable[AssignNone]) -> list[DelStatement]:
        """Group the deletions to rewrite by statement; all of them have a site."""
        groups = _grouped(remedies, lambda remedy: id(self.sites[remedy.deletion].statement))
        return [
            DelStatement(
                group[0].facts,
                self.sites[group[0].deletion],
                [remedy.deletion for remedy in group],
                self.places,
            )
            for group in groups.values()
        ]


def _grouped(
    remedies: Iterable[AssignNone], key: Callable[[AssignNone], _Key]
) -> dict[_Key, list[AssignNone]]:
    groups: dict[_Key, list[AssignNone]] = {}
    for remedy in remedies:
        groups.setdefault(key(remedy), []).append(remedy)
    return groups


def _tests(remedies: Iterable[AssignNone]) -> list[Event]:
    return list(dict.fromkeys(test for remedy in remedies for test in remedy.tests))
