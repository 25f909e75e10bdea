"""The engine: the bytes of one file in, findings or fixed bytes out. Pure: it reads no file.

Nothing here raises for bad input, but `read`; what cannot be done is a Failure in the result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mangle_lint.engine.reading import may_matter as may_matter
from mangle_lint.engine.reading import read as read
from mangle_lint.options import DEFAULTS, Options

if TYPE_CHECKING:
    from mangle_lint.engine.inspection import Inspection
    from mangle_lint.findings import Failure, FixResult, Result
    from mangle_lint.sieves.excerpt import Excerpt
    from mangle_lint.source.text import SourceError


def check(data: bytes, path: str, options: Options = DEFAULTS) -> Result:
    """Find what is wrong in one file. `path` is only used in what is said about it."""
    from mangle_lint.findings import Result
    from mangle_lint.source.text import SourceError

    try:
        excerpt = read(data, path, options)
    except SourceError as error:
        return Result(path, failure=error.failure)
    return Result(path) if excerpt is None else check_excerpt(excerpt, options)


def check_excerpt(excerpt: Excerpt, options: Options = DEFAULTS) -> Result:
    """Find what is wrong in what `read` gave."""
    from mangle_lint.engine.analysis import analyse
    from mangle_lint.findings import Result
    from mangle_lint.source.text import SourceError

    path = excerpt.source.path
    try:
        analysis = analyse(excerpt, options)
    except (SourceError, RecursionError) as error:
        return Result(path, failure=_failure(error, path))
    return Result(path, excerpt.source.text, analysis.findings, analysis.given_up)


def fix(data: bytes, path: str, options: Options = DEFAULTS) -> FixResult:
    """Fix what can be fixed in one file: safe fixes, and unsafe ones if the options say so."""
    from mangle_lint.findings import FixResult
    from mangle_lint.source.text import SourceError

    try:
        excerpt = read(data, path, options)
    except SourceError as error:
        return FixResult(path, data, data, failure=error.failure)
    return FixResult(path, data, data) if excerpt is None else fix_excerpt(excerpt, options)


def fix_excerpt(excerpt: Excerpt, options: Options = DEFAULTS) -> FixResult:
    """Fix what can be fixed in what `read` gave."""
    from mangle_lint.engine.analysis import analyse
    from mangle_lint.engine.rewriting import rewrite
    from mangle_lint.findings import FixResult
    from mangle_lint.source.text import SourceError

    path, data = excerpt.source.path, excerpt.source.encode(excerpt.source.text)
    try:
        return rewrite(analyse(excerpt, options), data, options)
    except (SourceError, RecursionError) as error:
        return FixResult(path, data, data, failure=_failure(error, path))


def explain(data: bytes, path: str, line: int, options: Options = DEFAULTS) -> list[str] | Failure:
    """Why what is on a line (1-based) is reported or not, in words; one text for each event."""
    from mangle_lint.engine.analysis import analyse
    from mangle_lint.source.text import SourceError

    try:
        excerpt = read(data, path, options._replace(prefilter=False))
        assert excerpt is not None  # without the sieves, all of it is looked at
        analysis = analyse(excerpt, options)
        silences = analysis.silences()
    except (SourceError, RecursionError) as error:
        return _failure(error, path)
    reported = [
        f"{finding.attribute} is reported: {finding.message}"
        for finding in analysis.findings
        if finding.span.start.line <= line <= finding.span.end.line
    ]
    silent = [f"{name} is not reported: {why}" for at, name, why in silences if at == line]
    return reported + silent


def inspect(
    data: bytes, path: str, attribute: str, options: Options = DEFAULTS
) -> Inspection | Failure:
    """All that one file shows of a private attribute, by its mangled name."""
    from mangle_lint.engine.inspection import look_into
    from mangle_lint.source.text import SourceError

    try:
        excerpt = read(data, path, options._replace(prefilter=False))
        assert excerpt is not None  # without the sieves, all of it is looked at
        return look_into(excerpt, attribute, options)
    except (SourceError, RecursionError) as error:
        return _failure(error, path)


def _failure(error: SourceError | RecursionError, path: str) -> Failure:
    from mangle_lint.findings import Failure
    from mangle_lint.source.parsing import TOO_DEEP

    return Failure(path, TOO_DEEP) if isinstance(error, RecursionError) else error.failure
