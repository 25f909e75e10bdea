"""Rewriting one file: its fixes are applied together, and the result must pass a gate."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from typing import TypeAlias

from mangle_lint.engine.analysis import Analysis, analyse, joint_edits
from mangle_lint.engine.chosen import is_chosen, is_meant
from mangle_lint.engine.gate import apply, differs_elsewhere, unexpected
from mangle_lint.engine.reading import read
from mangle_lint.engine.widening import widen
from mangle_lint.findings import Failure, Finding, FixResult, Refusal
from mangle_lint.options import Options
from mangle_lint.source.text import SourceError

_Attribute: TypeAlias = tuple[str, str]
"""Class and mangled name."""


class _Refused(Exception):
    """The rewritten file did not pass the gate; the text says why."""


def rewrite(analysis: Analysis, data: bytes, options: Options) -> FixResult:
    """Apply the fixes of `analysis` to `data`, the bytes of the analysed file.

    Unsafe fixes are applied only if `options` ask for them. If a fix would bring a new finding to
    light that cannot be fixed, neither is fixed. A result that does not pass the gate changes
    nothing and is a Failure.
    """
    try:
        return _rewritten(analysis, data, options)
    except _Refused as refused:
        problem = str(refused)
    except (SourceError, UnicodeEncodeError) as error:
        problem = f"cannot be read again ({error})"
    path = analysis.source.path
    reason = f"the rewritten file {problem}; nothing was changed, please report this"
    return FixResult(path, data, data, left=analysis.findings, failure=Failure(path, reason))


def _rewritten(analysis: Analysis, data: bytes, options: Options) -> FixResult:
    path, everything = analysis.source.path, analysis.findings
    kept: frozenset[_Attribute] = frozenset()
    while True:
        after, fixed, last = _apply(analysis, data, options, kept)
        left = tuple(finding for finding in everything if finding not in fixed)
        new = unexpected(left, last.findings)
        brought = _brought(new, fixed)
        if not brought:
            break
        kept |= brought
    if new:
        raise _Refused(f"has a new finding: {new[0].message}")
    refusals: tuple[Refusal, ...] = ()
    if options.annotate and fixed:
        names = {f"{finding.class_name}.{finding.attribute}" for finding in fixed}
        widened = widen(after, path, options.minimum, names)
        if widened.failure is not None:
            return FixResult(path, data, data, left=everything, failure=widened.failure)
        after, refusals = widened.after, widened.refusals
    meant = tuple(finding for finding in left if is_meant(finding, options))
    return FixResult(path, data, after, fixed, meant, refusals)


def _brought(new: Sequence[Finding], fixed: Sequence[Finding]) -> set[_Attribute]:
    """The attributes whose fixes have brought `new` findings to light.

    Code behind a deletion that was certain to raise did not run before the fix. A new finding there
    is about the same attribute or, if none is, about another one of the class.
    """
    same = {_attribute(finding) for finding in new} & {_attribute(finding) for finding in fixed}
    classes = {finding.class_name for finding in new}
    return same or {_attribute(f) for f in fixed if f.class_name in classes}


def _apply(
    analysis: Analysis, data: bytes, options: Options, kept: Set[_Attribute]
) -> tuple[bytes, tuple[Finding, ...], Analysis]:
    """The fixed bytes, the findings that they fix, and the analysis of these bytes.

    Findings about the attributes `kept` are not fixed. Raises _Refused, and SourceError or
    UnicodeEncodeError if the new text cannot be read as a source file.
    """
    chosen = [
        placed
        for placed in analysis.placed
        if is_chosen(placed.finding, options) and _attribute(placed.finding) not in kept
    ]
    if not chosen:
        return data, (), analysis
    remedies = [placed.remedy for placed in chosen if placed.remedy is not None]
    edits = joint_edits(analysis.cures, remedies)
    if edits is None:
        raise _Refused("cannot hold all of its fixes")
    source = analysis.source
    made = apply(source.text, edits)
    if made.text == source.text:
        raise _Refused("still has findings that were to be fixed")
    if differs_elsewhere(source.text, made):
        raise _Refused("differs in more than its fixes")
    data = source.encode(made.text)
    excerpt = read(data, source.path, options)
    after = analyse(excerpt, options) if excerpt is not None else replace(analysis, placed=())
    return data, tuple(placed.finding for placed in chosen), after


def _attribute(finding: Finding) -> _Attribute:
    return finding.class_name, finding.attribute
