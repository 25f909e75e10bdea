"""Sources with deletions in them, and a way to fix them that checks what holds of every fix."""

from __future__ import annotations

import ast
import io
import tokenize
from collections import Counter

import libcst as cst

from mangle_lint.engine import check, fix
from mangle_lint.findings import FixResult
from mangle_lint.options import Options

PATH = "m.py"

HEAD = """\
class C:
    def __init__(self, peer):
        self.__x = {value}
        self.__y = {value}
        self.__z = {value}
        self.p = self.q = peer

    def finish(self):
"""

TAIL = """\

    def use(self):
        return self.__x, self.__y, self.__z
"""


def source(body: str, value: str = "connect()") -> str:
    """A class that deletes in the method `finish`, whose body is `body`, and reads in another."""
    return HEAD.format(value=value) + body + TAIL


def run(before: bytes, *, unsafe_fixes: bool = False) -> FixResult:
    """Fix; whatever the fix is, it parses, keeps the comments, and needs no second one."""
    options = Options(unsafe_fixes=unsafe_fixes)
    found = check(before, PATH, options)
    result = fix(before, PATH, options)
    assert found.failure is None
    assert result.failure is None
    assert result.before == before
    assert set(found.findings) <= {*result.fixed, *result.left}
    assert set(result.left) <= set(found.findings)  # told by its place in the file as it is
    if not result.fixed:
        assert result.after == before
        return result
    ast.parse(result.after)
    cst.parse_module(result.after)
    assert comments(result.after) == comments(before)
    again = fix(result.after, PATH, options)
    assert again.after == result.after
    assert not again.fixed
    assert len(again.left) == len(result.left)
    return result


def fixed(before: bytes, *, unsafe_fixes: bool = False) -> bytes:
    """What the fix makes of a file in which every finding can be fixed."""
    result = run(before, unsafe_fixes=unsafe_fixes)
    assert result.fixed
    assert not result.left
    return result.after


def comments(data: bytes) -> Counter[str]:
    """All comments of a file; one that stands at the end of another counts on its own."""
    found: Counter[str] = Counter()
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    text = io.StringIO(data.decode(encoding), newline=None)  # any line end becomes a line feed
    for token in tokenize.generate_tokens(text.readline):
        if token.type == tokenize.COMMENT:
            found.update(part.strip() for part in token.string.split("#")[1:])
    return found
