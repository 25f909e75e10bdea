"""Which files cannot hold a finding, told from their bytes.

Nearly all files have no private name at all. The others are asked what the selected rules need.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from mangle_lint.sieves.code import Code
from mangle_lint.sieves.private_names import has_private_name
from mangle_lint.sieves.sieve import Sieve

_OTHER_UNDERSCORES = rb"\xef(?:\xb8[\xb3\xb4]|\xb9[\x8d-\x8f]|\xbc\xbf)"
_CODING = rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)"
_PLAIN = frozenset(
    {b"utf-8", b"utf8", b"utf-8-sig", b"latin-1", b"iso-8859-1", b"iso-8859-15", b"ascii"}
)


def bytes_may_matter(data: bytes, sieves: Collection[Sieve]) -> bool:
    """Whether the file with these bytes can hold a finding of a rule with one of the sieves.

    A superset: a yes may be in vain, a no is right.
    """
    if declares_encoding(data) and not _is_plain(data):
        return True
    if has_private_name(data):
        code = Code(data)
        if any(may_matter(code) for may_matter in {sieve.code for sieve in sieves}):
            return True
    # PEP 3131: names are normalised
    return b"\xef" in data and re.search(_OTHER_UNDERSCORES, data) is not None


def declares_encoding(data: bytes) -> bool:
    """Whether the first two lines may declare an encoding (PEP 263)."""
    end = data.find(b"\n", data.find(b"\n") + 1)
    return data.find(b"coding", 0, end if end >= 0 else len(data)) >= 0


def _is_plain(data: bytes) -> bool:
    """Whether every coding line names an encoding in which ASCII is ASCII."""
    for line in data.split(b"\n", 2)[:2]:
        match = re.match(_CODING, line)
        if match is not None and match[1].lower().replace(b"_", b"-") not in _PLAIN:
            return False
    return True
