"""Rewrite a statement that deletes: its deletions become assignments of None."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import libcst as cst

from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event, Form
from mangle_lint.facts.reflection import reflection_of
from mangle_lint.findings import Edit
from mangle_lint.fixing.sites import Site, Wrapper
from mangle_lint.fixing.spelling import attribute_of, own_spelling
from mangle_lint.fixing.wrappers import idle_wrapper, wrapper_end, wrapper_nodes
from mangle_lint.source.newline import NEWLINE
from mangle_lint.source.positions import Places

_COMMENT = re.compile(r"#[^\r\n]*")
_CONTINUED = re.compile(r"\\(?:\r\n?|\n)")


class DelStatement:
    """Rewrites the deletions of one statement together.

    `deletions` are those that become assignments; the other targets of the same `del` stay deleted,
    in their order.
    """

    def __init__(self, facts: ClassFacts, site: Site, deletions: Sequence[Event]) -> None:
        self.facts = facts
        self.site = site
        self.by_node = {id(event.node): event for event in deletions}

    def nodes(self) -> Iterator[cst.CSTNode]:
        """Yield the nodes whose places `edit` needs."""
        yield self.site.statement
        yield from wrapper_nodes(self.site)
        for target in self._targets():
            yield target
            event = self.by_node.get(id(target))
            if event is not None:
                owner = _owner(event)
                if owner is not None:
                    yield owner

    def edit(self, text: str, places: Places) -> Edit | None:
        """Return the edit; None if it cannot be written, or a comment would be lost."""
        if any(e.form is not Form.ATTRIBUTE and _owner(e) is None for e in self.by_node.values()):
            return None  # `super()` cannot be assigned to
        if any("#" in self._respelled(event, text, places) for event in self.by_node.values()):
            return None  # a comment would be lost
        wrapper = self.idle_wrapper(text, places)
        start, end = places.offsets(self.site.statement)
        if wrapper is None:
            content = self._content(text, places, start, start, end, alone=self.site.alone)
            return None if content is None else Edit(places.between(start, end), content)
        outer, last = places.offsets(wrapper)[0], wrapper_end(wrapper, self.site, places)
        content = self._content(text, places, outer, start, end, alone=True)
        if content is None:
            return None
        comment = _COMMENT.search(text, end, last)
        if comment is not None:
            content += "  " + comment.group()
        return Edit(places.between(outer, last), content)

    def idle_wrapper(self, text: str, places: Places) -> Wrapper | None:
        """The wrapper that is removed with the statement; None if there is none."""
        deletions = [self.by_node.get(id(target)) for target in self._targets()]
        chosen = [event for event in deletions if event is not None]
        if len(chosen) != len(deletions):
            return None
        receivers = [
            event.node.value if isinstance(event.node, cst.Attribute) else _owner(event)
            for event in chosen
        ]
        return idle_wrapper(self.facts, self.site, chosen, receivers, text, places)

    # --- the new text -------------------------------------------------------------------------

    def _content(
        self, text: str, places: Places, outer: int, start: int, end: int, *, alone: bool
    ) -> str | None:
        """The text that replaces the statement, put at offset `outer`.

        `start` and `end` are the offsets of the statement. `alone` is true if the text may take
        several lines. None if a comment would be lost.
        """
        targets = self._targets()
        gaps = self._gaps(text, places, start, end, targets)
        comments = [_COMMENT.findall(gap) for gap in gaps]
        pieces = list(self._pieces(text, places, targets, merge=not any(comments)))
        if not any(comments):
            if len(pieces) == 1:
                return pieces[0]
            return self._on_lines(text, outer, pieces) if alone else "; ".join(pieces)
        if alone:
            lines = list(comments[0])
            for piece, notes in zip(pieces, comments[1:], strict=True):
                lines.append("  ".join([piece, *notes[:1]]))
                lines += notes[1:]
            return self._on_lines(text, outer, lines)
        if self.site.is_last and not _comment_follows(text, end):
            words = [note for notes in comments for note in notes]
            return "; ".join(pieces) + "  " + "  ".join(words)
        return None

    def _on_lines(self, text: str, start: int, lines: Sequence[str]) -> str:
        line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
        newline = NEWLINE.search(text, start) or NEWLINE.search(text)
        separator = (newline.group() if newline else "\n") + text[line_start:start]
        return separator.join(lines)

    def _pieces(
        self, text: str, places: Places, targets: Sequence[cst.BaseExpression], *, merge: bool
    ) -> Iterator[str]:
        """Yield the new statements; `merge` joins targets that stay deleted in one `del`."""
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
        """The attribute as an assignment target, spelled as its class does."""
        if isinstance(event.node, cst.Attribute):
            written, name = event.node.attr.value, own_spelling(self.facts, event)
            return code if written == name else code.replace(written, name)
        owner = _owner(event)
        assert owner is not None
        start, end = places.offsets(owner)
        return attribute_of(self.facts, event, owner, text[start:end])

    def _respelled(self, event: Event, text: str, places: Places) -> str:
        """The text of a deletion that the fix drops, owner excepted; "" for `del self.__x`."""
        if event.form is Form.ATTRIBUTE:
            return ""
        owner = _owner(event)
        start, end = places.offsets(event.node)
        if owner is None:
            return text[start:end]
        before, after = places.offsets(owner)
        return text[start:before] + text[after:end]

    def _targets(self) -> list[cst.BaseExpression]:
        """The nodes that the statement deletes, flattened, in order."""
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
        """The texts before, between and after the targets."""
        edges = [start, *(o for target in targets for o in places.offsets(target)), end]
        return [text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]


def _owner(event: Event) -> cst.BaseExpression | None:
    """The receiver of a deletion that is not written as an attribute; None for `super()`."""
    found = reflection_of(event.node)
    if found is None or (found.form is Form.STRING and isinstance(found.owner, cst.Call)):
        return None
    return found.owner


def _on_one_line(code: str) -> str:
    """`code` in parentheses if it has several lines: it may have been inside parentheses before."""
    return f"({code})" if NEWLINE.search(_CONTINUED.sub("", code)) else code


def _flatten(target: cst.BaseExpression) -> Iterator[cst.BaseExpression]:
    if isinstance(target, (cst.Tuple, cst.List)):
        for element in target.elements:
            yield from _flatten(element.value)
    else:
        yield target


def _comment_follows(text: str, end: int) -> bool:
    """Whether a comment follows the offset `end` on the same line."""
    newline = NEWLINE.search(text, end)
    return "#" in text[end : newline.start() if newline else len(text)]
