"""The fix of MGL001: a deletion becomes an assignment of None, and nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import libcst as cst

from mangle_lint.facts.bodies import Role
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event, EventKind, Form
from mangle_lint.facts.strings import attribute_call
from mangle_lint.facts.values import may_be_falsy_object
from mangle_lint.findings import Edit
from mangle_lint.fixing.sites import Site
from mangle_lint.mangling import unmangle
from mangle_lint.positions import Places

_COMMENT = re.compile(r"#[^\r\n]*")
_NEWLINE = re.compile(r"\r\n?|\n")


class DelToNone:
    """Rewrites the deletions of one statement together.

    `deletions` are those that are to become assignments; other targets of the same `del` stay
    deleted, in their order.
    """

    def __init__(self, facts: ClassFacts, site: Site, deletions: Sequence[Event]) -> None:
        self.facts = facts
        self.site = site
        self.by_node = {id(event.node): event for event in deletions}

    def nodes(self) -> Iterator[cst.CSTNode]:
        """The nodes whose places `edit` needs."""
        yield self.site.statement
        if self.site.guard is not None:
            yield self.site.guard
            yield self.site.guard.test
        for target in self._targets():
            yield target
            event = self.by_node.get(id(target))
            if event is not None:
                owner = _owner(event)
                if owner is not None:
                    yield owner

    def edit(self, text: str, places: Places) -> Edit | None:
        """The one edit that does it; None where it cannot be done without losing something."""
        if any(e.form is not Form.ATTRIBUTE and _owner(e) is None for e in self.by_node.values()):
            return None  # `super()` cannot be assigned to
        if any("#" in self._respelled(event, text, places) for event in self.by_node.values()):
            return None  # a comment would be lost
        start, end = places.offsets(self.site.statement)
        content = self._content(text, places, start, end)
        if content is None:
            return None
        if self.site.guard is not None and self._guard_is_idle(text, places):
            start = places.offsets(self.site.guard)[0]
        return Edit(places.between(start, end), content)

    # --- the new text -------------------------------------------------------------------------

    def _content(self, text: str, places: Places, start: int, end: int) -> str | None:
        targets = self._targets()
        gaps = self._gaps(text, places, start, end, targets)
        comments = [_COMMENT.findall(gap) for gap in gaps]
        pieces = list(self._pieces(text, places, targets, merge=not any(comments)))
        if not any(comments):
            if len(pieces) == 1:
                return pieces[0]
            if not self.site.alone:
                return "; ".join(pieces)
            return self._on_lines(text, start, pieces)
        if self.site.alone:
            lines = list(comments[0])
            for piece, notes in zip(pieces, comments[1:], strict=True):
                lines.append("  ".join([piece, *notes[:1]]))
                lines += notes[1:]
            return self._on_lines(text, start, lines)
        if self.site.is_last and not _comment_follows(text, end):
            words = [note for notes in comments for note in notes]
            return "; ".join(pieces) + "  " + "  ".join(words)
        return None

    def _on_lines(self, text: str, start: int, lines: Sequence[str]) -> str:
        line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
        newline = _NEWLINE.search(text, start) or _NEWLINE.search(text)
        separator = (newline.group() if newline else "\n") + text[line_start:start]
        return separator.join(lines)

    def _pieces(
        self, text: str, places: Places, targets: Sequence[cst.BaseExpression], *, merge: bool
    ) -> Iterator[str]:
        """The statements that take the place of this one."""
        kept: list[str] = []
        for target in targets:
            code = _on_one_line(text[slice(*places.offsets(target))])
            event = self.by_node.get(id(target))
            if event is None:
                kept.append(code)
                if not merge:
                    yield f"del {kept.pop()}"
                continue
            if kept:
                yield f"del {', '.join(kept)}"
                kept.clear()
            yield f"{self._spelling(event, text, places, code)} = None"
        if kept:
            yield f"del {', '.join(kept)}"

    def _spelling(self, event: Event, text: str, places: Places, code: str) -> str:
        """The attribute as an assignment target, in the class's own spelling."""
        if event.form is Form.ATTRIBUTE:
            return code
        owner = _owner(event)
        assert owner is not None
        start, end = places.offsets(owner)
        name = event.key.attribute
        if self.facts.bodies[event.body].role is not Role.OUTSIDE:
            name = unmangle(name, self.facts.name) or name
        code = text[start:end]
        if not isinstance(owner, (cst.Name, cst.Attribute, cst.Call, cst.Subscript)):
            code = f"({code})"
        return f"{code}.{name}"

    def _respelled(self, event: Event, text: str, places: Places) -> str:
        """The text of a deletion that the fix spells anew, but for its owner and the name."""
        if event.form is Form.ATTRIBUTE:
            return ""
        owner = _owner(event)
        start, end = places.offsets(event.node)
        if owner is None:
            return text[start:end]
        before, after = places.offsets(owner)
        return text[start:before] + text[after:end]

    def _targets(self) -> list[cst.BaseExpression]:
        """What the statement deletes, flattened, in order."""
        if isinstance(self.site.statement, cst.Expr):
            return [self.site.statement.value]
        return list(_flatten(self.site.statement.target))

    def _gaps(
        self,
        text: str,
        places: Places,
        start: int,
        end: int,
        targets: Sequence[cst.BaseExpression],
    ) -> list[str]:
        """What stands before, between and after the targets."""
        edges = [start, *(o for target in targets for o in places.offsets(target)), end]
        return [text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]

    # --- the `if` around it ---------------------------------------------------------------------

    def _guard_is_idle(self, text: str, places: Places) -> bool:
        """Whether the assignment alone does what it does inside its `if`."""
        guard = self.site.guard
        assert guard is not None
        statement = places.offsets(self.site.statement)[0]
        if "#" in text[places.offsets(guard)[0] : statement]:
            return False
        targets = self._targets()
        if len(targets) != 1 or id(targets[0]) not in self.by_node:
            return False
        target = targets[0]
        match guard.test:
            case cst.Comparison(
                left, [cst.ComparisonTarget(cst.IsNot() | cst.NotEqual(), cst.Name("None"))]
            ):
                return left.deep_equals(target)
            case cst.Attribute():
                return guard.test.deep_equals(target) and not self._may_be_falsy()
        return False

    def _may_be_falsy(self) -> bool:
        """Whether the class assigns something that is false without being None."""
        (deletion,) = self.by_node.values()
        return any(
            event.value is None or may_be_falsy_object(event.value)
            for event in self.facts.events
            if event.kind is EventKind.ASSIGNMENT and event.key.attribute == deletion.key.attribute
        )


