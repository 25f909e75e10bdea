"""What a user should know about a fix that the diff does not show."""

from __future__ import annotations

from collections.abc import Iterator

from mangle_lint.findings import FixResult, PlaceRole, Refusal


def remarks(result: FixResult) -> Iterator[str]:
    """Yield a line for each read that will get None, each type not widened, each finding left."""
    nones = {place for finding in result.fixed for place in finding.places(PlaceRole.NONE)}
    for place in sorted(nones, key=lambda place: place.span):
        where = f"{result.path}:{place.span.start}"
        yield f"{where}: will meet None in `{place.method}`: {place.label}"
    for refusal in result.refusals:
        yield refused(result.path, refusal)
    for finding in result.left:
        why = "there is no fix for it"
        if finding.fix is not None:
            why = finding.fix.withheld or "its fix would bring a finding to light that has none"
        yield f"{result.path}:{finding.span.start}: {finding.code} is left: {why}"


def refused(path: str, refusal: Refusal) -> str:
    """Say which declared type could not be widened, and why."""
    return f"{path}:{refusal.span.start}: `{refusal.attribute}` is left: {refusal.reason}"
