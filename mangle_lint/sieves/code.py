"""Whole statements of a file as bytes, and what several sieves want to know of them."""

from __future__ import annotations

import re
from functools import cached_property

from mangle_lint.sieves.narrowing import narrowed
from mangle_lint.sieves.quoted import with_newlines, without_texts

_TOP = rb"\n(?=[A-Za-z_@\x80-\xff])"
"""Where a statement that is not indented starts, or a line of a text that looks like one."""

_NAME = rb"__[\w\x80-\xff]*(?<!__)(?![\w\x80-\xff])"
_ATTRIBUTE = rb"\." + _NAME
_APART = rb"\.(?<=[\w)\]}'\"\x80-\xff \t\n]\.)(?:[ \t\f\r\n\\]|#[^\n]*\n)+" + _NAME
"""An attribute that does not follow its dot at once."""

_SPELLED = rb"_[a-zA-Z0-9\x80-\xff](?<=['\"]_.)[\w\x80-\xff]*?__[^'\"\\]*"
"""What may be a mangled name, at the start of a string."""

_CLASS = rb"class(?:[ \t\f]|\\\r?\n?)+_*([\w\x80-\xff]+)"


class Code:
    """Some statements of a file, whole ones, or all of it.

    `data` are their bytes, in an encoding that keeps ASCII; they have no underscores but ASCII's.
    `file` is the whole file. No class is around what `is_top`. What is told of a file is told once,
    when somebody asks.
    """

    def __init__(self, data: bytes, file: Code | None = None, *, is_top: bool = False) -> None:
        self.data = data
        self.file = self if file is None else file
        self.is_top = is_top or file is None

    @cached_property
    def narrowed(self) -> bytes:
        """Of a file, the statements that have to do with private names; with line feeds."""
        return narrowed(self.data) if self.file is self else with_newlines(self.data)

    @cached_property
    def parts(self) -> list[bytes] | None:
        """What `narrowed` has at the top level, without texts in triple quotes.

        Each starts with a line feed. None where that cannot be told, or an attribute does not
        follow its dot at once.
        """
        bare = without_texts(self.narrowed)
        if bare is None or re.search(_APART, bare) is not None:
            return None
        return [b"\n" + part for part in re.split(_TOP, b"\n" + bare)]

    @cached_property
    def spells_private(self) -> bool:
        """Whether a text in it may be the mangled name of an attribute of a class in it."""
        texts = re.findall(_SPELLED, self.data)
        names = re.findall(_CLASS, self.data) if texts else ()
        prefixes = tuple(b"_" + name + b"__" for name in names)
        return any(text.startswith(prefixes) for text in texts)

    @cached_property
    def has_private_attribute(self) -> bool:
        """Whether it may have a private name behind a dot."""
        return (
            re.search(_ATTRIBUTE, self.data) is not None or re.search(_APART, self.data) is not None
        )
