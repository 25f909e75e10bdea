"""What a run looks for and what it does about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mangle_lint.levels import Confidence
from mangle_lint.rules import DEFAULT_SELECT

if TYPE_CHECKING:
    from mangle_lint.facts.family import Lookup
    from mangle_lint.findings import Span


class Options(NamedTuple):
    """What to look for and what to do.

    `select` are codes of rules. `only` narrows fixes to classes (`C`, `Outer.C`) and attributes
    (`C.__x`), `at` to findings with these primary places; None is no limit. `annotate` widens the
    declared types of attributes that become None. `minimum` is the oldest Python that the file must
    run on, as in `(3, 9)`; None where it is not known. `witness` asks for the steps to each error.

    `lookup` finds base classes in other files; without it they are not looked for.

    `obey_noqa` leaves out what comments in the code switch off.

    `prefilter` leaves out early what no rule can have something to say about. `syntax` asks for the
    syntax errors of such files too.
    """

    select: frozenset[str] = DEFAULT_SELECT
    only: frozenset[str] | None = None
    at: frozenset[Span] | None = None
    unsafe_fixes: bool = False
    annotate: bool = False
    minimum: tuple[int, int] | None = None
    min_confidence: Confidence = Confidence.MEDIUM
    lookup: Lookup | None = None
    obey_noqa: bool = True
    prefilter: bool = True
    syntax: bool = True
    witness: bool = False


DEFAULTS = Options()
