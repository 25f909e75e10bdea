"""From bytes to text and LibCST tree, and back, without losing one byte."""

from __future__ import annotations

import codecs
import io
import re
import tokenize
from collections.abc import Container
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mangle_lint.findings import Failure, Position
from mangle_lint.source.builtin_parser import builtin_tree as builtin_tree
from mangle_lint.source.builtin_parser import parse_tree

if TYPE_CHECKING:
    import ast

    import libcst as cst

NEWLINE = re.compile(r"\r\n?|\n")
"""What ends a line in Python; other line ends that str.splitlines knows are ordinary characters."""

TOO_DEEP = "is nested too deeply to analyse"
_DEEPEST = 1000


class SourceError(Exception):
    """A file that cannot be analysed; `failure` says why, with a place."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure))
        self.failure = failure


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file. `bom` is what stands before it in the file."""

    path: str
    text: str
    encoding: str
    bom: bytes

    def encode(self, text: str) -> bytes:
        """The bytes of `text` in this file's own encoding. Raises UnicodeEncodeError."""
        return self.bom + text.encode(self.encoding)


def decode(data: bytes, path: str) -> Source:
    """Decode a file as Python does (PEP 263). Raises SourceError."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError as error:
        raise SourceError(_encoding_failure(error, data, path)) from error
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    encoding = "utf-8" if bom else encoding
    try:
        text = data[len(bom) :].decode(encoding)
        if text.encode(encoding) != data[len(bom) :]:
            raise SourceError(Failure(path, f"does not survive a round trip through {encoding}"))
    except LookupError as error:
        reason = f"declares {encoding}, which is no encoding of texts"
        raise SourceError(Failure(path, reason)) from error
    except UnicodeError as error:
        raise SourceError(_decode_failure(error, data, path, encoding)) from error
    return Source(path, text, encoding, bom)


def parse(source: Source, text: str) -> cst.Module:
    """The LibCST tree of `text`, which is all of a file or an excerpt. Raises SourceError."""
    import libcst as cst

    if (nul := source.text.find("\0")) >= 0:
        line = source.text.count("\n", 0, nul) + 1
        place = Position(line, nul - source.text.rfind("\n", 0, nul))
        raise SourceError(Failure(source.path, "syntax error: null byte", place))
    try:
        module = cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        raise SourceError(_syntax_failure(source, str(error))) from error
    except RecursionError as error:
        raise SourceError(Failure(source.path, TOO_DEEP)) from error
    except (cst.CSTValidationError, TypeError) as error:  # as for `del.5.y`
        reason = f"LibCST cannot parse it: {str(error).partition(chr(10))[0]}"
        raise SourceError(Failure(source.path, reason)) from error
    return module


def syntax_tree(source: Source) -> ast.Module | None:
    """The built-in parser's tree; None may just mean newer syntax.

    Raises SourceError where nesting is too deep for any parser.
    """
    try:
        return parse_tree(source.text)
    except (RecursionError, MemoryError) as error:
        raise SourceError(Failure(source.path, TOO_DEEP)) from error
    except SyntaxError as error:
        if "too many nested" in error.msg or "overflow" in error.msg:
            raise SourceError(Failure(source.path, TOO_DEEP)) from error
        return None
    except ValueError:
        return None


def refuse_deep_nesting(tree: ast.Module, without: Container[int], path: str) -> None:
    """Raise SourceError where LibCST, whose time grows with the square of the depth, is too slow.

    `without` are the nodes, by their id, that are not to be parsed. Each level takes a character at
    least, so what is short need not be looked into.
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


_DECLARED = re.compile(rb"coding[:=]\s*([-\w.]+)")
_PLACE = re.compile(r"error at (\d+):(\d+): ")


def _syntax_failure(source: Source, message: str) -> Failure:
    """What is wrong, as Python itself says it; for newer syntax, as LibCST does."""
    try:
        parse_tree(source.text)
    except SyntaxError as error:
        place = Position(max(error.lineno or 1, 1), max(error.offset or 1, 1))
        return Failure(source.path, f"syntax error: {error.msg}", place)
    except (ValueError, RecursionError, MemoryError):
        pass
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    reason = lines[-1].removeprefix("parser error: ").removeprefix("tokenizer error: ")
    found = _PLACE.search(reason)
    if found is None:
        return Failure(source.path, f"syntax error: {reason}", Position(1, 1))
    place = Position(max(int(found[1]), 1), int(found[2]) + 1)
    return Failure(source.path, f"syntax error: {_PLACE.sub('', reason)}", place)


def _encoding_failure(error: SyntaxError, data: bytes, path: str) -> Failure:
    text = str(error)
    if "unknown encoding" in text:
        return Failure(path, f"declares an {text.partition(' for ')[0]}")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as problem:
        return _decode_failure(problem, data, path, "utf-8")
    if data.startswith(codecs.BOM_UTF8):
        declared = _DECLARED.search(data[:400])
        other = declared[1].decode("ascii") if declared is not None else "another encoding"
        return Failure(path, f"starts with a UTF-8 byte order mark but declares {other}")
    return Failure(path, text)


def _decode_failure(error: UnicodeError, data: bytes, path: str, encoding: str) -> Failure:
    if not isinstance(error, UnicodeDecodeError):
        return Failure(path, f"cannot be decoded as {encoding}: {error}")
    line = data.count(b"\n", 0, error.start) + 1
    what = "UTF-8 and declares no other encoding" if encoding == "utf-8" else encoding
    return Failure(path, f"is not {what}", Position(line, 1))
