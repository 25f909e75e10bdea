"""Which code may read a private name while an object is made, before it is assigned.

That is told from its bytes, line by line: what stands above in the text is taken for what runs
before, but for the branches of a statement. In doubt the answer is yes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from mangle_lint.sieves.unbound import bound_as_variables, has_inner_class, is_private_name

if TYPE_CHECKING:
    from mangle_lint.sieves.code import Code

_CONSTRUCTORS = (b"__new__", b"__init__", b"__post_init__")
_CONSTRUCTOR = rb"__(?:init|new|post_init)__"
_ATTRIBUTE = rb"\.__[\w\x80-\xff]*(?<!__)(?![\w\x80-\xff])"
_DEF = rb"\n([ \t]+)(?:async[ \t]+)?def[ \t]+([\w\x80-\xff]+)"
_USE = rb"\.([\w\x80-\xff]+)([ \t]*(?::[^=\n#'\"]*)?=(?!=))?"
_START = rb"[ \t]*(?:[A-Za-z_]\w*)?"
_LEAVING = (
    rb"\n[ \t]*(?:else|elif|except|finally|case|return|raise|break|continue)(?![\w\x80-\xff])"
)
"""Where what was assigned above may not have been: another branch, or behind a way out."""

_INIT = rb"\n([ \t]*)def[ \t]+__init__.*(?:\n(?:\1[ \t].*|[ \t\r]*(?:#.*)?(?=\n|$)))*"
_CALLED = rb"\.([\w\x80-\xff]+)[ \t]*\("
_CLASS = rb"(?<![\w\x80-\xff])class[ \t]+([\w\x80-\xff]+)"
_WORD = rb"[\w\x80-\xff]+"
_BASE_CALL = rb"\.[ \t]*__init__[ \t]*\("


def may_read_early(code: Code) -> bool:
    """Whether statements may read a private attribute in construction, before it is assigned."""
    file = code.file
    if re.search(_CONSTRUCTOR, code.data) is None:
        return False
    if file.spells_private:
        return True
    if not file.has_private_attribute:
        return False
    return code.parts is None or any(_may_read_early_in(part, code) for part in code.parts)


def _may_read_early_in(part: bytes, code: Code) -> bool:
    """The same for one statement that is not indented."""
    if re.search(_CONSTRUCTOR, part) is None:
        return False
    is_class = part.startswith(b"\nclass")
    if re.search(_ATTRIBUTE, part) is None:
        return not is_class and not code.is_top
    if not is_class or has_inner_class(part):
        return True
    methods = _methods(part)
    if not any(name in methods for name in _CONSTRUCTORS):
        return True  # it is written in another way
    constructors = [text for name in _CONSTRUCTORS for text in methods.get(name, ())]
    if any(re.search(_BASE_CALL, text) for text in constructors):
        bases = set(re.findall(_WORD, part.partition(b":")[0])[2:])
        if _is_called_by_base(methods, bases, code.file):
            return True
    walk = _Walk(methods, set(bound_as_variables(part)))
    return any(walk.reads_early(name) for name in _CONSTRUCTORS if name in methods)


def _is_called_by_base(methods: Collection[bytes], bases: set[bytes], file: Code) -> bool:
    """Whether a constructor in the file may call one of these methods."""
    if bases.isdisjoint(re.findall(_CLASS, file.narrowed)):
        return False
    if file.parts is None:
        return True
    made = b"".join(match[0] for match in re.finditer(_INIT, b"".join(file.parts)))
    return not {*re.findall(_CALLED, made)}.isdisjoint({*methods} - {*_CONSTRUCTORS})


def _methods(part: bytes) -> dict[bytes, list[bytes]]:
    """The texts of the methods of a class, each from its `def` on, by their names.

    Behind the names of a property's setters stands `=`.
    """
    found = list(re.finditer(_DEF, part))
    least = min((len(match[1]) for match in found), default=0)
    tops = [match for match in found if len(match[1]) == least]
    ends = [*(match.start() for match in tops[1:]), len(part)]
    methods: dict[bytes, list[bytes]] = {}
    for match, end in zip(tops, ends, strict=False):
        is_setter = part.endswith(b".setter", 0, match.start())
        name = match[2] + b"=" if is_setter else match[2]
        methods.setdefault(name, []).append(part[match.start() : end])
    return methods


class _Walk:
    """Goes through the methods that construction runs, in the order of their text.

    `assigned` has, for each name, where it was assigned: the text, the offset and the indentation.
    """

    def __init__(
        self, methods: Mapping[bytes, Sequence[bytes]], at_class_level: set[bytes]
    ) -> None:
        self.methods = methods
        self.at_class_level = at_class_level
        self.assigned: dict[bytes, tuple[bytes, int, int]] = {}
        self.visited: set[bytes] = set()

    def reads_early(self, name: bytes) -> bool:
        """Whether the method may read what is not assigned yet."""
        self.visited.add(name)
        return any(self._reads_early(text) for text in self.methods[name])

    def _reads_early(self, text: bytes) -> bool:
        if len(re.findall(_DEF, text)) > 1:
            return True  # what is nested runs later, or never
        for use in re.finditer(_USE, text):
            used, place = use[1], use.start()
            line = text.rfind(b"\n", 0, place) + 1
            indent = len(text[line:place]) - len(text[line:place].lstrip())
            is_target = use[2] is not None and re.fullmatch(_START, text[line:place]) is not None
            if used in self.methods:
                before = set(self.assigned)
                for name in (used + b"=",) if is_target else (used, used + b"="):
                    if name in self.methods and name not in self.visited:
                        if self.reads_early(name):
                            return True
                for new in self.assigned.keys() - before:
                    self.assigned[new] = (text, place, indent)
            elif not is_private_name(used):
                if b"__" in used[1:] and not used.endswith(b"__"):
                    return True  # it may be spelled out
            elif is_target:
                self.assigned.setdefault(used, (text, place, indent))
            elif used not in self.at_class_level and not self._is_assigned(used, text, place):
                return True
        return False

    def _is_assigned(self, name: bytes, text: bytes, place: int) -> bool:
        if name not in self.assigned:
            return False
        where, start, indent = self.assigned[name]
        if where is not text:
            return True
        behind = re.compile(rb"\n[ \t]{0,%d}[^ \t\r\n#)\]}]" % indent)  # the next statement
        return behind.search(text, start, place) is not None and (
            re.search(_LEAVING, text[start:place]) is None
        )
