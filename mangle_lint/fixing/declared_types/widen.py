"""Widen the declared types of attributes so that they admit None; nothing else changes.

Example:
    widening = Widening(module, text, [(facts.node, "_C__x")], minimum=(3, 9))
    edits = widening.edits(Places(module, text))
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

import libcst as cst

from mangle_lint.findings import Edit, Refusal
from mangle_lint.fixing.declared_types.declarations import Declaration, declarations
from mangle_lint.fixing.declared_types.optional_style import (
    OptionalName,
    UnionStyle,
    optional_name,
    read_style,
)
from mangle_lint.fixing.declared_types.optional_types import (
    core,
    insertions,
    is_union,
    needs_widening,
    obstacle,
)
from mangle_lint.fixing.declared_types.type_names import Names, read_names
from mangle_lint.source.positions import Places

_HAS_UNIONS = (3, 10)


@dataclass(frozen=True, slots=True)
class _Narrow:
    """A declaration, with those of its types (by mangled name) that do not admit None.

    `reason` says why they cannot be widened; None if they can.
    """

    declaration: Declaration
    types: Mapping[str, cst.BaseExpression]
    reason: str | None


class Widening:
    """Widens the declared types of attributes in one file, together.

    `module` was parsed from `text`. `attributes` are pairs of a class node of `module` and a
    mangled name; those without a declaration, or with a type that admits None already, are left
    alone. `minimum` is the oldest Python that the file must run on, as in `(3, 9)`; None if
    unknown.

    The new types follow the style of the file, if that runs on these versions. A file without such
    types gets `X | None` if that runs, else `Optional[X]`.
    """

    def __init__(
        self,
        module: cst.Module,
        text: str,
        attributes: Iterable[tuple[cst.ClassDef, str]],
        minimum: tuple[int, int] | None = None,
    ) -> None:
        wanted: dict[cst.ClassDef, set[str]] = {}
        for node, name in attributes:
            wanted.setdefault(node, set()).add(name)
        self._text = text
        self._names = read_names(module) if wanted else Names()
        found = [n for node, names in wanted.items() for n in self._find(node, names)]
        self._narrow = [narrow for narrow in found if narrow.reason is None]
        self._refused = [narrow for narrow in found if narrow.reason is not None]
        self._optional: OptionalName | None = None
        undecided = [  # a union only gets one more member, in any style
            narrow
            for narrow in self._narrow
            if not all(is_union(type_, self._names) for type_ in narrow.types.values())
        ]
        if undecided:
            self._choose(module, undecided, minimum)

    def edits(self, places: Places) -> tuple[Edit, ...]:
        """One edit for each declaration, and one more if the file must import Optional.

        They are in source order and do not overlap.
        """
        edits = [self._edit(narrow, places) for narrow in self._narrow]
        if self._optional is not None and self._optional.importing is not None:
            edits.append(self._optional.importing)
        return tuple(sorted(edits, key=lambda edit: edit.span))

    def refusals(self, places: Places) -> tuple[Refusal, ...]:
        """The declarations that cannot be widened, in source order."""
        found = [
            Refusal(places.span(narrow.declaration.statement), name, narrow.reason or "")
            for narrow in self._refused
            for name in narrow.types
        ]
        return tuple(sorted(found, key=lambda refusal: (refusal.span, refusal.attribute)))

    def _find(self, node: cst.ClassDef, wanted: Set[str]) -> Iterator[_Narrow]:
        """Yield the declarations in one class that do not admit None."""
        for declaration in declarations(node):
            found = {
                name: type_
                for name, type_ in declaration.types(node)
                if name in wanted and needs_widening(type_, self._names)
            }
            reasons = [obstacle(type_, self._names) for type_ in found.values()]
            if found:
                yield _Narrow(declaration, found, next(filter(None, reasons), None))

    # --- the style of the new types -------------------------------------------------------------

    def _choose(
        self, module: cst.Module, undecided: Sequence[_Narrow], minimum: tuple[int, int] | None
    ) -> None:
        """Choose `X | None` or `Optional[X]` for the whole file."""
        style = read_style(module, self._names)
        may_pipe = all(self._may_pipe(narrow, style, minimum) for narrow in undecided)
        if may_pipe and style.optionals <= style.pipes:
            return
        is_evaluated = not self._names.is_future and any(
            narrow.declaration.may_be_evaluated for narrow in undecided
        )
        found = optional_name(module, self._text, self._names, is_evaluated=is_evaluated)
        if isinstance(found, OptionalName):
            self._optional = found
        elif not may_pipe:
            self._narrow = [narrow for narrow in self._narrow if narrow not in undecided]
            self._refused += [replace(narrow, reason=found) for narrow in undecided]

    def _may_pipe(
        self, narrow: _Narrow, style: UnionStyle, minimum: tuple[int, int] | None
    ) -> bool:
        """Whether `X | None` works in a declaration, both at run time and for type checkers."""
        if narrow.declaration.comment is not None or self._names.is_future:
            return True
        cores = [core(type_, self._names) for type_ in narrow.types.values()]
        if all(isinstance(type_, cst.SimpleString) for type_ in cores):
            return True
        has_unions = style.has_unions or (minimum is not None and minimum >= _HAS_UNIONS)
        if narrow.declaration.may_be_evaluated:
            return has_unions and all(map(self._names.is_joinable, cores))
        # it is never evaluated, but type checkers that assume an older Python reject it
        return has_unions or minimum is None or style.pipes >= max(style.optionals, 1)

    def _edit(self, narrow: _Narrow, places: Places) -> Edit:
        """One edit that makes all insertions into a declaration."""
        optional = self._optional.spelling if self._optional is not None else None
        host, base, inside = self._text, 0, places
        comment = narrow.declaration.comment
        types = {id(type_): type_ for type_ in narrow.types.values()}.values()
        if comment is not None:
            base = host.index("#", places.offsets(narrow.declaration.statement)[1]) + comment.offset
            host = comment.text
            inside = Places(comment.module, comment.text)
        found = [i for t in types for i in insertions(t, inside, optional, self._names)]
        starts, ends = zip(*(inside.offsets(core(t, self._names)) for t in types), strict=True)
        start = at = min(starts)
        content = ""
        for first, last, new in sorted(found):
            content += host[at:first] + new
            at = last
        end = max(ends)
        return Edit(places.between(base + start, base + end), content + host[at:end])
