"""Judge the fix by two runs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """What the two runs say about the fix."""

    CONFIRMED = "confirmed"
    NOT_REPRODUCED = "not reproduced"
    STILL_FAILING = "still failing"
    BROKEN = "broken by the fix"


@dataclass(frozen=True, slots=True)
class Signs:
    """What the verdict depends on, for one run.

    `status` is the exit status, None if the run was stopped on timeout. `predicted` is true if it
    raised an error that a finding predicted.
    """

    status: int | None
    predicted: bool


def judge(before: Signs, after: Signs, *, new_none_errors: bool, fixed_code_ran: bool) -> Verdict:
    """Judge the fix by the two runs.

    The first row that fits counts:

    | verdict           | when                                                                     |
    | ----------------- | ------------------------------------------------------------------------ |
    | not reproduced    | the second run never ran the fixed code                                  |
    | broken by the fix | no predicted error after, and one of: new errors about None in the fixed |
    |                   | code; status 0 before, not after; timeout after, not before              |
    | not reproduced    | no predicted error before                                                |
    | still failing     | a predicted error after, or a status other than 0, or a timeout          |
    | confirmed         | all else                                                                 |

    `new_none_errors` is true if the second run raised an error about None in the fixed code that
    the first run did not raise.
    """
    if not fixed_code_ran:
        return Verdict.NOT_REPRODUCED
    newly_fails = before.status == 0 and after.status != 0
    newly_hangs = before.status is not None and after.status is None
    if not after.predicted and (newly_fails or newly_hangs or new_none_errors):
        return Verdict.BROKEN
    if not before.predicted:
        return Verdict.NOT_REPRODUCED
    if after.predicted or after.status != 0:
        return Verdict.STILL_FAILING
    return Verdict.CONFIRMED
