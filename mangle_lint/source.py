"""From bytes to text and LibCST tree, and back, without losing one byte."""

from __future__ import annotations

import codecs
import io
import re
import tokenize
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from mangle_lint.findings import Failure, Position

if TYPE_CHECKING:
    import ast

    import libcst as cst


_ONLY_AST = 0x400  # ast.PyCF_ONLY_AST, without the import


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


def parse(source: Source) -> cst.Module:
    """The LibCST tree of a file. Raises SourceError."""
    import libcst as cst

    if (nul := source.text.find("\0")) >= 0:
        line = source.text.count("\n", 0, nul) + 1
        place = Position(line, nul - source.text.rfind("\n", 0, nul))
        raise SourceError(Failure(source.path, "syntax error: null byte", place))
    if _is_too_deep(source.text):
        raise SourceError(Failure(source.path, TOO_DEEP))
    try:
        module = cst.parse_module(source.text)
    except cst.ParserSyntaxError as error:
        raise SourceError(_syntax_failure(source, str(error))) from error
    except RecursionError as error:
        raise SourceError(Failure(source.path, TOO_DEEP)) from error
    return module


def builtin_tree(data: bytes | str) -> ast.Module | None:
    """The tree that the running Python's own parser makes; None may just mean newer syntax."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = compile(data, "<unknown>", "exec", flags=_ONLY_AST, dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
    return cast("ast.Module", tree)


def _is_too_deep(text: str) -> bool:
    """Whether LibCST, whose time grows with the square of the depth, would take minutes."""
    import ast

    tree: ast.AST
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = compile(text, "<unknown>", "exec", flags=_ONLY_AST, dont_inherit=True)
    except (RecursionError, MemoryError):
        return True
    except SyntaxError as error:
        return "too many nested" in error.msg or "overflow" in error.msg
    level = [tree]
    for _ in range(_DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return False
    return True


_DECLARED = re.compile(rb"coding[:=]\s*([-\w.]+)")
_PLACE = re.compile(r"error at (\d+):(\d+): ")


def _syntax_failure(source: Source, message: str) -> Failure:
    """What is wrong, as Python itself says it; for newer syntax, as LibCST does."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(source.text, "<unknown>", "exec", flags=_ONLY_AST, dont_inherit=True)
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
