"""Edits made in a text, and the gate: what the new text must be like to be written at all."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from mangle_lint.findings import Edit, Finding
from mangle_lint.source.builtin_parser import builtin_tree
from mangle_lint.source.lines import Lines

Range: TypeAlias = tuple[int, int]
"""Offsets into a text: from, and up to."""


@dataclass(frozen=True, slots=True)
class Made:
    """A text with edits made: `changed` of the old one has become `changes` of this one."""

    text: str
    changed: tuple[Range, ...]
    changes: tuple[Range, ...]


def apply(text: str, edits: Sequence[Edit]) -> Made:
    """`text` with all edits made; they do not overlap."""
    offset = Lines(text).offset
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
    return Made("".join([*parts, text[end:]]), tuple(changed), tuple(changes))


def differs_elsewhere(before: str, made: Made) -> bool:
    """Whether a text differs in meaning from what was made of it, outside the edits.

    The syntax trees are compared without the statements and expressions inside the ranges of the
    edits; syntax that is newer than the running Python is not compared.
    """
    old, new = builtin_tree(before), builtin_tree(made.text)
    if old is None or new is None:
        return False
    return _skeleton(old, before, made.changed) != _skeleton(new, made.text, made.changes)


def unexpected(left: Iterable[Finding], after: Iterable[Finding]) -> list[Finding]:
    """The findings `after` rewriting that are not among those that were to be `left`."""
    expected = Counter(map(_identity, left))
    found = []
    for finding in after:
        expected[_identity(finding)] -= 1
        if expected[_identity(finding)] < 0:
            found.append(finding)
    return found


def _identity(finding: Finding) -> tuple[str, str, str, str]:
    """What stays of a finding when lines move."""
    return finding.code, finding.class_name, finding.attribute, finding.method


def _skeleton(tree: ast.Module, text: str, ranges: Sequence[Range]) -> str:
    skeleton = _Without(text, ranges).visit(tree)
    assert skeleton is not None
    return ast.dump(skeleton)


class _Without(ast.NodeTransformer):
    """Takes the statements and imported names out of a tree that are inside ranges of its text.

    Expressions inside are replaced by a name.
    """

    def __init__(self, text: str, ranges: Sequence[Range]) -> None:
        self.lines = Lines(text)
        self.text = text
        self.ranges = [(self._place(start), self._place(_past(text, end))) for start, end in ranges]

    def visit(self, node: ast.AST) -> ast.AST | None:
        """The rest of the node; None if nothing is left."""
        start = getattr(node, "lineno", None), getattr(node, "col_offset", None)
        end = getattr(node, "end_lineno", None), getattr(node, "end_col_offset", None)
        if None not in start and any(a <= start and end <= b for a, b in self.ranges):
            return ast.Name("_", ast.Load()) if isinstance(node, ast.expr) else None
        self.generic_visit(node)
        return node

    def _place(self, offset: int) -> tuple[int, int]:
        """An offset as `ast` counts it: lines from 1, columns in bytes of UTF-8 from 0."""
        position = self.lines.position(offset)
        before = self.text[offset - position.column + 1 : offset]
        return position.line, len(before.encode("utf-8", "surrogatepass"))


def _past(text: str, end: int) -> int:
    """The offset behind a semicolon at `end`: a compound statement counts it as its own."""
    while text[end : end + 1] in (" ", "\t", ";"):
        end += 1
    return end
