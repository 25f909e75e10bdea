"""`# noqa` comments, with which the author of the code has switched findings off."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NOQA = re.compile(r"#[^#]*?\bnoqa\b(?P<codes>\s*:\s*[A-Z]+[0-9]+(?:[\s,]+[A-Z]+[0-9]+)*)?", re.I)
_FILE = re.compile(r"^\s*#\s*(?:flake8|mangle-lint)\s*:\s*noqa(?P<codes>\s*:.*)?\s*$", re.I)
_CODE = re.compile(r"[A-Z]+[0-9]+", re.I)


def is_suppressed(lines: Sequence[str], code: str, first: int, last: int) -> bool:
    """Whether a comment on one of the lines `first` to `last` (1-based) switches `code` off."""
    return any(_switches_off(_NOQA.search(lines[n - 1]), code) for n in range(first, last + 1))


def is_file_suppressed(lines: Sequence[str], code: str) -> bool:
    """Whether a `# flake8: noqa` or `# mangle-lint: noqa` line switches `code` off everywhere."""
    return any(_switches_off(_FILE.match(line), code) for line in lines)


def _switches_off(match: re.Match[str] | None, code: str) -> bool:
    if match is None:
        return False
    codes = match["codes"]
    return codes is None or code.upper() in (c.upper() for c in _CODE.findall(codes))
