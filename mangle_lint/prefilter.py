"""Which files cannot hold a finding, told from their bytes.

A superset: it may say yes for a file without findings, never no for one that has some. A finding
needs a deletion of a private attribute: a `del` of something that looks like one, or a deletion by
the text of a mangled name, `"_C__x"`.

The regular expressions start with fixed letters, which makes searching fast; each is compiled when
it is needed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NAME = rb"_(?:_|[\w\x80-\xff]*?__)[\w\x80-\xff]*(?<!__)(?![\w\x80-\xff])"
"""A name that is private or may be a mangled one: `__x`, `_C__x`, but not `__x__`."""

_SPELLED = rb"_[a-zA-Z0-9\x80-\xff](?<=['\"]_.)[\w\x80-\xff]*?__[^'\"\\]+"
"""A mangled name that starts a string."""

_TEXT = rb"[rRuU]*['\"]+(" + _SPELLED + rb")"
"""A string that spells a mangled name."""

_GAP = rb"(?:[ \t\f\r\n\\]|#[^\r\n]*[\r\n])"

_DEL = (
    rb"del(?:attr|(?<![\w\x80-\xff]del)(?=[ \t\f(\[\\])"
    rb"(?:[ \t\f]*\([\w\x80-\xff,\s]*\))?[^\r\n]*)"
)
"""`delattr`, or the word `del` as a statement starts with it, and the rest of its line; that of the
last one where names stand in brackets on several lines."""

_DELETED = rb"\.[ \t\f]*" + _NAME + rb"(?![ \t\f]*[.(\[])|\[[ \t\f(]*" + _TEXT
"""An attribute of such a name, of which no part is taken, or such a key."""

_ENDS = (
    rb"[^(\[{\\#\"']*"
    rb"(?:\[(?:[^(\[{\\)\]}#\"']|'(?!'')[^'\\]*'|\"(?!\"\")[^\"\\]*\")*\][^(\[{\\#\"']*)*"
    rb"(?:#|$|(?<=\])['\"])"
)
"""The rest of a line on which a statement ends: no brackets but pairs of [], no backslash. A quote
right behind a bracket is no code: the `del` stands in a text."""

_ATTRIBUTE = rb"\." + _GAP + rb"*" + _NAME
_KEY = rb"\[(?:\(|" + _GAP + rb")*" + _TEXT
_POP = rb"pop(?:\)|" + _GAP + rb")*\((?:[(*]|\w+" + _GAP + rb"*=|" + _GAP + rb")*" + _TEXT

_CLASS = rb"class(?:[ \t\f]|\\\r?\n?)+_*([\w\x80-\xff]+)"

_OTHER_UNDERSCORES = rb"\xef(?:\xb8[\xb3\xb4]|\xb9[\x8d-\x8f]|\xbc\xbf)"
_CODING = rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)"
_PLAIN = frozenset(
    {b"utf-8", b"utf8", b"utf-8-sig", b"latin-1", b"iso-8859-1", b"iso-8859-15", b"ascii"}
)


def bytes_may_have_findings(data: bytes) -> bool:
    """Whether the file with these bytes can hold a finding of any rule."""
    if declares_encoding(data) and not _is_plain(data):
        return True
    if may_delete(data, data):
        return True
    # PEP 3131: names are normalised
    return b"\xef" in data and re.search(_OTHER_UNDERSCORES, data) is not None


def may_delete(code: bytes, file: bytes) -> bool:
    """Whether some statements of a file, whole ones, may delete an attribute by a private name.

    Both are in an encoding that keeps ASCII, with no underscores but ASCII's.
    """
    # a regular expression finds its first letters faster than `in` does
    if statements := re.findall(_DEL, code):
        together = b"\n".join(statements)
        if re.search(_DELETED, together) is not None:
            return True
        if any(map(_may_go_on, statements)) and (
            re.search(_ATTRIBUTE, code) is not None or re.search(_KEY, code) is not None
        ):
            return True
        if b"delattr" in together and _name_a_class(re.findall(_SPELLED, code), file):
            return True
    return _name_a_class(re.findall(_POP, code), file)


def _may_go_on(rest: bytes) -> bool:
    """Whether a statement may go on below a line that ends so."""
    if re.match(_ENDS, rest) is not None:
        return False
    if b"'''" in rest or b'"""' in rest:
        return True
    opened = sum(rest.count(bracket) for bracket in (b"(", b"[", b"{"))
    if opened and any(mark in rest for mark in (b'"', b"'", b"#")):
        return True  # a bracket may stand in a text or a comment
    closed = sum(rest.count(bracket) for bracket in (b")", b"]", b"}"))
    return opened > closed or rest.endswith(b"\\")


def _name_a_class(texts: Sequence[bytes], file: bytes) -> bool:
    """Whether one of these may be a mangled name of a class in the file."""
    prefixes = tuple(b"_" + name + b"__" for name in re.findall(_CLASS, file)) if texts else ()
    return any(text.startswith(prefixes) for text in texts)


def declares_encoding(data: bytes) -> bool:
    """Whether the first two lines may declare an encoding (PEP 263)."""
    end = data.find(b"\n", data.find(b"\n") + 1)
    return data.find(b"coding", 0, end if end >= 0 else len(data)) >= 0


def _is_plain(data: bytes) -> bool:
    """Whether every coding line names an encoding in which ASCII is ASCII."""
    for line in data.split(b"\n", 2)[:2]:
        match = re.match(_CODING, line)
        if match is not None and match[1].lower().replace(b"_", b"-") not in _PLAIN:
            return False
    return True
