"""The witnesses of a class, held against runs along them."""

from __future__ import annotations

from collections.abc import Iterator

from mangle_lint.engine import check
from mangle_lint.findings import Finding
from mangle_lint.options import Options
from mangle_lint.output.marks import witness_text
from tests.oracle.replay import is_borne_out
from tests.oracle.verdict import BEHIND, mended_until


def witnessed(source: str) -> Iterator[tuple[Finding, bool]]:
    """The findings in a class, and whether a run along the witness of each raises its error.

    One that shows only once others are fixed raises it in the class in which just those are.
    """
    result = check(source.encode(), "c.py", Options(witness=True))
    assert result.failure is None, result.failure
    for finding in result.findings:
        lines: str | None = source
        if BEHIND in finding.notes:
            assert finding.witness_note
            lines = mended_until(source, finding.attribute, finding.span.start.line)
        is_true = bool(finding.witness) and lines is not None
        yield finding, is_true and is_borne_out(source, finding, lines)


def shown(source: str, finding: Finding) -> str:
    """A class and a witness that no run bears out."""
    numbered = (f"{n:3} {line}" for n, line in enumerate(source.splitlines(), 1))
    where = f"{finding.attribute}, deleted at {finding.span.start}"
    return "\n".join((f"{where}: {witness_text(finding) or 'no witness'}", *numbered))
