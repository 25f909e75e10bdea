"""Rewrite a statement that deletes: its deletions become assignments of None."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

import libcst as cst

from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event, Form
from mangle_lint.facts.reflection import reflection_of
from mangle_lint.findings import Edit
from mangle_lint.fixing.sites import Site, Wrapper
from mangle_lint.fixing.spelling import attribute_of, own_spelling
from mangle_lint.fixing.wrappers import idle_wrapper, wrapper_end
from mangle_lint.source.newline import NEWLINE
from mangle_lint.source.positions import Places

_COMMENT = re.compile(r"#[^\r\n]*")
_CONTINUED = re.compile(r"\\(?:\r\n?|\n)")


class DelStatement:
    """Rewrites the deletions of one statement together.

    `deletions` are those that become assignments; the other targets of the same `del` stay deleted,
    in their order.
    """

    def __init__(
        self, facts: ClassFacts, site: Site, deletions: Sequence[Event], places: Places
    ) -> None:
        self.facts = facts
        self.site = site
        self.places = places
        self.by_node = {id(event.node): event for event in deletions}

    def edit(self) -> Edit | None:
        """Return the edit; None if it cannot be written, or a comment would be lost."""
        for event in self.by_node.values():
            if event.form is not Form.ATTRIBUTE:
                owner = _owner(event)
                if owner is None:
                    return None  # `super()` cannot be assigned to
                if self.places.code(event.node).count("#") > self.places.code(owner).count("#"):
                    return None  # a comment would be lost
        wrapper = self.idle_wrapper()
        first, end = self.places.offsets(self.site.statement)
        last = end
        if wrapper is not None:
            first = self.places.offsets(wrapper)[0]
            last = self.places.offsets(wrapper_end(wrapper, self.site))[1]
        alone = self.site.alone or wrapper is not None
        content = self._content(first, alone=alone)
        if content is None:
            return None
        comment = _COMMENT.search(self.places.text, end, last)
        if comment is not None:
            content += "  " + comment.group()
        return Edit(self.places.between(first, last), content)

    def idle_wrapper(self) -> Wrapper | None:
        """The wrapper that is removed with the statement; None if there is none."""
        targets = self.site.targets
        chosen = [self.by_node[id(target)] for target in targets if id(target) in self.by_node]
        if len(chosen) != len(targets):
            return None
        receivers = [
            event.node.value if isinstance(event.node, cst.Attribute) else _owner(event)
            for event in chosen
        ]
        return idle_wrapper(self.facts, self.site, chosen, receivers, self.places)

    # --- the new text -------------------------------------------------------------------------

    def _content(self, outer: int, *, alone: bool) -> str | None:
        """The text that replaces the statement, put at offset `outer`.

        `alone` is true if the text may take several lines. None if a comment would be lost.
        """
        places, text = self.places, self.places.text
        start, end = places.offsets(self.site.statement)
        edges = [start, *(o for target in self.site.targets for o in places.offsets(target)), end]
        gaps = zip(edges[::2], edges[1::2], strict=True)  # before, between and after the targets
        comments = [_COMMENT.findall(text[a:b]) for a, b in gaps]
        words = [note for notes in comments for note in notes]
        lines = list(self._pieces(merge=not words))
        if not alone:
            content = "  ".join(["; ".join(lines), *words])
            behind = NEWLINE.split(text[end:], maxsplit=1)[0]
            is_lost = not self.site.is_last or "#" in behind
            return None if words and is_lost else content
        if words:
            pieces, lines = lines, comments[0]
            for piece, notes in zip(pieces, comments[1:], strict=True):
                lines += ["  ".join([piece, *notes[:1]]), *notes[1:]]
        return _on_lines(text, outer, lines)

    def _pieces(self, *, merge: bool) -> Iterator[str]:
        """Yield the new statements; `merge` joins targets that stay deleted in one `del`."""
        targets = self.site.targets
        for event, group in groupby(targets, lambda target: self.by_node.get(id(target))):
            codes = [_on_one_line(self.places.code(target)) for target in group]
            if event is not None:
                yield f"{self._spelling(event, *codes)} = None"
            elif merge:
                yield f"del {', '.join(codes)}"
            else:
                yield from (f"del {code}" for code in codes)

    def _spelling(self, event: Event, code: str) -> str:
        """The attribute as an assignment target, spelled as its class does."""
        if isinstance(event.node, cst.Attribute):
            written, name = event.node.attr.value, own_spelling(self.facts, event)
            return code if written == name else code.replace(written, name)
        owner = _owner(event)
        assert owner is not None
        return attribute_of(self.facts, event, owner, self.places.code(owner))


def _owner(event: Event) -> cst.BaseExpression | None:
    """The receiver of a deletion that is not written as an attribute; None for `super()`."""
    found = reflection_of(event.node)
    if found is None or (found.form is Form.STRING and isinstance(found.owner, cst.Call)):
        return None
    return found.owner


def _on_one_line(code: str) -> str:
    """`code` in parentheses if it has several lines: it may have been inside parentheses before."""
    return f"({code})" if NEWLINE.search(_CONTINUED.sub("", code)) else code


def _on_lines(text: str, start: int, lines: Sequence[str]) -> str:
    """The lines, indented as the one in which the offset `start` is."""
    line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    newline = NEWLINE.search(text, start) or NEWLINE.search(text)
    return ((newline.group() if newline else "\n") + text[line_start:start]).join(lines)
