"""The trees of a text: the built-in parser's, and LibCST's."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mangle_lint.findings import Failure, Position
from mangle_lint.source.builtin_parser import parse_tree
from mangle_lint.source.text import Source, SourceError

if TYPE_CHECKING:
    import ast

    import libcst as cst

TOO_DEEP = "is nested too deeply to analyse"
_DEEPEST = 1000
_PLACE = re.compile(r"error at (\d+):(\d+): ")


@dataclass(frozen=True, slots=True)
class BuiltinParse:
    """What the running Python's own parser makes of a file.

    Without a `tree` the file has a syntax error, or newer syntax than the running Python knows;
    `failure` is what the parser says, None if it names no place.
    """

    tree: ast.Module | None
    failure: Failure | None = None


def builtin_parse(source: Source) -> BuiltinParse:
    """Parse a file with the built-in parser. Raises SourceError where nesting is too deep."""
    try:
        return BuiltinParse(parse_tree(source.text))
    except (RecursionError, MemoryError) as error:
        raise SourceError(Failure(source.path, TOO_DEEP)) from error
    except SyntaxError as error:
        if "too many nested" in error.msg or "overflow" in error.msg:
            raise SourceError(Failure(source.path, TOO_DEEP)) from error
        place = Position(max(error.lineno or 1, 1), max(error.offset or 1, 1))
        return BuiltinParse(None, Failure(source.path, f"syntax error: {error.msg}", place))
    except ValueError:
        return BuiltinParse(None)


def parse(source: Source, text: str, failure: Failure | None = None) -> cst.Module:
    """The LibCST tree of `text`, which is all of a file or an excerpt of it.

    Raises SourceError where LibCST cannot parse it. `failure` says so in Python's own words, if the
    built-in parser could not parse the file either.
    """
    import libcst as cst

    if (nul := source.text.find("\0")) >= 0:
        line = source.text.count("\n", 0, nul) + 1
        place = Position(line, nul - source.text.rfind("\n", 0, nul))
        raise SourceError(Failure(source.path, "syntax error: null byte", place))
    try:
        module = cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        raise SourceError(failure or _syntax_failure(source.path, str(error))) from error
    except RecursionError as error:
        raise SourceError(Failure(source.path, TOO_DEEP)) from error
    except (cst.CSTValidationError, TypeError) as error:  # as for `del.5.y`
        reason = f"LibCST cannot parse it: {str(error).partition(chr(10))[0]}"
        raise SourceError(Failure(source.path, reason)) from error
    return module


def refuse_deep_nesting(tree: ast.Module, without: Container[int], path: str) -> None:
    """Raise SourceError where nesting is so deep that LibCST would be too slow.

    LibCST's time grows with the square of the depth. `without` are the ids of nodes that LibCST
    will not see. Each level takes one character at least, so short code need not be searched.
    """
    import ast

    def may_be_deep(node: ast.AST, depth: int) -> bool:
        match node:
            case ast.expr() | ast.stmt() if node.lineno == node.end_lineno:
                return (node.end_col_offset or 0) - node.col_offset + depth > _DEEPEST
        return True

    level: list[ast.AST] = [tree]
    for depth in range(_DEEPEST):
        level = [
            child
            for node in level
            if may_be_deep(node, depth)
            for child in ast.iter_child_nodes(node)
            if id(child) not in without
        ]
        if not level:
            return
    raise SourceError(Failure(path, TOO_DEEP))


def _syntax_failure(path: str, message: str) -> Failure:
    """What is wrong with a file, from LibCST's own message."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    reason = lines[-1].removeprefix("parser error: ").removeprefix("tokenizer error: ")
    found = _PLACE.search(reason)
    if found is None:
        return Failure(path, f"syntax error: {reason}", Position(1, 1))
    place = Position(max(int(found[1]), 1), int(found[2]) + 1)
    return Failure(path, f"syntax error: {_PLACE.sub('', reason)}", place)
