"""From bytes to text and LibCST tree, and back, without losing one byte."""

from __future__ import annotations

import codecs
import io
import tokenize
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from mangle_lint.findings import Failure, Position

if TYPE_CHECKING:
    import ast

    import libcst as cst


_ONLY_AST = 0x400  # ast.PyCF_ONLY_AST, without the import


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
        raise SourceError(Failure(path, _encoding_problem(error))) from error
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    encoding = "utf-8" if bom else encoding
    try:
        text = data[len(bom) :].decode(encoding)
        if text.encode(encoding) != data[len(bom) :]:
            raise SourceError(Failure(path, f"does not survive a round trip through {encoding}"))
    except UnicodeError as error:
        raise SourceError(_decode_failure(error, data, path, encoding)) from error
    return Source(path, text, encoding, bom)


def parse(source: Source) -> cst.Module:
    """The LibCST tree of a file. Raises SourceError."""
    import libcst as cst

    try:
        module = cst.parse_module(source.text)
    except cst.ParserSyntaxError as error:
        place = Position(max(error.raw_line, 1), max(error.raw_column, 0) + 1)
        reason = f"syntax error: {_first_sentence(error.message)}"
        raise SourceError(Failure(source.path, reason, place)) from error
    except RecursionError as error:
        raise SourceError(Failure(source.path, "is nested too deeply to analyse")) from error
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


def _first_sentence(message: str) -> str:
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    return lines[-1].removeprefix("parser error: ").removeprefix("tokenizer error: ")


def _encoding_problem(error: SyntaxError) -> str:
    text = str(error)
    if "unknown encoding" in text:
        return f"declares an {text.partition(' for ')[0]}"
    return "is not UTF-8 and declares no other encoding" if "utf-8" in text else text


def _decode_failure(error: UnicodeError, data: bytes, path: str, encoding: str) -> Failure:
    if not isinstance(error, UnicodeDecodeError):
        return Failure(path, f"cannot be decoded as {encoding}: {error}")
    line = data.count(b"\n", 0, error.start) + 1
    what = "UTF-8 and declares no other encoding" if encoding == "utf-8" else encoding
    return Failure(path, f"is not {what}", Position(line, 1))
