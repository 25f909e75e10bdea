"""Widening one file on its own: bytes in, bytes out, behind a gate. Pure: it reads no file.

What is widened are the attributes that a class assigns None to although their declared types do
not admit it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import libcst as cst

from mangle_lint.facts.definitions import FoundClass, walk_definitions
from mangle_lint.findings import Failure, Position
from mangle_lint.fixing.declarations import assigned_none
from mangle_lint.fixing.widen import Refusal, Widening
from mangle_lint.gate import Range, differs_elsewhere
from mangle_lint.mangling import mangle
from mangle_lint.positions import Places, offsets_in
from mangle_lint.source import (
    TOO_DEEP,
    Source,
    SourceError,
    decode,
    parse,
    refuse_deep_nesting,
    syntax_tree,
)


@dataclass(frozen=True, slots=True)
class WidenResult:
    """What widening would write. `refusals` are the declarations that it leaves, with why."""

    path: str
    before: bytes
    after: bytes
    refusals: tuple[Refusal, ...] = ()
    failure: Failure | None = None

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.before != self.after


def widen(
    data: bytes,
    path: str,
    minimum: tuple[int, int] | None = None,
    only: Collection[str] | None = None,
) -> WidenResult:
    """Widen the declarations of one file; `path` is only used in what is said about it.

    `minimum` is the oldest Python that the file must run on, None where it is not known. `only`
    names the classes (`C`, `Outer.C`) and attributes (`C.__x`) to look at, None means all. Nothing
    is raised for bad input; what cannot be done is a Failure in the result.
    """
    try:
        source = decode(data, path)
        made = _widened(source, minimum, only)
        problem = _problem(source, made, minimum, only) if made.changed else None
    except SourceError as error:
        return WidenResult(path, data, data, failure=error.failure)
    except RecursionError:
        return WidenResult(path, data, data, failure=Failure(path, TOO_DEEP))
    if problem is not None:
        reason = f"the widened file {problem}; nothing was changed, please report this"
        return WidenResult(path, data, data, failure=Failure(path, reason))
    return WidenResult(path, data, source.encode(made.text), made.refusals)


@dataclass(frozen=True, slots=True)
class _Made:
    """A text with all edits made: `changed` of the old one has become `changes` of this one."""

    text: str
    changed: tuple[Range, ...]
    changes: tuple[Range, ...]
    refusals: tuple[Refusal, ...]


def _widened(
    source: Source, minimum: tuple[int, int] | None, only: Collection[str] | None
) -> _Made:
    tree = syntax_tree(source)
    if tree is not None:
        refuse_deep_nesting(tree, (), source.path)
    text = source.text
    module = parse(source, text)
    widening = Widening(module, _none_holders(module, only), minimum)
    places = Places(module, text, widening.nodes())
    offset = offsets_in(text)
    made, end = "", 0
    changed, changes = [], []
    for edit in widening.edits(text, places):
        start, stop = offset(edit.span.start), offset(edit.span.end)
        made += text[end:start]
        changed.append((start, stop))
        changes.append((len(made), len(made) + len(edit.content)))
        made += edit.content
        end = stop
    refusals = widening.refusals(places)
    return _Made(made + text[end:], tuple(changed), tuple(changes), refusals)


def _none_holders(
    module: cst.Module, only: Collection[str] | None
) -> Iterator[tuple[cst.ClassDef, str]]:
    """The attributes that a class assigns None to, of those that are asked for."""
    for found in walk_definitions(module):
        if isinstance(found, FoundClass):
            for name in assigned_none(found.node):
                if only is None or any(_is_meant(item, found, name) for item in only):
                    yield found.node, name


def _is_meant(item: str, found: FoundClass, name: str) -> bool:
    """Whether `C`, `Outer.C` or `C.__x` means an attribute, by its mangled name."""
    class_name = found.node.name.value
    if item in (class_name, found.qualname):
        return True
    owner, _, attribute = item.rpartition(".")
    return owner in (class_name, found.qualname) and mangle(attribute, class_name) == name


def _problem(
    before: Source,
    made: _Made,
    minimum: tuple[int, int] | None,
    only: Collection[str] | None,
) -> str | None:
    """Why the widened file must not be written, in words; None if it may."""
    after = replace(before, text=made.text)
    try:
        after.encode(made.text)
        again = _widened(after, minimum, only)
    except (SourceError, UnicodeEncodeError) as error:
        return f"cannot be read again ({error})"
    if again.changed:
        return "would be widened once more"
    if differs_elsewhere(before.text, made.changed, made.text, made.changes):
        return "differs in more than its annotations"
    return None


def describe(refusal: Refusal, path: str) -> str:
    """A refusal with its place, as one line for a user."""
    start: Position = refusal.span.start
    return f"{path}:{start.line}:{start.column}: `{refusal.attribute}` is left: {refusal.reason}"
