"""Which code may define a `__getattr__` that asks its own object for a private attribute."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mangle_lint.sieves.private_names import has_private_name

if TYPE_CHECKING:
    from mangle_lint.sieves.code import Code
    from mangle_lint.sieves.mentions import Mentions

MAKING = frozenset(
    "__copy__ __deepcopy__ __getattribute__ __getnewargs__ __getnewargs_ex__ __getstate__ __new__ "
    "__reduce__ __reduce_ex__ __setstate__".split()
)
"""Methods by which a class says itself how its objects are made, copied or asked."""

_DEFINITION = rb"def(?:[ \t\f]|\\\r?\n?)+__getattr__(?![\w\x80-\xff])"
_FUNCTION = (
    rb"(?:^|\n)([ \t]*)(?:async[ \t]+)?def[ \t]+__getattr__[ \t]*\("
    rb"([^\n]*(?:\n(?:\1[ \t][^\n]*|[ \t\r]*(?:#[^\n]*)?(?=\n|$)|[)\]}][^\n]*))*)"
)
"""A plain definition of it, with its indentation and its text."""

_DEFINED = rb"def[ \t]+([\w\x80-\xff]+)"
_ATTRIBUTE = rb"\.[ \t]*([\w\x80-\xff]+)"


def may_ask_itself(code: Code) -> bool:
    """Whether a class in the code may ask its own object for a private attribute.

    It may do that by way of another method, so that of code inside a class only `__getattr__` is
    known to be needed.
    """
    if b"__getattr__" not in code.data:
        return False
    functions = re.findall(_FUNCTION, code.narrowed)
    if not functions:
        return re.search(_DEFINITION, code.narrowed) is not None
    if not has_private_name(code.file.data):
        return False
    defined = set(re.findall(_DEFINED, code.file.narrowed))
    return any(
        text.count(b'"""') % 2
        or text.count(b"'''") % 2
        or has_private_name(text)
        or not defined.isdisjoint(re.findall(_ATTRIBUTE, text))
        for _, text in functions
    )


def asked_names(mentions: Mentions) -> set[str]:
    """The private attributes of the classes that have a `__getattr__`, and are made as all are."""
    return {
        name
        for world in mentions.worlds().values()
        if "__getattr__" in world.functions and not world.others & MAKING
        for name in world.on_objects - world.at_class_level
        if name.startswith(world.prefix)
    }
