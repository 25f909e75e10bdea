"""Rewriting one file: the fixes of its findings, applied together, behind a gate."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from mangle_lint.analysis import Analysis, Placed, analyse
from mangle_lint.findings import Edit, Failure, Finding, FixResult
from mangle_lint.fixing.repair import Repair
from mangle_lint.gate import Range, differs_elsewhere, unexpected
from mangle_lint.positions import offsets_in
from mangle_lint.source import SourceError
from mangle_lint.wanted import is_chosen, is_meant

if TYPE_CHECKING:
    from mangle_lint.engine import Options

_MOST_ROUNDS = 10

_Attribute: TypeAlias = tuple[str, str]
"""Class and mangled name."""


class _Refused(Exception):
    """The gate is shut; the text says what is wrong with the rewritten file."""


def rewrite(analysis: Analysis, data: bytes, options: Options) -> FixResult:
    """Apply the fixes of `analysis` to `data`, the bytes that it was made from.

    Unsafe fixes are applied only if `options` say so. What a fix brings to light (a second deletion
    of what the first one has deleted) is fixed too; where that cannot be, the attribute is left as
    it is. A rewriting that does not pass the gate changes nothing and is a Failure.
    """
    path = analysis.source.path
    everything = tuple(placed.finding for placed in analysis.placed)
    kept: frozenset[_Attribute] = frozenset()
    while True:
        try:
            after, fixed, last = _fix_in_rounds(analysis, data, options, kept)
        except _Refused as refused:
            return _refusal(path, data, everything, str(refused))
        except (SourceError, UnicodeEncodeError) as error:
            return _refusal(path, data, everything, f"cannot be read again ({error})")
        left = tuple(finding for finding in everything if finding not in fixed)
        new = unexpected(left, [placed.finding for placed in last.placed])
        brought = {_attribute(finding) for finding in new} & set(map(_attribute, fixed))
        if not brought:
            break
        kept |= brought
    if new:
        return _refusal(path, data, everything, f"has a new finding: {new[0].message}")
    meant = tuple(finding for finding in left if is_meant(finding, options))
    return FixResult(path, data, after, fixed, meant)


def _refusal(path: str, data: bytes, left: tuple[Finding, ...], problem: str) -> FixResult:
    reason = f"the rewritten file {problem}; nothing was changed, please report this"
    return FixResult(path, data, data, left=left, failure=Failure(path, reason))


def _fix_in_rounds(
    analysis: Analysis, data: bytes, options: Options, kept: Set[_Attribute]
) -> tuple[bytes, tuple[Finding, ...], Analysis]:
    """The bytes with every chosen fix made, the findings that this fixes, and what then is left.

    Findings of the attributes `kept` are not fixed. Raises _Refused, and SourceError or
    UnicodeEncodeError where the new text is no source.
    """
    fixed: list[Finding] = []
    for _ in range(_MOST_ROUNDS):
        chosen = _chosen(analysis, options, kept)
        if not chosen:
            return data, tuple(fixed), analysis
        fixed += [placed.finding for placed in chosen]
        source = analysis.source
        made = _apply(source.text, _edits(analysis, chosen))
        if differs_elsewhere(source.text, made.changed, made.text, made.changes):
            raise _Refused("differs in more than its fixes")
        data = source.encode(made.text)
        analysis = analyse(data, source.path, options)
        if options.at is not None:  # these were places in the text before
            options = replace(options, at=frozenset())
    raise _Refused("still has findings that were to be fixed")


def _chosen(analysis: Analysis, options: Options, kept: Set[_Attribute]) -> list[Placed]:
    """The findings whose fix is to be applied."""
    return [
        placed
        for placed in analysis.placed
        if is_chosen(placed.finding, options) and _attribute(placed.finding) not in kept
    ]


def _attribute(finding: Finding) -> _Attribute:
    return finding.class_name, finding.attribute


def _edits(analysis: Analysis, chosen: Sequence[Placed]) -> tuple[Edit, ...]:
    """The edits that fix the chosen findings together. Raises _Refused where that cannot be."""
    repair = Repair([placed.diagnosis for placed in chosen], analysis.sites)
    text = analysis.source.text
    edits = repair.edits(text, analysis.places(repair.nodes()), analysis.gone)
    if edits is None:
        raise _Refused("cannot hold all of its fixes")
    return edits


@dataclass(frozen=True, slots=True)
class _Made:
    """A text with edits made: `changed` of the old one has become `changes` of this one."""

    text: str
    changed: Sequence[Range]
    changes: Sequence[Range]


def _apply(text: str, edits: Sequence[Edit]) -> _Made:
    """`text` with all edits made; they do not overlap."""
    offset = offsets_in(text)
    parts: list[str] = []
    changed, changes = [], []
    end = length = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        start, stop = offset(edit.span.start), offset(edit.span.end)
        parts += [text[end:start], edit.content]
        length += start - end
        changed.append((start, stop))
        changes.append((length, length + len(edit.content)))
        length += len(edit.content)
        end = stop
    return _Made("".join([*parts, text[end:]]), changed, changes)
