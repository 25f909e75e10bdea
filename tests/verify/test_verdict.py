"""Every cell of the table in the docstring of `judge`."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from mangle_lint.findings import Confidence, Finding, Place, PlaceRole, Position, Span
from mangle_lint.verify.raised import Error
from mangle_lint.verify.runs import Outcome
from mangle_lint.verify.scenario import Run, Verdict, judge

LETTERS = {
    "C": Verdict.CONFIRMED,
    "N": Verdict.NOT_REPRODUCED,
    "S": Verdict.STILL_FAILING,
    "B": Verdict.BROKEN,
}
STATUSES = {"0": 0, "1": 1, "-9": -9, "timeout": None}

# (predicted error before, after; new error about None):
#     the verdicts by status before (rows) and status after (columns), in the order of STATUSES
CELLS = {
    (True, False, False): ("C B B B", "C S S B", "C S S B", "C S S S"),
    (True, False, True): ("B B B B", "B B B B", "B B B B", "B B B B"),
    (True, True, False): ("S S S S", "S S S S", "S S S S", "S S S S"),
    (True, True, True): ("S S S S", "S S S S", "S S S S", "S S S S"),
    (False, False, False): ("N B B B", "N N N B", "N N N B", "N N N N"),
    (False, False, True): ("B B B B", "B B B B", "B B B B", "B B B B"),
    (False, True, False): ("N N N N", "N N N N", "N N N N", "N N N N"),
    (False, True, True): ("N N N N", "N N N N", "N N N N", "N N N N"),
}
EXPECTED = [
    (*signs, before, after, letter)
    for signs, rows in CELLS.items()
    for before, row in zip(STATUSES, rows, strict=True)
    for after, letter in zip(STATUSES, row.split(), strict=True)
]


PLACE = Place(Span(Position(1, 1), Position(1, 2)), PlaceRole.PRIMARY, "C.f", "deleted here")
FINDING = Finding("MGL001", "", "", PLACE, "C", "_C__x", Confidence.HIGH, "")
PREDICTED = Error("AttributeError", "_C__x", "_C__x", prediction=(Path("a.py"), FINDING))
NOT_PREDICTED = replace(PREDICTED, prediction=None)


def run(status: int | None, predicted: bool) -> Run:
    errors = (PREDICTED, NOT_PREDICTED) if predicted else (NOT_PREDICTED,)
    return Run(Outcome(status, 1.0), errors, (), watched=True, imported=True, tail=())


def test_the_table_is_complete() -> None:
    assert set(CELLS) == set(product((True, False), repeat=3))
    assert {letter for *_, letter in EXPECTED} == set(LETTERS)


@pytest.mark.parametrize(
    ("raised_before", "raised_after", "none_errors", "before", "after", "letter"), EXPECTED
)
def test_verdict(
    *,
    raised_before: bool,
    raised_after: bool,
    none_errors: bool,
    before: str,
    after: str,
    letter: str,
) -> None:
    first = run(STATUSES[before], raised_before)
    second = run(STATUSES[after], raised_after)
    assert judge(first, second, new_none_errors=none_errors) is LETTERS[letter]
    never_ran = replace(second, imported=False)
    assert judge(first, never_ran, new_none_errors=none_errors) is Verdict.NOT_REPRODUCED


def test_errors_about_none_that_were_listed() -> None:
    """They are no news: the predicted error gave way to them."""
    first, second = run(1, True), run(1, False)
    assert judge(first, second, new_none_errors=True, are_listed=True) is Verdict.EXCHANGED
    assert judge(first, second, new_none_errors=True, are_listed=False) is Verdict.BROKEN
    unseen = run(1, False)
    assert judge(unseen, second, new_none_errors=True, are_listed=True) is Verdict.BROKEN
