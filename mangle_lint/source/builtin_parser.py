"""The running Python's own parser, without the import of more than it needs."""

from __future__ import annotations

import threading
import warnings
from functools import cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import ast

_ONLY_AST = 0x400  # ast.PyCF_ONLY_AST, without the import
_ONE_AT_A_TIME = threading.Lock()
"""CPython counts the depth of all trees that are made at the same time together (3.11 raises
SystemError), and the warning filters belong to the whole process."""


def parse_tree(code: bytes | str) -> ast.Module:
    """The syntax tree of a module.

    Raises what compile() raises: SyntaxError, ValueError, RecursionError, MemoryError.
    """
    return cast("ast.Module", _parse(code, "exec"))


def _parse(code: bytes | str, mode: str) -> object:
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compile(code, "<unknown>", mode, flags=_ONLY_AST, dont_inherit=True)


@cache
def literal(code: str) -> object:
    """The value of a constant expression. Raises ValueError or SyntaxError if `code` is none."""
    from mangle_lint.source.folding import folded

    return folded(cast("ast.Expression", _parse(code, "eval")).body)


def builtin_tree(code: bytes | str) -> ast.Module | None:
    """The syntax tree of a module; None may just mean syntax newer than the running Python."""
    try:
        return parse_tree(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
