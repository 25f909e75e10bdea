"""Which code may delete a private attribute, told from its bytes.

That takes a `del` of something that looks like one, or a deletion by the text of a mangled name,
`"_C__x"`. The regular expressions start with fixed letters, which makes searching fast. Few files
need them, so they are compiled for the first one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mangle_lint.sieves.code import Code

_NAME = rb"_(?:_|[\w\x80-\xff]*?__)[\w\x80-\xff]*(?<!__)(?![\w\x80-\xff])"
"""A name that is private or may be a mangled one: `__x`, `_C__x`, but not `__x__`."""

_GAP = rb"(?:[ \t\f\r\n\\]|#[^\r\n]*[\r\n])"

_DEL = (
    rb"del(?:attr|(?:(?<![\w\x80-\xff]del)|(?<=\xef\xbb\xbfdel))(?=[ \t\f(\[{\\'\".])"
    rb"(?:[ \t\f]*\([\w\x80-\xff,\s]*\))?[^\r\n]*)"
)
"""`delattr`, or the keyword `del` at the start of a statement, with the rest of its line. If names
in brackets take several lines, it is the rest of the last one."""

_ANOTHER = rb"[;:][ \t\f]*del(?![\w\x80-\xff])"
"""One more `del` on the line. The first one may be the text of a string in front of it."""

_DELETED = rb"\.[ \t\f]*" + _NAME + rb"(?![ \t\f]*[.(\[])"
"""An attribute of such a name that is deleted itself: no attribute, item or call behind it."""

_ENDS = (
    rb"[^(\[{\\#\"']*"
    rb"(?:\[(?:[^(\[{\\)\]}#\"']|'(?!'')[^\\'\"(\[{#]*'|\"(?!\"\")[^\\'\"(\[{#]*\")*\]"
    rb"[^(\[{\\#\"']*)*"
    rb"(?:#|$|(?<=\])['\"])"
)
"""The rest of a line on which a statement ends: no brackets but pairs of [], no backslash. A quote
right behind a bracket shows that the `del` is part of a string."""

_POP = rb"(?:\)|" + _GAP + rb")*\." + _GAP + rb"*pop(?![\w\x80-\xff])"
_DICT_POP = rb"__dict__" + _POP
_CALL_POP = rb"\)" + _POP
_VARS = rb"vars(?<![\w\x80-\xff]vars)(?:\)|" + _GAP + rb")*\("

_ATTRIBUTE = rb"\." + _GAP + rb"*" + _NAME


def may_delete(code: Code) -> bool:
    """Whether some statements of a file may delete an attribute by a private name."""
    statements = re.findall(_DEL, code.data)
    if statements:
        if re.search(_DELETED, b"\n".join(statements)) is not None:
            return True
        if any(map(_may_go_on, statements)) and re.search(_ATTRIBUTE, code.data) is not None:
            return True
    return code.file.spells_private and _may_delete_by_text(code.data, statements)


def _may_delete_by_text(code: bytes, statements: Iterable[bytes]) -> bool:
    """Whether code with these `del` statements may delete an attribute by its name as a text."""
    if b"delattr" in code:
        return True
    has_vars = re.search(_VARS, code) is not None
    if has_vars and re.search(_CALL_POP, code) is not None:
        return True
    if b"__dict__" in code and re.search(_DICT_POP, code) is not None:
        return True
    return (has_vars or b"__dict__" in code) and any(
        b"__dict__" in statement or b"vars" in statement or _may_go_on(statement)
        for statement in statements
    )


def _may_go_on(statement: bytes) -> bool:
    """Whether a `del` statement may go on in the next line, or another one follow on this line."""
    if re.search(_ANOTHER, statement) is not None:
        return True
    if re.match(_ENDS, statement) is not None:
        return False
    if b"'''" in statement or b'"""' in statement:
        return True
    opened = sum(statement.count(bracket) for bracket in (b"(", b"[", b"{"))
    if opened and any(mark in statement for mark in (b'"', b"'", b"#")):
        return True  # a bracket may stand in a text or a comment
    closed = sum(statement.count(bracket) for bracket in (b")", b"]", b"}"))
    return opened > closed or statement.endswith(b"\\")
