"""JSON in the shape of ruff's, with some keys of our own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from mangle_lint.findings import Finding, Fix, Place, PlaceRole, Result, Span, Step

URL = "https://github.com/mangle-lint/mangle-lint/blob/main/docs/rules/{code}.md"

FOR_PEOPLE = False
HAS_WITNESS = True


def render(results: Sequence[Result]) -> Iterator[str]:
    """Yield one JSON array with an object for each finding, in order."""
    findings = [_finding(result, finding) for result in results for finding in result.findings]
    yield json.dumps(findings, indent=2, ensure_ascii=False)


def _finding(result: Result, finding: Finding) -> dict[str, Any]:
    return {
        "filename": result.path,
        **_span(finding.span),
        "code": finding.code,
        "message": finding.message,
        "url": URL.format(code=finding.code),
        "fix": _fix(finding.fix, finding.help) if finding.fix is not None else None,
        "class": finding.class_name,
        "attribute": finding.attribute,
        "method": finding.method,
        "error": finding.error,
        "confidence": finding.confidence.name.lower(),
        "reason": finding.reason,
        "complete": finding.complete,
        "notes": list(finding.notes),
        **{
            role.value: [_place(result.path, place) for place in finding.places(role)]
            for role in PlaceRole
            if role is not PlaceRole.PRIMARY
        },
        "witness": [_step(result.path, step) for step in finding.witness],
        "witness_note": finding.witness_note or None,
    }


def _place(path: str, place: Place) -> dict[str, Any]:
    return {
        "filename": path,
        **_span(place.span),
        "method": place.method,
        **({"kind": place.kind} if place.kind else {}),
        "outcome" if place.role is PlaceRole.NONE else "why": place.label,
    }


def _step(path: str, step: Step) -> dict[str, Any]:
    return {
        "filename": path,
        **_span(step.span),
        "method": step.method,
        "kind": step.kind.value,
        "text": step.text,
    }


def _fix(fix: Fix, message: str) -> dict[str, Any]:
    return {
        "applicability": fix.applicability.name.lower(),
        "message": message,
        "edits": [{"content": edit.content, **_span(edit.span)} for edit in fix.edits],
        "withheld": fix.withheld or None,
    }


def _span(span: Span) -> dict[str, Any]:
    ends = {"location": span.start, "end_location": span.end}
    return {name: {"row": end.line, "column": end.column} for name, end in ends.items()}
