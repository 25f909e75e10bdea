"""JSON in the shape of ruff's, with what is our own beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from mangle_lint.findings import Finding, Fix, Position, Result

URL = "https://github.com/mangle-lint/mangle-lint/blob/main/docs/rules/{code}.md"


def dump(results: Iterable[Result]) -> str:
    """One array with an object for each finding, in order."""
    findings = [_finding(result, finding) for result in results for finding in result.findings]
    return json.dumps(findings, indent=2, ensure_ascii=False)


def _finding(result: Result, finding: Finding) -> dict[str, Any]:
    return {
        "filename": result.path,
        "location": _position(finding.span.start),
        "end_location": _position(finding.span.end),
        "code": finding.code,
        "message": finding.message,
        "url": URL.format(code=finding.code),
        "fix": _fix(finding.fix) if finding.fix is not None else None,
        "class": finding.class_name,
        "attribute": finding.attribute,
        "method": finding.method,
        "error": finding.error,
        "confidence": finding.confidence.name.lower(),
        "reason": finding.reason,
        "complete": finding.complete,
        "notes": list(finding.notes),
        "reads": [
            {
                "filename": result.path,
                "location": _position(read.span.start),
                "end_location": _position(read.span.end),
                "method": read.method,
                "kind": read.kind,
                "why": read.why,
            }
            for read in finding.reads
        ],
        "none_meetings": [
            {
                "filename": result.path,
                "location": _position(meeting.span.start),
                "end_location": _position(meeting.span.end),
                "method": meeting.method,
                "outcome": meeting.outcome,
            }
            for meeting in finding.none_meetings
        ],
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "applicability": fix.applicability.name.lower(),
        "message": fix.message,
        "edits": [
            {
                "content": edit.content,
                "location": _position(edit.span.start),
                "end_location": _position(edit.span.end),
            }
            for edit in fix.edits
        ],
        "withheld": fix.withheld or None,
    }


def _position(position: Position) -> dict[str, int]:
    return {"row": position.line, "column": position.column}
