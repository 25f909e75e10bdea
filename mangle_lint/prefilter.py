"""Which files cannot hold a finding, told from their bytes.

A superset: it may say yes for a file without findings, never no for one that has some. A finding
needs a deletion of a private attribute: a `del` of something that looks like one, or the text of a
mangled name (`"_C__x"`) in a file that deletes by text.

The regular expressions start with fixed letters, which makes searching fast.
"""

from __future__ import annotations

import re

_NAME = rb"_(?:_|[\w\x80-\xff]*?__)[\w\x80-\xff]*(?<!__)(?![\w\x80-\xff])"
"""A name that is private or may be a mangled one: `__x`, `_C__x`, but not `__x__`."""

_DEL = rb"del(?<![\w\x80-\xff]del)(?=[ \t\f(\[\\])"
_DELETES = re.compile(_DEL + rb"[^\r\n]*?\.[ \t\f]*" + _NAME + rb"(?![ \t\f]*[.(\[])")
"""`del`, and on its line such an attribute of which no part is taken: not `del self.__x[0]`."""

_ENDING = (
    rb"[^\r\n(\[{\\#\"']*"
    rb"(?:\[(?:[^\r\n(\[{\\)\]}#\"']|'[^'\\\r\n]*'|\"[^\"\\\r\n]*\")*\][^\r\n(\[{\\#\"']*)*"
    rb"(?:[\r\n#]|$)"
)
"""The rest of a line on which a statement ends: no brackets but pairs of [], no backslash."""

_DOUBTFUL = re.compile(_DEL + rb"(?!" + _ENDING + rb")([^\r\n]*)")
_ATTRIBUTE = re.compile(rb"\.(?:[ \t\f\\\r\n]|#[^\r\n]*)*" + _NAME)

_TEXTS = tuple(
    re.compile(rb"%b(_[a-zA-Z0-9\x80-\xff][\w\x80-\xff]*?__[^%b\\]+(?<!__))%b" % ((quote,) * 3))
    for quote in (b"'", b'"')
)
_CLASS = re.compile(rb"class(?:[ \t\f]|\\\r?\n?)+_*([\w\x80-\xff]+)")
"""... and the name of the class that must be there for it, without leading underscores."""

_BY_TEXT = re.compile(rb"del|__dict__|vars|\bdir\b")

_OTHER_UNDERSCORES = re.compile(rb"\xef(?:\xb8[\xb3\xb4]|\xb9[\x8d-\x8f]|\xbc\xbf)")
_CODING = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_PLAIN = frozenset(
    {b"utf-8", b"utf8", b"utf-8-sig", b"latin-1", b"iso-8859-1", b"iso-8859-15", b"ascii"}
)


def bytes_may_have_findings(data: bytes) -> bool:
    """Whether the file with these bytes can hold a finding of any rule."""
    if declares_encoding(data) and not _is_plain(data):
        return True
    if b"__" in data and may_delete(data, data):
        return True
    # PEP 3131: names are normalised
    return b"\xef" in data and _OTHER_UNDERSCORES.search(data) is not None


def may_delete(code: bytes, file: bytes) -> bool:
    """Whether some statements of a file, whole ones, may delete an attribute by a private name.

    Both are in an encoding that keeps ASCII, with no underscores but ASCII's.
    """
    if b"del" in code and (_DELETES.search(code) is not None or _may_go_on(code)):
        return True
    texts = {match[1] for text in _TEXTS for match in text.finditer(code)}
    if not texts or _BY_TEXT.search(code) is None:
        return False
    prefixes = tuple(b"_" + match[1] + b"__" for match in _CLASS.finditer(file))
    return any(text.startswith(prefixes) for text in texts)


def _may_go_on(code: bytes) -> bool:
    """Whether a `del` may go on below its first line, and a private attribute stands further on."""
    for match in _DOUBTFUL.finditer(code):
        rest = match[1]
        if any(mark in rest for mark in (b'"', b"'", b"#")):  # what hides brackets
            break
        opened = sum(rest.count(bracket) for bracket in (b"(", b"[", b"{"))
        closed = sum(rest.count(bracket) for bracket in (b")", b"]", b"}"))
        if opened > closed or rest.endswith(b"\\"):
            break
    else:
        return False
    return _ATTRIBUTE.search(code, match.start()) is not None


def declares_encoding(data: bytes) -> bool:
    """Whether the first two lines may declare an encoding (PEP 263)."""
    end = data.find(b"\n", data.find(b"\n") + 1)
    return data.find(b"coding", 0, end if end >= 0 else len(data)) >= 0


def _is_plain(data: bytes) -> bool:
    """Whether every coding line names an encoding in which ASCII is ASCII."""
    for line in data.split(b"\n", 2)[:2]:
        match = _CODING.match(line)
        if match is not None and match[1].lower().replace(b"_", b"-") not in _PLAIN:
            return False
    return True
