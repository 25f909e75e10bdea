"""Why a deletion is not reported, in the words of the design."""

from __future__ import annotations

from collections.abc import Sequence

from mangle_lint.facts.explore import Exposure
from mangle_lint.facts.graph import Event
from mangle_lint.facts.lifecycle import Lifecycle


def explain(
    life: Lifecycle,
    deletion: Event,
    real: Sequence[Exposure],
    others: Sequence[Exposure],
    repeats: Sequence[Exposure],
) -> str:
    """The reason, for a deletion that makes no finding.

    `real` are its exposures that would count if they were reads, `others` all that are no repeats,
    `repeats` those of the deleting body itself when it is run once more.
    """
    tests = {event for cause, event in life.observed if cause is deletion}
    tests |= {event for cause, event, _ in life.caught if cause is deletion}
    if real:
        return "other methods only delete it again"
    if others:
        return "deletion and reads belong to one property: reading it afterwards is meant to raise"
    if deletion not in life.done:
        return "the deletion is never carried out"
    if deletion in life.unguarded and not repeats:
        listed = ", ".join(life.state_attributes)
        return f"a state attribute guards every read that it could hit (followed: {listed})"
    if deletion not in life.leaving:
        return "the attribute is assigned again on every path, or the object is dying"
    if tests:
        return "every read that it could hit is an existence test"
    if repeats:
        return "only the deleting body itself reads it, when it is run once more"
    return "no read can be reached without an assignment before it"
