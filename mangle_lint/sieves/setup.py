"""Which code may read a private name of a made object before it is assigned."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mangle_lint.sieves.code import Code
    from mangle_lint.sieves.mentions import Mentions


def may_read_late(code: Code) -> bool:
    """Whether statements may read a private attribute; texts that spell one do not count."""
    return code.has_private_attribute


def late_names(mentions: Mentions) -> set[str]:
    """The names that a class reads, and that its `__init__` may not have assigned."""
    return {name for world in mentions.worlds().values() for name in world.late}
