"""A quick look at the built-in parser's tree: what can tell of private names."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TypeGuard

from mangle_lint.source.lines import Lines

_OPERATORS = frozenset(("ctx", "op", "ops", "operator"))
_TELLING = re.compile(r"__(?<!___)\w*(?<!__)(?!\w)|setattr|__dict__|vars|locals|exec")


def children_of(node: ast.AST) -> list[ast.AST]:
    """The nodes inside a node, as `ast.iter_child_nodes` gives them, but for operators."""
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, list):
            found += [item for item in value if isinstance(item, ast.AST)]
        elif isinstance(value, ast.AST) and name not in _OPERATORS:
            found.append(value)
    return found


def names_in(tree: ast.AST) -> Iterator[str]:
    """All names in a tree, and its texts."""
    for node in ast.walk(tree):
        for field in node._fields:
            value = getattr(node, field, None)
            yield from filter(_is_text, value if isinstance(value, list) else (value,))


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str)


def telling_lines(text: str) -> list[int]:
    """The lines, from 1, with a private or a mangled name, or code that may bind any name."""
    starts = Lines(text).starts
    return [bisect_right(starts, match.start()) for match in _TELLING.finditer(text)]
