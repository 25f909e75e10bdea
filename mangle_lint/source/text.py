"""From the bytes of a file to its text and back, without losing one byte."""

from __future__ import annotations

import codecs
import io
import re
import tokenize
from dataclasses import dataclass

from mangle_lint.findings import Failure, Position

_DECLARED = re.compile(rb"coding[:=]\s*([-\w.]+)")


class SourceError(Exception):
    """A file cannot be analysed; `failure` says why and where."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure))
        self.failure = failure


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file, without its byte order mark `bom` (empty if it has none)."""

    path: str
    text: str
    encoding: str
    bom: bytes

    def encode(self, text: str) -> bytes:
        """The bytes of `text` in the encoding of this file. Raises UnicodeEncodeError."""
        return self.bom + text.encode(self.encoding)


def decode(data: bytes, path: str) -> Source:
    """Decode a file as Python does (PEP 263). `path` is only used in errors.

    Raises SourceError where Python cannot decode it either, and where encoding the text again
    would give other bytes.
    """
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
