"""The running Python's own parser, without the import of more than it needs."""

from __future__ import annotations

import threading
import warnings
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
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = compile(code, "<unknown>", "exec", flags=_ONLY_AST, dont_inherit=True)
    return cast("ast.Module", tree)


def builtin_tree(code: bytes | str) -> ast.Module | None:
    """The syntax tree of a module; None may just mean syntax newer than the running Python."""
    try:
        return parse_tree(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
