"""Files that cannot be analysed: a reason and, where there is one, the place."""

from __future__ import annotations

import codecs

import pytest

from mangle_lint.engine import check, fix
from mangle_lint.findings import Failure, Position
from mangle_lint.options import Options
from tests.harness import source

DELETES = source("        del self.__x\n").encode()


def failure_of(data: bytes) -> Failure:
    """The failure; `check` and `fix` agree on it, with and without the prefilter."""
    failure = check(data, "m.py").failure
    for prefilter in (False, True):
        options = Options(prefilter=prefilter)
        checked, fixed = check(data, "m.py", options), fix(data, "m.py", options)
        assert checked.failure == fixed.failure == failure
        assert checked.findings == ()
        assert fixed.after == data
    assert failure is not None
    assert failure.path == "m.py"
    assert len(str(failure).splitlines()) == 1
    return failure


NOT_UTF8 = {
    "first line": (b"x = '\xe9'\n", 1),
    "second line": (b"x = 1\ny = '\xe9'\n", 2),
    "third line": (b"x = 1\n\ny = '\xe9'\n", 3),
    "behind a class": (DELETES + b"# \xff\n", DELETES.count(b"\n") + 1),
    "CRLF": (b"x = 1\r\n\r\ny = '\xe9'\r\n", 3),
    "cut short": (b"x = 1\n\n\ny = '\xe2\x82", 4),
    "in a comment": (b"# -*- coding: utf-8 -*-\n#\xea\nx = 1\n", 2),
    "UTF-16": (codecs.BOM_UTF16_LE + "x = 1\n".encode("utf-16-le"), 1),
}


@pytest.mark.parametrize(("data", "line"), NOT_UTF8.values(), ids=NOT_UTF8)
def test_not_utf8(data: bytes, line: int) -> None:
    failure = failure_of(data)
    assert failure.reason == "is not UTF-8 and declares no other encoding"
    assert failure.position is not None
    assert failure.position.line == line


ENCODINGS = {
    "unknown": (b"# coding: klingon\n", "klingon"),
    "unknown, second line": (b"#!/x\n# coding: klingon\n", "klingon"),
    "unknown, with a class": (b"# coding: klingon\n" + DELETES, "klingon"),
    "not of texts": (b"# coding: hex\nx = 1\n", "hex"),
    "rot13": (b"# coding: rot13\nx = 1\n", "rot13"),
    "undefined": (b"# coding: undefined\nx = 1\n", "undefined"),
    "not what it says": (b"# coding: ascii\nx = '\xe9'\n", "ascii"),
    "not what it says, wide": (b"# coding: utf-16\nx = 1\n", "utf-16"),
    "contradicts the BOM": (codecs.BOM_UTF8 + b"# coding: latin-1\nx = 1\n", "latin-1"),
}


@pytest.mark.parametrize(("data", "word"), ENCODINGS.values(), ids=ENCODINGS)
def test_encoding(data: bytes, word: str) -> None:
    failure = failure_of(data)
    assert word in failure.reason
    assert "internal error" not in failure.reason
    assert "not UTF-8" not in failure.reason


SYNTAX = {
    "colon": (b"x = 1\nif x\n    y\n", 2, 5),
    "bracket": (b"x = (1\n", 1, 5),
    "closing bracket": (b"x = 1)\n", 1, 6),
    "indentation": (b"x = 1\n  y = 2\n", 2, None),
    "dedentation": (b"if 1:\n        x\n    y\n", 3, None),
    "no block": (b"def f():\nx = 1\n", 2, None),
    "tabs": (b"if 1:\n\tx = 1\n        y = 2\n", 3, None),
    "text": (b"x = 1\ny = 'a\n", 2, 5),
    "long text": (b"x = 1\n\n'''\n\n\n", 3, 1),
    "word": (b"x = 1\n\n\nx y\n", 4, None),
    "after letters": ("é = 1; 'é'; \U0001d54f y\n".encode(), 1, None),
    "CRLF": (b"x = 1\r\n\r\nx y\r\n", 3, None),
    "with a class": (DELETES + b"x y\n", DELETES.count(b"\n") + 1, None),
    "Python 2": (b"print 'a'\n", 1, None),
    "end of the file": (b"x = 1\nclass C:", 2, None),
}


@pytest.mark.parametrize(("data", "line", "column"), SYNTAX.values(), ids=SYNTAX)
def test_syntax_error(data: bytes, line: int, column: int | None) -> None:
    failure = failure_of(data)
    assert failure.reason.startswith("syntax error: ")
    assert "error at" not in failure.reason  # the place is said once, in front
    assert failure.position is not None
    assert failure.position.line == line
    assert column is None or failure.position.column == column


@pytest.mark.parametrize("data", [b"\0", b"x = 1\0\n", DELETES + b"\0", b"x = '\0'\n"])
def test_null_byte(data: bytes) -> None:
    failure = failure_of(data)
    assert failure.position is not None
    assert failure.position.line == data.count(b"\n", 0, data.index(b"\0")) + 1


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"\r\n", b"\f", b" ", b"#", b"\xef\xbb\xbf", b"\t\n# x", b"\r"]
)
def test_empty_file(data: bytes) -> None:
    for prefilter in (False, True):
        result = check(data, "m.py", Options(prefilter=prefilter))
        assert result.failure is None
        assert result.findings == ()


def test_newer_syntax_than_the_running_python() -> None:
    """LibCST knows it, so it is analysed."""
    newer = b"type X = int\ntry: pass\nexcept* ValueError: pass\ndef f[T](a: T) -> T: ...\n"
    result = check(newer + DELETES, "m.py")
    assert result.failure is None
    assert len(result.findings) == 1
    assert fix(newer + DELETES, "m.py").after.startswith(newer)


def test_without_syntax_checks_only_deletions_are_parsed() -> None:
    quick = Options(syntax=False)
    assert check(b"x y\n", "m.py", quick).failure is None
    assert check(b"x y\n" + DELETES, "m.py", quick).failure is not None


def test_where_a_failure_is_said() -> None:
    assert str(Failure("a.py", "is bad")) == "a.py: is bad"
    assert str(Failure("a.py", "is bad", Position(3, 4))) == "a.py:3:4: is bad"
