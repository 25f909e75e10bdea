"""Which files cannot hold a finding, told from their bytes alone.

`may_have_findings` is a superset: it may say yes for a file without findings, never no for one with.
"""

from __future__ import annotations

import re

_PRIVATE = re.compile(rb"__[^\W\d]|__[\x80-\xff]")
_DELETES = re.compile(rb"\bdel\b|\bdelattr\b|__delattr__|\.\s*pop\b|\\")
_CODING = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_PLAIN = frozenset({b"utf-8", b"utf8", b"latin-1", b"iso-8859-1", b"ascii", b"us-ascii", b"utf-8-sig"})


def may_have_findings(data: bytes) -> bool:
    """Whether the file with these bytes can hold a finding of any rule."""
    if b"coding" in data[:400] and not _is_plain(data):
        return True
    if b"__" not in data and b"\xef\xbc\xbf" not in data:
        return False
    return _DELETES.search(data) is not None and _mentions_private(data)


def _mentions_private(data: bytes) -> bool:
    return _PRIVATE.search(data) is not None or b"\xef\xbc\xbf" in data


def _is_plain(data: bytes) -> bool:
    """Whether every coding line names an encoding in which ASCII is ASCII."""
    for line in data.split(b"\n", 2)[:2]:
        match = _CODING.match(line)
        if match is not None and match[1].lower().replace(b"_", b"-") not in _PLAIN:
            return False
    return True
