"""The engine: the bytes of one file in, findings or fixed bytes out. Pure: it reads no file.

Nothing here raises for bad input; what cannot be done is a Failure in the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mangle_lint.codes import DEFAULT_SELECT, NEED_WHOLE_FILES
from mangle_lint.levels import Confidence
from mangle_lint.sieves.prefilter import bytes_may_have_findings
from mangle_lint.source.builtin_parser import builtin_tree

if TYPE_CHECKING:
    from mangle_lint.findings import Failure, FixResult, Result, Span
    from mangle_lint.sieves.excerpt import Excerpt


@dataclass(frozen=True, slots=True)
class Options:
    """What to look for and what to do.

    `select` are rule codes. What is fixed can be narrowed: `only` to classes (`C`, `Outer.C`) and
    attributes (`C.__x`), `at` to deletions that stand in these spans; None is no limit. `annotate`
    widens the declared types of what becomes None; `minimum` is the oldest Python that the file
    must run on, as in `(3, 9)`, None where it is not known.
    """

    select: frozenset[str] = DEFAULT_SELECT
    only: frozenset[str] | None = None
    at: frozenset[Span] | None = None
    unsafe_fixes: bool = False
    annotate: bool = False
    minimum: tuple[int, int] | None = None
    min_confidence: Confidence = Confidence.MEDIUM
    prefilter: bool = True
    syntax: bool = True
    """Whether a file that can hold no finding is parsed all the same, to report syntax errors."""

    @property
    def is_thorough(self) -> bool:
        """Whether all of a file is analysed."""
        return not self.prefilter or not self.select.isdisjoint(NEED_WHOLE_FILES)


DEFAULTS = Options()


def is_silent(data: bytes, options: Options = DEFAULTS) -> bool:
    """Whether `check` and `fix` surely have nothing to say, told without importing much."""
    if not options.prefilter or bytes_may_have_findings(data):
        return False
    return builtin_tree(data) is not None if options.syntax else data.isascii()


def check(data: bytes, path: str, options: Options = DEFAULTS) -> Result:
    """Find what is wrong in one file. `path` is only used in what is said about it."""
    from mangle_lint.findings import Result

    if options.prefilter and not bytes_may_have_findings(data):
        return Result(path, failure=_failure(data, path, options))
    from mangle_lint.sieves.excerpt import read_excerpt
    from mangle_lint.source.text import SourceError

    try:
        excerpt = read_excerpt(data, path, whole=options.is_thorough)
    except SourceError as error:
        return Result(path, failure=error.failure)
    return check_excerpt(excerpt, options)


def check_excerpt(excerpt: Excerpt, options: Options = DEFAULTS) -> Result:
    """Find what is wrong in what has been read of one file already."""
    from mangle_lint.findings import Failure, Result
    from mangle_lint.source.text import TOO_DEEP, SourceError

    path = excerpt.source.path
    if excerpt.text is None:
        return Result(path)
    from mangle_lint.engine.analysis import analyse_excerpt

    try:
        analysis = analyse_excerpt(excerpt, options)
    except SourceError as error:
        return Result(path, failure=error.failure)
    except RecursionError:
        return Result(path, failure=Failure(path, TOO_DEEP))
    return Result(path, analysis.source.text, tuple(placed.finding for placed in analysis.placed))


def fix(data: bytes, path: str, options: Options = DEFAULTS) -> FixResult:
    """Fix what can be fixed in one file: safe fixes, and unsafe ones if the options say so."""
    from mangle_lint.findings import Failure, FixResult

    if options.prefilter and not bytes_may_have_findings(data):
        return FixResult(path, data, data, failure=_failure(data, path, options))
    from mangle_lint.sieves.excerpt import read_excerpt
    from mangle_lint.source.text import TOO_DEEP, SourceError

    try:
        excerpt = read_excerpt(data, path, whole=options.is_thorough)
        if excerpt.text is None:
            return FixResult(path, data, data)
        from mangle_lint.engine.analysis import analyse_excerpt
        from mangle_lint.engine.rewriting import rewrite

        return rewrite(analyse_excerpt(excerpt, options), data, options)
    except SourceError as error:
        return FixResult(path, data, data, failure=error.failure)
    except RecursionError:
        return FixResult(path, data, data, failure=Failure(path, TOO_DEEP))


def explain(data: bytes, path: str, line: int) -> list[str] | Failure:
    """Why the deletions on a line (1-based) are reported or not, in words; one text for each."""
    from mangle_lint.engine.analysis import analyse
    from mangle_lint.findings import Failure
    from mangle_lint.source.text import TOO_DEEP, SourceError

    try:
        analysis = analyse(data, path, DEFAULTS, explain=True)
    except SourceError as error:
        return error.failure
    except RecursionError:
        return Failure(path, TOO_DEEP)
    reported = [
        f"{placed.finding.attribute} is reported: {placed.finding.message}"
        for placed in analysis.placed
        if placed.finding.span.start.line <= line <= placed.finding.span.end.line
    ]
    silent = [f"{name} is not reported: {why}" for at, name, why in analysis.silences if at == line]
    return reported + silent


def _failure(data: bytes, path: str, options: Options) -> Failure | None:
    """What is wrong with a file that can hold no finding: its encoding, its syntax."""
    if is_silent(data, options):
        return None
    from mangle_lint.source.text import SourceError, decode, parse, syntax_tree

    try:
        source = decode(data, path)
        if options.syntax and syntax_tree(source) is None:
            parse(source, source.text)
    except SourceError as error:
        return error.failure
    return None
