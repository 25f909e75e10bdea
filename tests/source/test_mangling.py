"""Mangling, held against what the running interpreter makes of the same names."""

from __future__ import annotations

import keyword
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mangle_lint.source.mangling import is_private, mangle, possible_owners, unmangle

SHAPES = {
    "read": "echo.{name}",
    "assignment": "echo.{name} = None",
    "deletion": "del echo.{name}",
    "lambda": "(lambda: echo.{name})()",
    "comprehension": "[echo.{name} for _ in (1,)]",
    "generator": "list(echo.{name} for _ in (1,))",
    "nested function": "def inner(): echo.{name}\n{indent}inner()",
    "import": "import os as {name}\n{indent}names.extend(locals())",
}


class Echo:
    """Notes every name that it is asked for."""

    def __getattribute__(self, name: str) -> None:
        names.append(name)

    def __setattr__(self, name: str, value: object) -> None:
        names.append(name)

    def __delattr__(self, name: str) -> None:
        names.append(name)


names: list[str] = []


@st.composite
def identifiers(draw: st.DrawFn) -> str:
    """Identifiers with few and many underscores before, inside and after."""
    before, after = (draw(st.sampled_from(("", "_", "__", "___"))) for _ in range(2))
    word = draw(
        st.one_of(st.sampled_from(("", "x", "é", "λ", "a_b")), st.text("aZ_9é", max_size=5))
    )
    name = before + word + after
    assume(name.isidentifier() and not keyword.iskeyword(name) and name != "__debug__")
    assume(unicodedata.normalize("NFKC", name) == name)
    return name


def by_interpreter(shape: str, name: str, class_names: list[str]) -> str:
    """The name that Python really uses, inside classes nested in each other."""
    lines = [f"{'    ' * depth}class {owner}:" for depth, owner in enumerate(class_names)]
    indent = "    " * len(class_names)
    lines.append(f"{indent}def run():")
    lines.append(f"{indent}    {SHAPES[shape].format(name=name, indent=indent + '    ')}")
    lines.append(f"{indent}run()")
    names.clear()
    exec("\n".join(lines), {"echo": Echo(), "names": names})
    assert len(names) == 1
    return names[0]


@pytest.mark.parametrize("shape", SHAPES)
@given(name=identifiers(), class_names=st.lists(identifiers(), max_size=3))
def test_mangle(shape: str, name: str, class_names: list[str]) -> None:
    owner = class_names[-1] if class_names else None
    assume(owner != "echo")
    assert mangle(name, owner) == by_interpreter(shape, name, class_names)


@given(name=identifiers(), owner=identifiers())
def test_unmangle_undoes_mangle(name: str, owner: str) -> None:
    mangled = mangle(name, owner)
    assert unmangle(mangled, owner) == (name if mangled != name else None)


@given(mangled=identifiers(), owner=identifiers())
def test_unmangle_gives_only_names_that_mangle_so(mangled: str, owner: str) -> None:
    name = unmangle(mangled, owner)
    if name is not None:
        assert is_private(name)
        assert mangle(name, owner) == mangled


@pytest.mark.parametrize(
    ("mangled", "owners"),
    [
        ("_C__x", ["C"]),
        ("_A__b__c", ["A", "A__b"]),
        ("_C___x", ["C", "C_"]),
        ("_C__x__", []),
        ("__x", []),
        ("___x", []),
        ("x", []),
    ],
)
def test_possible_owners(mangled: str, owners: list[str]) -> None:
    assert possible_owners(mangled) == owners
    for owner in owners:
        private = unmangle(mangled, owner)
        assert private is not None
        assert mangle(private, owner) == mangled
