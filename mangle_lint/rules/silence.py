"""Why a deletion is not reported, in the words of the design."""

from __future__ import annotations

from collections.abc import Sequence

from mangle_lint.facts.typestate.exploration import Exposure
from mangle_lint.facts.typestate.lifecycle import Aftermath


def explain(
    after: Aftermath,
    state_attributes: Sequence[str],
    real: Sequence[Exposure],
    others: Sequence[Exposure],
    repeats: Sequence[Exposure],
) -> str:
    """The reason, for a deletion that makes no finding.

    `real` are its exposures that would count if they were reads, `others` all that are no repeats,
    `repeats` those of the deleting body itself when it is run once more.
    """
    if real:
        return "other methods only delete it again"
    if others:
        return "deletion and reads belong to one property: reading it afterwards is meant to raise"
    if not after.is_done:
        return "the deletion is never carried out"
    if after.is_guarded and not repeats:
        listed = ", ".join(state_attributes)
        return f"a state attribute guards every read that it could hit (followed: {listed})"
    if not after.leaves:
        return "the attribute is assigned again on every path, or the object is dying"
    if after.observed or after.caught:
        return "every read that it could hit is an existence test"
    if repeats:
        return "only the deleting body itself reads it, when it is run once more"
    return "no read is reached without an assignment before it, or an `except` around it"
