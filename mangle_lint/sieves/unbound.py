"""Which code may access a private name that its class never binds, told from its bytes.

A name counts as bound only where that is plain to see: by `self.__x = …`, `def __x` and their like
at the start of a line, outside of texts, in a class with no other class inside. In doubt the answer
is yes.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from mangle_lint.sieves.quoted import without_texts

if TYPE_CHECKING:
    from mangle_lint.sieves.mentions import Mentions
    from mangle_lint.sieves.sieve import WholeFile
    from mangle_lint.source.closed_world import ClosedWorld

_NAME = rb"__[\w\x80-\xff]*(?<!__)(?![\w\x80-\xff])"
_TOP = re.compile(rb"\n(?=[A-Za-z_@\x80-\xff])")
"""Where a statement that is not indented starts, or a line of a text that looks like one."""

_INNER_CLASS = re.compile(rb"(?:\n[ \t\f]+|[:;][ \t\f]*)class(?=[ \t\f\\])")
_ATTRIBUTE = re.compile(rb"\.(" + _NAME + rb")")
_APART = re.compile(rb"\.(?<=[\w)\]}'\"\x80-\xff \t\n]\.)(?:[ \t\f\r\n\\]|#[^\n]*\n)+" + _NAME)
"""An attribute that does not follow its dot at once."""

_ASSIGNED = re.compile(
    rb"\n[ \t]+((?:[A-Za-z_]\w*\.)?" + _NAME + rb")[ \t]*(?::[^=\n#'\"]*)?=(?!=)"
)
_FUNCTION = re.compile(rb"\n([ \t]+)(?:async[ \t]+)?def[ \t\\]")
_THROUGH_SUPER = re.compile(rb"super\([^()]*\)[ \t]*\." + _NAME)
_UNPACKED = re.compile(rb"\n[ \t]+(\(?[ \t]*[\w.]+[ \t]*,[\w., \t]*\)?[ \t]*)=(?!=)")
_DEFINED = re.compile(rb"\n[ \t]+(?:async[ \t]+)?def[ \t]+(" + _NAME + rb")")


def may_be_unbound(code: bytes, file: WholeFile) -> bool:
    """Whether whole statements of a file may access a private name that the class never binds.

    They are in an encoding that keeps ASCII, and have no underscores but ASCII's. Texts in which a
    name is spelled out can only bind it, so that `spelled` does not matter.
    """
    if not has_private_attribute(code):
        return False
    parts = parts_of(code)
    is_whole = len(code) == len(file.data)
    return parts is None or any(_may_be_unbound_in(part, is_whole) for part in parts)


def has_private_attribute(code: bytes) -> bool:
    """Whether code may have a private name behind a dot."""
    return _ATTRIBUTE.search(code) is not None or _APART.search(code) is not None


def is_private_name(name: bytes) -> bool:
    """Whether a name is private, as far as ASCII tells."""
    return name.startswith(b"__") and not name.endswith(b"__")


def parts_of(code: bytes) -> list[bytes] | None:
    """The statements of code that are not indented, without texts in triple quotes.

    None where that cannot be told, or an attribute does not follow its dot at once.
    """
    bare = without_texts(code)
    if bare is None or _APART.search(bare) is not None:
        return None
    return [b"\n" + part for part in _TOP.split(b"\n" + bare)]


def has_inner_class(part: bytes) -> bool:
    """Whether a statement that is not indented may hold a class inside."""
    return _INNER_CLASS.search(part) is not None


def plainly_bound(part: bytes) -> list[bytes]:
    """The private names that lines assign as attributes, or bind in the class body."""
    attributes = (name for name in _ASSIGNED.findall(part) if b"." in name)
    return [*(name.rpartition(b".")[2] for name in attributes), *bound_as_variables(part)]


def bound_as_variables(part: bytes) -> list[bytes]:
    """The private names that lines of a class body assign or define; locals do not count."""
    if not part.startswith((b"class", b"\nclass")):
        return []
    level = min(map(len, _FUNCTION.findall(part)), default=None)
    return [
        match[1]
        for match in (*_ASSIGNED.finditer(part), *_DEFINED.finditer(part))
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


def worlds_in(part: bytes) -> Collection[ClosedWorld] | None:
    """The closed worlds of the classes in a statement, by itself; None if it cannot be parsed."""
    from mangle_lint.source.builtin_parser import parse_tree
    from mangle_lint.source.world_reader import closed_worlds

    try:
        text = part.decode()
        tree = parse_tree(text)
    except (UnicodeDecodeError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return closed_worlds(tree, text).values()


def _may_be_unbound_in(part: bytes, is_whole: bool) -> bool:
    """The same for one statement that is not indented.

    Unless they are the whole of a file, a class may be around them.
    """
    if not _may_be_unbound_at_first_sight(part):
        return False
    worlds = worlds_in(part)
    if not worlds:
        return worlds is None or not is_whole
    return any(world.unbound or world.through_super for world in worlds)


def _may_be_unbound_at_first_sight(part: bytes) -> bool:
    names = set(_ATTRIBUTE.findall(part))
    if not names:
        return False
    if has_inner_class(part) or _THROUGH_SUPER.search(part) is not None:
        return True
    names.difference_update(plainly_bound(part))
    if names:
        for targets in _UNPACKED.findall(part):
            names.difference_update(_ATTRIBUTE.findall(targets))
    return bool(names)
