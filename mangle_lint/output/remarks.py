"""What a user should know of a change beside the diff."""

from __future__ import annotations

from collections.abc import Iterator

from mangle_lint.findings import FixResult, Refusal, Role, Span


def remarks(result: FixResult) -> Iterator[str]:
    """The reads of one file that will meet None, and the findings that are left, with why."""
    nones = {place for finding in result.fixed for place in finding.places(Role.NONE)}
    for place in sorted(nones, key=lambda place: place.span):
        where = _place(result.path, place.span)
        yield f"{where}: will meet None in `{place.method}`: {place.label}"
    for refusal in result.refusals:
        yield refused(result.path, refusal)
    for finding in result.left:
        why = "there is no fix for it"
        if finding.fix is not None:
            why = finding.fix.withheld or "its fix would bring a finding to light that has none"
        yield f"{_place(result.path, finding.span)}: {finding.code} is left: {why}"


def refused(path: str, refusal: Refusal) -> str:
    """A declared type that could not be widened, and why."""
    return f"{_place(path, refusal.span)}: `{refusal.attribute}` is left: {refusal.reason}"


def _place(path: str, span: Span) -> str:
    return f"{path}:{span.start.line}:{span.start.column}"
