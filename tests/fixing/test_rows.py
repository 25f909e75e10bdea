"""Before and after, one file in `rows/` a shape; each in every line end, encoding and indentation.

A file says in comments what it shows, which options it needs, and holds the code `# before` and
`# after`; without the second part nothing may change.
"""

from __future__ import annotations

import ast
import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from mangle_lint.engine import fix
from mangle_lint.options import Options
from tests.harness import comments

ROWS = sorted((Path(__file__).parent / "rows").glob("*.py"))
PARTS = re.compile(
    r"(?P<head>(?:#.*\n)+?)# before\n(?P<before>.*?)(?:# after\n(?P<after>.*))?", re.DOTALL
)
OPTIONS = re.compile(r"^# options: (.*)$", re.M)


@dataclass(frozen=True)
class Row:
    """What one file says."""

    before: str
    after: str
    options: Options


def read(path: Path) -> Row:
    parts = PARTS.fullmatch(path.read_text(encoding="utf-8"))
    assert parts is not None, path
    written = OPTIONS.search(parts["head"])
    options = Options()
    for word in written[1].split() if written else ():
        name, _, value = word.partition("=")
        assert name in ("select", "unsafe_fixes"), word
        if name == "select":
            options = options._replace(select=frozenset(value.split(",")))
        else:
            options = options._replace(unsafe_fixes=True)
    after = parts["before"] if parts["after"] is None else parts["after"]
    return Row(parts["before"], after, options)


def with_tabs(text: str) -> bytes:
    return re.sub(r"^(?: {4})+", lambda m: "\t" * (len(m[0]) // 4), text, flags=re.M).encode()


FORMS: dict[str, Callable[[str], bytes]] = {
    "LF": str.encode,
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "tabs": with_tabs,
    "Latin-1": lambda text: f"# -*- coding: latin-1 -*-\n{text}".encode("latin-1"),
    "BOM": lambda text: codecs.BOM_UTF8 + text.encode(),
    "no final newline": lambda text: text.removesuffix("\n").encode(),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("path", ROWS, ids=lambda path: str(path.stem))
def test_row(path: Path, form: Callable[[str], bytes]) -> None:
    row = read(path)
    before, after = form(row.before), form(row.after)
    result = fix(before, "m.py", row.options)
    assert result.failure is None
    assert result.after == after
    assert comments(result.after) == comments(before)
    again = fix(after, "m.py", row.options)
    assert not again.changed
    assert again.failure is None


@pytest.mark.parametrize("path", ROWS, ids=lambda path: str(path.stem))
def test_the_row_itself(path: Path) -> None:
    """Both parts are Python, they differ, and hold a letter that is not ASCII."""
    row = read(path)
    ast.parse(row.before)
    ast.parse(row.after)
    assert not row.before.isascii()
    assert (row.before != row.after) is ("# after\n" in path.read_text(encoding="utf-8"))
