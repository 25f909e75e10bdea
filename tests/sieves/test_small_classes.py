"""Generated classes in odd formatting: the sieves of the rules about missing names lose nothing."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mangle_lint.engine import check
from mangle_lint.levels import Confidence
from mangle_lint.options import Options
from tests.amounts import sample_and_all
from tests.oracle_family.grammar import Draw, making

RULES = ("MGL003", "MGL006", "MGL007")
LINES = (
    "# self.__x = 1",
    "",
    "'''self.__y'''",
    '"""\nself.__z = 1\n"""',
    "v = '''\n    def __h(self): self.__x = 1\n'''",
    "pass; pass",
    "del self.__x",
    "del self.__w",
    "self.__h",
    "v = 'class C: self.__x'",
)
DOTS = (".", ".", ".", ".", " . ", ".\\\n", ". ")
OTHERS = ("", "\nclass D:\n    def f(self): return self.__x\n", "\nC._C__x = 1\n", "\n# end")


@st.composite
def odd(draw: st.DrawFn) -> bytes:
    """A generated class in other writing."""
    drawn = Draw(draw, branches=True)
    source = draw(making(branches=True))
    lines: list[str] = []
    for line in source.splitlines():
        inner = line.lstrip()
        margin = line[: len(line) - len(inner)]
        is_simple = not inner.endswith(":") and bool(inner)
        if len(margin) > 4 and is_simple and drawn.chance(8):
            lines.append(margin + drawn.pick(LINES))
        if is_simple and "'" not in inner and "#" not in inner:
            line = line.replace("self.", f"self{drawn.pick(DOTS)}", 1)
        lines.append(line + (drawn.pick(("  # self.__y = 1", " ")) if drawn.chance(9) else ""))
    text = "\n".join([*lines, ""]) + drawn.pick(OTHERS)
    try:
        ast.parse(text)
    except SyntaxError:  # a line in front of `else` or the like
        text = source
    if drawn.chance(3):
        text = text.replace("    ", "\t")
    return text.replace("\n", drawn.pick(("\n", "\n", "\r\n", "\r"))).encode()


@pytest.mark.timeout(1200)
@sample_and_all("classes", 60, 3000)
def test_small_classes(classes: int) -> None:
    """Each rule alone, and all of them, find the same with and without the sieves."""

    @settings(max_examples=classes, database=None)
    @given(odd())
    def agrees(data: bytes) -> None:
        every = Options(select=frozenset(RULES), min_confidence=Confidence.LOW, prefilter=False)
        expected = check(data, "m.py", every)
        assert expected.failure is None
        for code in RULES:
            options = every._replace(select=frozenset({code}), prefilter=True)
            wanted = tuple(found for found in expected.findings if found.code == code)
            assert check(data, "m.py", options).findings == wanted, data.decode()

    agrees()
