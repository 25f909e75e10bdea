"""One line a finding, as compilers write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mangle_lint.findings import Result
from mangle_lint.output.marks import fix_mark


def lines(results: Iterable[Result]) -> Iterator[str]:
    """`path:line:column: code [*] message`, and behind it where the reads are, if any."""
    for result in results:
        for finding in result.findings:
            start = finding.span.start
            reads = ", ".join(f"{r.span.start.line}:{r.span.start.column}" for r in finding.reads)
            yield (
                f"{result.path}:{start.line}:{start.column}: {finding.code} {fix_mark(finding)}"
                f"{finding.message}{f' (at {reads})' if reads else ''}"
            )
