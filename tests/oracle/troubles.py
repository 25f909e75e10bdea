"""Where trouble may come in: errors that no line of a class raises by itself.

Only trouble that may be caught tells anything: of a run that it ends, nothing is kept.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest


def troubled(source: str) -> str:
    """The same lines, with a place before and after each call where trouble may come in.

    Where one place would be right behind another, with nothing between them, there is one.
    """
    lines = source.splitlines()
    caught = _caught(ast.parse(source))
    placed = [_Line(line, has_place=number in caught) for number, line in enumerate(lines, start=1)]
    following = zip_longest(placed, placed[1:])
    return "".join(
        line.text(is_last=other is None or other.indent != line.indent or not other.begins) + "\n"
        for line, other in following
        if line is not None
    )


class _Line:
    """One line, as it is with places in it."""

    def __init__(self, line: str, *, has_place: bool) -> None:
        code = line.lstrip()
        self.indent = line[: len(line) - len(code)]
        self.front, self.code, self.back = "", code, ""
        word = re.match(r"\w+|@", code)
        name = word[0] if word else ""
        if name == "raise" and code == "raise":
            self.code = "raise again()"
        if not has_place:
            return
        if name in ("if", "with") and code.endswith(":"):
            self.front, self.code = f"{name} point() or ", code.removeprefix(name).strip()
        elif not (code.endswith(":") or name in ("@", "continue", "break")):
            self.front = "point(); "
            self.back = "" if name in ("return", "raise", "pass") else "; point()"

    @property
    def begins(self) -> bool:
        """Whether a place is the first thing in it."""
        return bool(self.front)

    def text(self, *, is_last: bool) -> str:
        return f"{self.indent}{self.front}{self.code}{self.back if is_last else ''}"


def _caught(tree: ast.Module) -> set[int]:
    """The lines that may run inside of a `try` or `with`, in their own body or a calling one."""
    functions: dict[str, list[ast.FunctionDef]] = {}
    lines: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            functions.setdefault(node.name, []).append(node)
        elif isinstance(node, ast.Try):
            lines.update(_lines(node.body))
            if node.finalbody:
                lines.update(_lines([*node.handlers, *node.orelse]))
        elif isinstance(node, ast.With):
            lines.update(_lines(node.body))
    uses = [*_uses(tree)]
    pending = [*lines]
    while pending:
        number = pending.pop()
        called = {name for line, name in uses if line == number}
        for function in (each for name in called for each in functions.pop(name, ())):
            new = {*_lines(function.body)} - lines
            lines |= new
            pending += new
    return lines


def _uses(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The names of attributes and functions, each with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id


def _lines(nodes: Iterable[ast.stmt | ast.ExceptHandler]) -> Iterator[int]:
    for node in nodes:
        assert node.end_lineno is not None
        yield from range(node.lineno, node.end_lineno + 1)
