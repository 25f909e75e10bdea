"""Widening the declared types of one file: bytes in, bytes out. Pure: it reads no file.

What is widened are the attributes that a class assigns None to although their declared types do
not admit it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from mangle_lint.engine.chosen import names_of
from mangle_lint.engine.gate import Made, apply, differs_elsewhere
from mangle_lint.findings import Failure, FixResult, Refusal
from mangle_lint.fixing.declared_types.declarations import assigned_none
from mangle_lint.fixing.declared_types.widen import Widening
from mangle_lint.source.definitions import FoundClass, walk_definitions
from mangle_lint.source.parsing import TOO_DEEP, builtin_parse, parse, refuse_deep_nesting
from mangle_lint.source.positions import Places
from mangle_lint.source.text import Source, SourceError, decode


def widen(
    data: bytes,
    path: str,
    minimum: tuple[int, int] | None = None,
    only: Collection[str] | None = None,
) -> FixResult:
    """Widen the declarations of one file; `path` is only used in what is said about it.

    `minimum` is the oldest Python that the file must run on, None where it is not known. `only`
    names the classes (`C`, `Outer.C`) and attributes (`C.__x`) to look at, None means all. Nothing
    is raised for bad input; what cannot be done is a Failure in the result.
    """
    try:
        source = decode(data, path)
        made, refusals = _widened(source, minimum, only)
        problem = _problem(source, made, minimum, only) if made.changed else None
    except SourceError as error:
        return FixResult(path, data, data, failure=error.failure)
    except RecursionError:
        return FixResult(path, data, data, failure=Failure(path, TOO_DEEP))
    if problem is not None:
        reason = f"the widened file {problem}; nothing was changed, please report this"
        return FixResult(path, data, data, failure=Failure(path, reason))
    return FixResult(path, data, source.encode(made.text), refusals=refusals)


def _widened(
    source: Source, minimum: tuple[int, int] | None, only: Collection[str] | None
) -> tuple[Made, tuple[Refusal, ...]]:
    parsed = builtin_parse(source)
    if parsed.tree is not None:
        refuse_deep_nesting(parsed.tree, (), source.path)
    module = parse(source, source.text, parsed.failure)
    holders = [
        (found.node, name)
        for found in walk_definitions(module)
        if isinstance(found, FoundClass)
        for name in assigned_none(found.node)
        if only is None or any(known in only for known in names_of(found.qualname, name))
    ]
    widening = Widening(module, source.text, holders, minimum)
    places = Places(module, source.text)
    return apply(source.text, widening.edits(places)), widening.refusals(places)


def _problem(
    before: Source, made: Made, minimum: tuple[int, int] | None, only: Collection[str] | None
) -> str | None:
    """Why the widened file must not be written, in words; None if it may."""
    try:
        before.encode(made.text)
        again, _ = _widened(replace(before, text=made.text), minimum, only)
    except (SourceError, UnicodeEncodeError) as error:
        return f"cannot be read again ({error})"
    if again.changed:
        return "would be widened once more"
    if differs_elsewhere(before.text, made):
        return "differs in more than its annotations"
    return None
