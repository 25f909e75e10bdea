"""Every cell of the table in the docstring of `judge`."""

from __future__ import annotations

from itertools import product

import pytest

from mangle_lint.verify.scenario import Signs, Verdict, judge

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
    first = Signs(STATUSES[before], raised_before)
    second = Signs(STATUSES[after], raised_after)
    given = judge(first, second, new_none_errors=none_errors, fixed_code_ran=True)
    assert given is LETTERS[letter]
    never_ran = judge(first, second, new_none_errors=none_errors, fixed_code_ran=False)
    assert never_ran is Verdict.NOT_REPRODUCED
