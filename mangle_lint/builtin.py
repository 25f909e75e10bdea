"""The running Python's own parser, without importing more than it needs."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import ast

ONLY_AST = 0x400
"""What `ast.PyCF_ONLY_AST` is."""


def builtin_tree(data: bytes | str) -> ast.Module | None:
    """The tree that the running Python's own parser makes; None may just mean newer syntax."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = compile(data, "<unknown>", "exec", flags=ONLY_AST, dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
    return cast("ast.Module", tree)
