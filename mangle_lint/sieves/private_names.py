"""Whether bytes have a private name at all."""

from __future__ import annotations

import re

_PRIVATE = re.compile(rb"__(?<!___)[\w\x80-\xff]*(?<!__)(?![\w\x80-\xff])")
"""The end of a private or a mangled name, in code or in a string. Nearly all files have none."""


def has_private_name(data: bytes) -> bool:
    """Whether code, or a text in it, may have a private or a mangled name."""
    return _PRIVATE.search(data) is not None
