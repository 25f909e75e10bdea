"""What a user should know of a change beside the diff."""

from __future__ import annotations

from collections.abc import Iterator

from mangle_lint.findings import FixResult, Span


def remarks(result: FixResult) -> Iterator[str]:
    """The reads of one file that will meet None, and the findings that are left, with why."""
    meetings = {meeting for finding in result.fixed for meeting in finding.none_meetings}
    for meeting in sorted(meetings, key=lambda meeting: meeting.span):
        place = _place(result.path, meeting.span)
        yield f"{place}: will meet None in `{meeting.method}`: {meeting.outcome}"
    for finding in result.left:
        why = "there is no fix for it"
        if finding.fix is not None:
            why = finding.fix.withheld or "another deletion of it has no fix"
        yield f"{_place(result.path, finding.span)}: {finding.code} is left: {why}"


def _place(path: str, span: Span) -> str:
    return f"{path}:{span.start.line}:{span.start.column}"
