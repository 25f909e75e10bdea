"""The lines of a log, of any size and in the encodings that shells write."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from mangle_lint.errors import UserError

_LONGEST_LINE = 1 << 20
"""Longer lines are read in pieces, so that memory does not grow with them."""

_ENCODINGS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",  # as PowerShell redirects
    codecs.BOM_UTF16_BE: "utf-16",
}
_COMPRESSED = {
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"PK\x03\x04": "zip",
}


def lines_of(stream: BinaryIO, name: str) -> Iterator[str]:
    """Yield the lines of a log as they come. `name` is used in messages only.

    What cannot be decoded is replaced. Raises UserError if the log cannot be read.
    """
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(_Raw(stream))
    try:
        start = buffered.peek(6)
        for magic, method in _COMPRESSED.items():
            if start.startswith(magic):
                raise UserError(f"{name} is compressed ({method}); decompress it first")
        encoding = next((e for bom, e in _ENCODINGS.items() if start.startswith(bom)), "utf-8")
        text = io.TextIOWrapper(buffered, encoding=encoding, errors="replace")
        try:
            while line := text.readline(_LONGEST_LINE):
                yield line
        finally:
            text.detach()  # it would close the stream, which is the caller's
    except OSError as error:
        raise UserError(f"{name} cannot be read: {error.strerror or error}") from error


class _Raw(io.RawIOBase):
    """Makes any stream of bytes one that can be buffered."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
