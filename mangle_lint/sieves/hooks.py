"""Which code may define a private function that is left empty, or one that nothing refers to.

In doubt the answer is yes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from mangle_lint.sieves.unbound import has_inner_class
from mangle_lint.source.mangling import is_private, mangle

if TYPE_CHECKING:
    from mangle_lint.sieves.code import Code
    from mangle_lint.sieves.mentions import Mentions

_NAME = rb"__[\w\x80-\xff]*(?<!__)(?![\w\x80-\xff])"
_DEFINED = rb"def(?:[ \t\f]|\\\r?\n?)+(" + _NAME + rb")"
_HEAD = (
    rb"[ \t]*\((?:[^()#'\"]|\([^()#'\"]*\))*\)[ \t]*"
    rb"(?:->[ \t]*[\w.]+(?:\[[\w.,\[\] \t]*\])?[ \t]*)?:"
)
"""The rest of a plain signature."""

_GAP = rb"(?:[ \t\f\n\\;()]|#[^\n]*)*"
_TEXT = (
    rb"(?s)[uUrR]?(?:\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''"
    rb"|\"(?:[^\\\n\"]|\\.)*\"|'(?:[^\\\n']|\\.)*')"
)
_NOTHING = rb"raise|pass|\.\.\.|\Z"

_REFERENCE = rb"(?:\.|[(=,][ \t]*)(" + _NAME + rb")"
"""A use of a name: as an attribute, or bare in the class body, as in `property(__get, __set)`."""

_UNCLEAR = rb"['\"#\\]"
"""What shows that a reference may stand in a text or a comment, if it is on the same line."""


def may_define_hook(code: Code) -> bool:
    """Whether statements of a file may define such a function."""
    if re.search(_DEFINED, code.data) is None:
        return False
    text = code.narrowed
    for match in re.finditer(_DEFINED, text):
        head = re.compile(_HEAD).match(text, match.end())
        if head is None or _is_left_empty(text, head.end()):
            return True
    return code.parts is None or any(map(_has_unnamed, code.parts))


def hooks_in_vain(mentions: Mentions) -> set[str]:
    """The private functions, mangled, of classes with a base, that another class may have and call.

    A base from elsewhere may have it if the class never refers to its own.
    """
    worlds = mentions.worlds().values()
    here = {world.name for world in worlds}
    called: dict[str, set[str]] = defaultdict(set)
    for world in worlds:
        for function in filter(is_private, world.functions):
            if mangle(function, world.name) in world.accessed:
                called[function].add(world.prefix)
    return {
        mangle(function, world.name)
        for world in worlds
        if world.bases
        for function in filter(is_private, world.functions)
        if called[function] - {world.prefix}
        or (mangle(function, world.name) not in world.used and not here.issuperset(world.bases))
    }


def _is_left_empty(code: bytes, start: int) -> bool:
    """Whether a function whose body starts here may do nothing but raise."""
    first = place = _end(_GAP, code, start)
    while (after := _end(_TEXT, code, place)) != place:
        place = _end(_GAP, code, after)
    if re.compile(_NOTHING).match(code, place) is not None:
        return True
    return place != first and _column(code, place) < _column(code, first)


def _end(pattern: bytes, code: bytes, start: int) -> int:
    match = re.compile(pattern).match(code, start)
    return start if match is None else match.end()


def _column(code: bytes, place: int) -> int:
    return place - code.rfind(b"\n", 0, place)


def _has_unnamed(part: bytes) -> bool:
    """Whether one statement that is not indented may have a private function in vain."""
    names = set(re.findall(_DEFINED, part))
    if not names or has_inner_class(part):
        return bool(names)
    for match in re.finditer(_REFERENCE, part):
        if match[1] in names:
            first, last = part.rfind(b"\n", 0, match.start()) + 1, part.find(b"\n", match.end())
            if re.search(_UNCLEAR, part[first : last if last >= 0 else len(part)]) is None:
                names.discard(match[1])
    return bool(names)