def _owner(event: Event) -> cst.BaseExpression | None:
    """The receiver's own expression, for deletions that are not written as an attribute."""
    match event.node:
        case cst.Call(cst.Attribute(cst.Attribute(owner, cst.Name("__dict__")))):
            return owner
        case cst.Call(cst.Attribute(cst.Call(cst.Name("vars"), [cst.Arg(owner)]))):
            return owner
        case cst.Call() as call if (found := attribute_call(call)) is not None:
            is_super = isinstance(found.owner, cst.Call)
            return None if is_super else found.owner
        case cst.Subscript(cst.Attribute(owner) | cst.Call(args=[cst.Arg(owner)])):
            return owner
    return None


def _on_one_line(code: str) -> str:
    """`code` as a target outside the parentheses that may have held it together."""
    return f"({code})" if _NEWLINE.search(code) else code


def _flatten(target: cst.BaseExpression) -> Iterator[cst.BaseExpression]:
    if isinstance(target, (cst.Tuple, cst.List)):
        for element in target.elements:
            yield from _flatten(element.value)
    else:
        yield target


def _comment_follows(text: str, end: int) -> bool:
    """Whether a comment stands behind `end` on the same line."""
    newline = _NEWLINE.search(text, end)
    return "#" in text[end : newline.start() if newline else len(text)]
