"""Small pieces of text that the formats for people share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mangle_lint.levels import Applicability, StepKind

if TYPE_CHECKING:
    from mangle_lint.findings import Finding, Step


def fix_mark(finding: Finding) -> str:
    """`[*] ` for a finding with a safe fix, `[*!] ` if errors about None are left, else ""."""
    if finding.fix is None or finding.fix.applicability is not Applicability.SAFE:
        return ""
    return "[*!] " if finding.fails else "[*] "


def witness_text(finding: Finding) -> str:
    """The witness of a finding on one line, with the line of each step; "" if there is none."""
    text = ""
    previous: Step | None = None
    for step in finding.witness:
        if previous is not None:
            is_start = previous.kind in (StepKind.START, StepKind.CALL)
            joint = ": " if is_start else ", "
            text += joint if step.kind is StepKind.BRANCH else " -> "
        text += f"{step.text} ({step.span.start.line})"
        previous = step
    note = finding.witness_note
    return f"{text} ({note})" if text and note else text or note


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: `1 finding`, `2 findings`; `plural` is for irregular ones."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"
