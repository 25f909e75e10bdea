"""Which code may define a private function that is left empty, or one that nothing refers to.

In doubt the answer is yes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from mangle_lint.sieves.quoted import with_newlines, without_texts
from mangle_lint.sieves.unbound import has_inner_class
from mangle_lint.source.mangling import is_private, mangle

if TYPE_CHECKING:
    from mangle_lint.sieves.mentions import Mentions
    from mangle_lint.sieves.sieve import WholeFile

_NAME = rb"__[\w\x80-\xff]*(?<!__)(?![\w\x80-\xff])"
_DEFINED = re.compile(rb"def(?:[ \t\f]|\\\n)+(" + _NAME + rb")")
_HEAD = re.compile(
    rb"[ \t]*\((?:[^()#'\"]|\([^()#'\"]*\))*\)[ \t]*"
    rb"(?:->[ \t]*[\w.]+(?:\[[\w.,\[\] \t]*\])?[ \t]*)?:"
)
"""The rest of a plain signature."""

_GAP = re.compile(rb"(?:[ \t\f\n\\;()]|#[^\n]*)*")
_TEXT = re.compile(
    rb"[uUrR]?(?:\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''"
    rb"|\"(?:[^\\\n\"]|\\.)*\"|'(?:[^\\\n']|\\.)*')",
    re.DOTALL,
)
_NOTHING = re.compile(rb"raise|pass|\.\.\.|\Z")

_TOP = re.compile(rb"\n(?=[A-Za-z_@\x80-\xff])")
"""Where a statement that is not indented starts, or a line of a text that looks like one."""

_REFERENCE = re.compile(rb"(?:\.|[(=,][ \t]*)(" + _NAME + rb")")
"""A use of a name: as an attribute, or bare in the class body, as in `property(__get, __set)`."""

_UNCLEAR = re.compile(rb"['\"#\\]")
"""What shows that a reference may stand in a text or a comment, if it is on the same line."""


def may_define_hook(code: bytes, file: WholeFile) -> bool:  # noqa: ARG001 - as all sieves are asked
    """Whether whole statements of a file may define such a function."""
    code = with_newlines(code)
    defined = list(_DEFINED.finditer(code))
    if not defined:
        return False
    for match in defined:
        head = _HEAD.match(code, match.end())
        if head is None or _is_left_empty(code, head.end()):
            return True
    bare = without_texts(code)
    return bare is None or any(map(_has_unnamed, _TOP.split(b"\n" + bare)))


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
    if _NOTHING.match(code, place) is not None:
        return True
    return place != first and _column(code, place) < _column(code, first)


def _end(pattern: re.Pattern[bytes], code: bytes, start: int) -> int:
    match = pattern.match(code, start)
    return start if match is None else match.end()


def _column(code: bytes, place: int) -> int:
    return place - code.rfind(b"\n", 0, place)


def _has_unnamed(part: bytes) -> bool:
    """Whether one statement that is not indented may have a private function in vain."""
    names = set(_DEFINED.findall(part))
    if not names or has_inner_class(part):
        return bool(names)
    for match in _REFERENCE.finditer(part):
        if match[1] in names:
            first, last = part.rfind(b"\n", 0, match.start()) + 1, part.find(b"\n", match.end())
            if _UNCLEAR.search(part, first, last if last >= 0 else len(part)) is None:
                names.discard(match[1])
    return bool(names)
