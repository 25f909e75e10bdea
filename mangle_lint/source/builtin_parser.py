"""The running Python's own parser, without importing more than it needs."""

from __future__ import annotations

import threading
import warnings
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import ast

_ONLY_AST = 0x400  # ast.PyCF_ONLY_AST, without the import
_ONE_AT_A_TIME = threading.Lock()
"""CPython counts the depth of all trees that are being made together (3.11 raises SystemError), and
the filters of warnings are the process's own."""


def parse_tree(data: bytes | str) -> ast.Module:
    """The tree that the running Python's own parser makes.

    Raises what compile() raises: SyntaxError, ValueError, RecursionError, MemoryError.
    """
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = compile(data, "<unknown>", "exec", flags=_ONLY_AST, dont_inherit=True)
    return cast("ast.Module", tree)


def builtin_tree(data: bytes | str) -> ast.Module | None:
    """The tree that the running Python's own parser makes; None may just mean newer syntax."""
    try:
        return parse_tree(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
