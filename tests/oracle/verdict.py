"""What the linter says of a class, held against what running it shows."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from mangle_lint.engine import check
from mangle_lint.findings import PlaceRole
from tests.oracle.language import CLASS_NAME
from tests.oracle.runner import Bounds, Raised, Runs, run

BEHIND = "this shows only once the deletions before it are fixed"


class Pair(NamedTuple):
    """A deletion and an access that it makes raise, both by line."""

    attribute: str
    deletion: int
    access: int


FAR = (
    Bounds(deviations=4, calls=5_000),
    Bounds(deviations=2, calls=8_000, troubles=1),  # what can be shown mostly shows here
    Bounds(deviations=4, calls=8_000, troubles=1),
    Bounds(deviations=6, calls=12_000, troubles=2),
    Bounds(deviations=6, calls=20_000, troubles=3),
    Bounds(deviations=6, calls=40_000, troubles=4),
)


@dataclass(frozen=True)
class Verdict:
    """`missed`: shown by a run, not reported. `invented`: reported, shown by no run."""

    runs: Runs
    reported: frozenset[Pair]
    missed: frozenset[Pair]
    invented: frozenset[Pair]
    is_complete: bool = True

    @property
    def is_right(self) -> bool:
        return not (self.missed or self.invented)


def judge(source: str) -> Verdict:
    """Hold the linter's findings against runs, ever longer ones where nothing confirms them."""
    reported, behind = findings(source)
    runs = run(source, Bounds())
    missed = _without_others(source, expected(runs) - reported)
    invented = reported - _shown(runs)
    is_complete = True
    for bounds, is_alone in itertools.product(FAR, (True, False)):
        for attribute in sorted({pair.attribute for pair in invented}):
            wanted = frozenset(pair for pair in invented if pair.attribute == attribute)
            chosen = replace(bounds, followed=attribute if is_alone else None)
            further = run(source, chosen, _shows(wanted))
            invented -= _shown(further)
            if wanted & invented and not further.is_complete:  # so it remains open
                invented -= wanted
                is_complete = False
    verdict = Verdict(runs, reported, missed, invented, is_complete)
    return _with(verdict, behind, judge(mended(source, reported))) if behind else verdict


def _with(verdict: Verdict, behind: frozenset[Pair], later: Verdict) -> Verdict:
    """The verdict with that on the class without the deletions that the others stand behind.

    What is said to raise only then must be found there, as any other finding; and nothing else.
    """
    return replace(
        verdict,
        reported=verdict.reported | behind,
        missed=verdict.missed | later.missed,
        invented=verdict.invented | later.invented | (behind - later.reported),
        is_complete=verdict.is_complete and later.is_complete,
    )


def mended(source: str, reported: frozenset[Pair]) -> str:
    """The source, line by line the same, with the reported deletions assigning None."""
    lines = source.splitlines()
    for number in {pair.deletion for pair in reported}:
        line = lines[number - 1]
        wanted = {pair.attribute for pair in reported if pair.deletion == number}
        parts = [
            f"self.{name} = None"
            if f"_{CLASS_NAME}{name}" in wanted or f"self.{name} = None" in line
            else f"del self.{name}"
            for name in re.findall(r"__[xy]\b", line)
        ]
        lines[number - 1] = line[: len(line) - len(line.lstrip())] + "; ".join(sorted(parts))
    return "\n".join([*lines, ""])


def mended_until(source: str, attribute: str, line: int) -> str | None:
    """The source with all that is reported mended, again and again, until this deletion is, too.

    None if it never is.
    """
    while True:
        reported, behind = findings(source)
        if any((pair.attribute, pair.deletion) == (attribute, line) for pair in reported):
            return source
        if not behind:
            return None
        source = mended(source, reported)


def _shows(wanted: frozenset[Pair]) -> Callable[[Runs], bool]:
    return lambda runs: wanted <= _shown(runs)


def _without_others(source: str, missed: frozenset[Pair]) -> frozenset[Pair]:
    """Those that stay when no other private attribute goes missing: each is judged by itself."""
    return frozenset(
        pair
        for attribute in {pair.attribute for pair in missed}
        for pair in missed & expected(run(source, Bounds(followed=attribute)))
    )


def findings(source: str) -> tuple[frozenset[Pair], frozenset[Pair]]:
    """What the linter reports: as the class is, and once other deletions in it are mended."""
    result = check(source.encode(), "c.py")
    assert result.failure is None, result.failure
    found: dict[bool, set[Pair]] = {False: set(), True: set()}
    for finding in result.findings:
        found[BEHIND in finding.notes] |= {
            Pair(finding.attribute, finding.span.start.line, read.span.start.line)
            for read in finding.places(PlaceRole.READ)
        }
    return frozenset(found[False]), frozenset(found[True])


def expected(runs: Runs) -> frozenset[Pair]:
    """What must be reported."""
    return frozenset(_pair(raised) for raised in runs.raised if not raised.is_excused)


def _shown(runs: Runs) -> frozenset[Pair]:
    return frozenset(map(_pair, runs.raised))


def _pair(raised: Raised) -> Pair:
    missing = raised.missing
    return Pair(missing.attribute, missing.deletion.place.line, missing.place.line)
