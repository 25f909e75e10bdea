"""Which files cannot hold a finding, told without the full analysis.

Two sieves, one behind the other: the bytes, and the tree that the interpreter's own parser makes
(ten times faster than LibCST's). Each is a superset: it may say yes for a file without findings,
never no for one that has some.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast

_DEL = re.compile(rb"\bdel\b([^\n]*)")
_ATTRIBUTE = re.compile(rb"\.\s*_")
_MANGLED_TEXT = re.compile(rb"['\"]_[^'\"\n]*?__")
_BY_TEXT = re.compile(rb"delattr|__dict__|\bvars\b")
_OTHER_UNDERSCORES = re.compile(rb"\xef(?:\xb8[\xb3\xb4]|\xb9[\x8d-\x8f]|\xbc\xbf)")
_CODING = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_PLAIN = frozenset(
    {b"utf-8", b"utf8", b"utf-8-sig", b"latin-1", b"iso-8859-1", b"iso-8859-15", b"ascii"}
)


def bytes_may_have_findings(data: bytes) -> bool:
    """Whether the file with these bytes can hold a finding of any rule."""
    if b"coding" in data[:400] and not _is_plain(data):
        return True
    if _OTHER_UNDERSCORES.search(data) is not None:  # PEP 3131: names are normalised
        return b"del" in data or b"__dict__" in data or b"vars" in data
    if b"__" not in data:
        return False
    if _BY_TEXT.search(data) is not None and _MANGLED_TEXT.search(data) is not None:
        return True
    return any(_may_delete(match[1]) for match in _DEL.finditer(data))


def _may_delete(rest: bytes) -> bool:
    """Whether the rest of a line after `del` names a private attribute, or goes on below."""
    if b"_" in rest and _ATTRIBUTE.search(rest) is not None:
        return True
    opened = sum(rest.count(bracket) for bracket in (b"(", b"[", b"{"))
    if opened and any(mark in rest for mark in (b'"', b"'", b"#")):
        return True  # a bracket may stand in a text or a comment
    closed = sum(rest.count(bracket) for bracket in (b")", b"]", b"}"))
    return opened > closed or rest.rstrip().endswith(b"\\")


def tree_may_have_findings(tree: ast.Module) -> bool:
    """Whether the file with this tree can hold a finding of any rule."""
    import ast

    deleted: set[str] = set()
    mentioned: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name):
                (deleted if isinstance(node.ctx, ast.Del) else mentioned).add(name)
            case ast.Constant(value=str(name)) if name.isidentifier():
                # the name of an attribute that is read or deleted by text
                deleted.add(name)
                mentioned.add(name)
    return any(
        one == other or one.endswith(other) or other.endswith(one)
        for one in filter(_may_be_private, deleted)
        for other in filter(_may_be_private, mentioned)
    )


def _may_be_private(name: str) -> bool:
    return name.startswith("_") and "__" in name and not name.endswith("__")


def _is_plain(data: bytes) -> bool:
    """Whether every coding line names an encoding in which ASCII is ASCII."""
    for line in data.split(b"\n", 2)[:2]:
        match = _CODING.match(line)
        if match is not None and match[1].lower().replace(b"_", b"-") not in _PLAIN:
            return False
    return True
