"""Unified diffs that `patch -p0` and `git apply -p0` accept."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_NO_NEWLINE = b"\\ No newline at end of file\n"


def unified_diff(path: str, before: bytes, after: bytes) -> Iterator[bytes]:
    """Yield the lines of the diff of one file, in the bytes of that file.

    Only line feeds end a line, as in git.
    """
    name = path.encode("utf-8", "surrogateescape")
    if any(character.isspace() for character in path):
        name += b"\t"  # as in git; without it the name would end at the white space
    old, new = _LINE.findall(before), _LINE.findall(after)
    for line in difflib.diff_bytes(difflib.unified_diff, old, new, name, name):
        yield line if line.endswith(b"\n") else line + b"\n" + _NO_NEWLINE
