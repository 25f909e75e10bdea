"""What a file shows as a whole: constants and the classes that extend others."""

from __future__ import annotations

import ast
import textwrap

import pytest

from mangle_lint.source.outline import Constant, Outline, outline_of


def outline(code: str) -> Outline:
    text = textwrap.dedent(code)
    return outline_of(ast.parse(text), text, {})


@pytest.mark.parametrize(
    ("code", "name", "constant"),
    [
        ("OVER = 3", "OVER", Constant("3", truth=True)),
        ("OVER = 1 - 1", "OVER", Constant("0", truth=False)),
        ("OVER = None", "OVER", Constant("None", truth=False)),
        ("from states import OVER", "OVER", Constant("OVER", truth=None)),
        ("from states import GONE as OVER", "OVER", Constant("OVER", truth=None)),
        ("class C:\n    OVER = 3", "C.OVER", Constant("3", truth=True)),
        ("class S(enum.Enum):\n    new = 0", "S.new", Constant("S.new", truth=True)),
        ("class S(Enum):\n    new = auto()", "S.new", Constant("S.new", truth=True)),
        ("class S(IntEnum):\n    new = 0", "S.new", Constant("S.new", truth=False)),
        ("class S(IntFlag):\n    new = auto()", "S.new", Constant("S.new", truth=True)),
    ],
)
def test_constant(code: str, name: str, constant: Constant) -> None:
    assert outline(code).constants == {name: constant}


@pytest.mark.parametrize(
    "code",
    [
        "OVER = 1\nOVER = 2",
        "OVER = 1\nif x:\n    OVER = 2",
        "OVER = 1\nfor OVER in x: pass",
        "OVER = 1\ndef f():\n    global OVER",
        "OVER = f()",
        "OVER, GONE = 1, 2",
        "OVER: int = x",
        "class C:\n    OVER = 3\n    OVER = 4",
        "class C:\n    OVER = 3\nC.OVER = 4",
        "class C:\n    OVER = 3\n    def f(self): self.OVER = 4",
        "class C:\n    OVER = 3\nclass C: pass",
        "import states",
    ],
)
def test_no_constant(code: str) -> None:
    assert outline(code).constants == {}


FAMILY = """
    class A:
        def f(self): pass
    class B(A):
        def f(self): super().f()
        def g(self): pass
    class C(other.B):
        def g(self): B.g(self)
        def h(self): pass
    class D(C[int], A): pass
    class Loop(Loop): pass
"""


def test_subclasses() -> None:
    found = outline(FAMILY)
    assert found.subclasses("A") == {"B": ("B",), "D": ("D",), "C": ("C", "B")}
    assert found.subclasses("B") == {"C": ("C",), "D": ("D", "C")}
    assert found.subclasses("D") == {}
    assert found.subclasses("Loop") == {}


def test_replaced() -> None:
    """A function that calls the one of a base is not in place of it."""
    classes = outline(FAMILY).classes
    assert {name: sorted(found.replaced) for name, found in classes.items()} == {
        "A": ["f"],
        "B": ["g"],
        "C": ["h"],
        "D": [],
        "Loop": [],
    }
