"""Small pieces of text that the formats for people share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mangle_lint.levels import Applicability

if TYPE_CHECKING:
    from mangle_lint.findings import Finding


def fix_mark(finding: Finding) -> str:
    """`[*] ` for a finding with a safe fix, `[*!] ` if errors about None are left, else ""."""
    if finding.fix is None or finding.fix.applicability is not Applicability.SAFE:
        return ""
    return "[*!] " if finding.fails else "[*] "


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: `1 finding`, `2 findings`; `plural` is for irregular ones."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"
