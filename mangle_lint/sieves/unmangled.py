"""Which code may reach an attribute by a text that spells a private name, told from its bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mangle_lint.source.mangling import is_private, mangle

if TYPE_CHECKING:
    from mangle_lint.sieves.code import Code
    from mangle_lint.sieves.mentions import Mentions

_QUOTED = rb"__(?<=['\"]__)([\w\x80-\xff]*)(?<!__)['\"]"
_SLOTS = rb"__slots__[ \t]*=[ \t]*[(\[][^()\[\]#]*[)\]]"
_BARE = rb"__(?<!['\"]__)([\w\x80-\xff]*)(?<!__)(?![\w\x80-\xff])"
"""A private name in code, or the end of a mangled one, in a text, too."""

_REACHING = rb"attr|vars|dir|methodcaller|patch|__dict__"
"""What a name has that reaches an attribute by a text; see `source.reflective_names`."""


def may_be_unmangled(code: Code) -> bool:
    """Whether statements of a file may name a private attribute by a text as code does.

    Such a text, and what it is handed to, stand in one function. Somewhere in the file the name
    stands in code, too.
    """
    names = set(re.findall(_QUOTED, re.sub(_SLOTS, b"", code.data)))
    return (
        bool(names)
        and re.search(_REACHING, code.data) is not None
        and not names.isdisjoint(re.findall(_BARE, code.file.data))
    )


def unmangled_names(mentions: Mentions) -> set[str]:
    """The names that texts of the file may mean: a class has them, or one that it may extend."""
    worlds = mentions.worlds().values()
    texts = {text for world in worlds for text in world.unmangled}
    found = set()
    for text in filter(is_private, texts):
        having = [w for w in worlds if mangle(text, w.name) in w.bound | w.accessed]
        found |= {mangle(text, world.name) for world in having}
        if having:
            found |= {mangle(text, w.name) for w in worlds if w.bases and text in w.unmangled}
    return found
