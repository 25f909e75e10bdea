"""One line for each finding, as compilers write them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mangle_lint.levels import PlaceRole
from mangle_lint.output.marks import fix_mark, witness_text

if TYPE_CHECKING:
    from mangle_lint.findings import Result

FOR_PEOPLE = True
HAS_WITNESS = False


def render(results: Sequence[Result]) -> Iterator[str]:
    """Yield `path:line:column: code [*] message`, followed by the places of the exposed reads.

    A witness has a line of its own, which is indented.
    """
    for result in results:
        for finding in result.findings:
            where = ", ".join(str(place.span.start) for place in finding.places(PlaceRole.READ))
            yield (
                f"{result.path}:{finding.span.start}: {finding.code} {fix_mark(finding)}"
                f"{finding.message}{f' (at {where})' if where else ''}"
            )
            if witness := witness_text(finding):
                yield f"    witness: {witness}"
