"""Unified diffs that `patch` and `git apply` accept."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NO_NEWLINE = "\\ No newline at end of file\n"


def unified_diff(path: str, before: bytes, after: bytes, encoding: str = "utf-8") -> str:
    """The change of one file. Only line feeds end a line, as in git."""
    old = _LINE.findall(before.decode(encoding, "replace"))
    new = _LINE.findall(after.decode(encoding, "replace"))
    return "".join(_closed(difflib.unified_diff(old, new, path, path)))


def _closed(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line
        if not line.endswith("\n"):
            yield "\n" + _NO_NEWLINE
