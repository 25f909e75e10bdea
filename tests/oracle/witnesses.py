"""The witnesses of a class, held against runs along them."""

from __future__ import annotations

from collections.abc import Iterator

from mangle_lint.engine import check
from mangle_lint.findings import Finding
from mangle_lint.options import Options
from mangle_lint.output.marks import witness_text
from tests.oracle.replay import is_borne_out
from tests.oracle.verdict import BEHIND, findings, mended


def witnessed(source: str) -> Iterator[tuple[Finding, bool]]:
    """The findings in a class, and whether a run along the witness of each raises its error."""
    result = check(source.encode(), "c.py", Options(witness=True))
    assert result.failure is None, result.failure
    if not result.findings:
        return
    now, behind = findings(source)
    for finding in result.findings:
        if BEHIND not in finding.notes:
            yield finding, bool(finding.witness) and is_borne_out(source, finding)
            continue
        line = finding.span.start.line
        others = frozenset(pair for pair in behind if pair.deletion != line)
        assert finding.witness_note
        # of those that show later, some may be among the ones that it stands behind
        yield (
            finding,
            bool(finding.witness)
            and any(
                is_borne_out(source, finding, mended(source, repaired))
                for repaired in (now, now | others)
            ),
        )


def shown(source: str, finding: Finding) -> str:
    """A class and a witness that no run bears out."""
    numbered = (f"{n:3} {line}" for n, line in enumerate(source.splitlines(), 1))
    where = f"{finding.attribute}, deleted at {finding.span.start}"
    return "\n".join((f"{where}: {witness_text(finding) or 'no witness'}", *numbered))
