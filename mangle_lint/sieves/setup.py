"""Which code may read a private name of a made object before it is assigned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mangle_lint.sieves.unbound import has_private_attribute

if TYPE_CHECKING:
    from mangle_lint.sieves.mentions import Mentions
    from mangle_lint.sieves.sieve import WholeFile


def may_read_late(code: bytes, file: WholeFile) -> bool:  # noqa: ARG001 - as all sieves are asked
    """Whether whole statements may read a private attribute; texts that spell one do not count."""
    return has_private_attribute(code)


def late_names(mentions: Mentions) -> set[str]:
    """The names that a class reads, and that its `__init__` may not have assigned."""
    return {name for world in mentions.worlds().values() for name in world.late}
