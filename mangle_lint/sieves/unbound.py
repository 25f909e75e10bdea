"""Which code may access a private name that its class never binds, told from its bytes.

A name counts as bound only where that is plain to see: by `self.__x = …`, `def __x` and their like
at the start of a line, outside of texts, in a class with no other class inside. In doubt the answer
is yes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mangle_lint.sieves.code import Code
    from mangle_lint.sieves.mentions import Mentions

_NAME = rb"__[\w\x80-\xff]*(?<!__)(?![\w\x80-\xff])"
_INNER_CLASS = rb"(?:\n[ \t\f]+|[:;][ \t\f]*)class(?=[ \t\f\\])"
_ATTRIBUTE = rb"\.(" + _NAME + rb")"
_ASSIGNED = rb"\n[ \t]+((?:[A-Za-z_]\w*\.)?" + _NAME + rb")[ \t]*(?::[^=\n#'\"]*)?=(?!=)"
_FUNCTION = rb"\n([ \t]+)(?:async[ \t]+)?def[ \t\\]"
_THROUGH_SUPER = rb"super\([^()]*\)[ \t]*\." + _NAME
_UNPACKED = rb"\n[ \t]+(\(?[ \t]*[\w.]+[ \t]*,[\w., \t]*\)?[ \t]*)=(?!=)"
_DEFINED = rb"\n[ \t]+(?:async[ \t]+)?def[ \t]+(" + _NAME + rb")"


def may_be_unbound(code: Code) -> bool:
    """Whether statements of a file may access a private name that the class never binds.

    Texts in which a name is spelled out can only bind it.
    """
    if not code.has_private_attribute:
        return False
    return code.parts is None or any(map(_may_be_unbound_in, code.parts))


def is_private_name(name: bytes) -> bool:
    """Whether a name is private, as far as ASCII tells."""
    return name.startswith(b"__") and not name.endswith(b"__")


def has_inner_class(part: bytes) -> bool:
    """Whether a statement that is not indented may hold a class inside."""
    return re.search(_INNER_CLASS, part) is not None


def plainly_bound(part: bytes) -> list[bytes]:
    """The private names that lines assign as attributes, or bind in the class body."""
    attributes = (name for name in re.findall(_ASSIGNED, part) if b"." in name)
    return [*(name.rpartition(b".")[2] for name in attributes), *bound_as_variables(part)]


def bound_as_variables(part: bytes) -> list[bytes]:
    """The private names that lines of a class body assign or define; locals do not count."""
    if not part.startswith((b"class", b"\nclass")):
        return []
    level = min(map(len, re.findall(_FUNCTION, part)), default=None)
    return [
        match[1]
        for match in (*re.finditer(_ASSIGNED, part), *re.finditer(_DEFINED, part))
        if b"." not in match[1] and (level is None or _indentation(match) <= level)
    ]


def _indentation(match: re.Match[bytes]) -> int:
    line = match[0].lstrip(b"\n")
    return len(line) - len(line.lstrip())


def unbound_names(mentions: Mentions) -> set[str]:
    """The names that a class accesses and never binds, or looks up in `super()`."""
    return {
        name
        for world in mentions.worlds().values()
        for name in (*world.unbound, *world.through_super)
    }


def _may_be_unbound_in(part: bytes) -> bool:
    """The same for one statement that is not indented."""
    names = set(re.findall(_ATTRIBUTE, part))
    if not names:
        return False
    if has_inner_class(part) or re.search(_THROUGH_SUPER, part) is not None:
        return True
    names.difference_update(plainly_bound(part))
    if names:
        for targets in re.findall(_UNPACKED, part):
            names.difference_update(re.findall(_ATTRIBUTE, targets))
    return bool(names)
