"""The codes of the rules, for those who choose among them without loading the rules."""

from __future__ import annotations

from collections.abc import Iterable

ALL = ("MGL001", "MGL002")
DEFAULT_SELECT = frozenset({"MGL001"})

NEED_WHOLE_FILES = frozenset({"MGL002"})
"""Rules about deletions that nothing may read: an excerpt of a file need not have them."""


def matching(prefixes: Iterable[str]) -> frozenset[str]:
    """The codes that prefixes of codes mean, in any case; `ALL` means every one.

    Raises ValueError, with the prefix, where one means none.
    """
    found: set[str] = set()
    for prefix in prefixes:
        meant = [code for code in ALL if prefix.upper() == "ALL" or code.startswith(prefix.upper())]
        if not prefix or not meant:
            raise ValueError(prefix)
        found.update(meant)
    return frozenset(found)
