"""Constant expressions, against what Python itself makes of them."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangle_lint.source.folding import folded

NUMBERS = st.integers(0, 2**70).map(str)
OPERATORS = st.sampled_from(["+", "-", "*", "//", "%", "<<", ">>", "|", "&", "^"])


def extended(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(inner, OPERATORS, inner).map(lambda parts: f"({' '.join(parts)})")
    return pairs | inner.map("-{}".format) | inner.map("~{}".format)


def parsed(code: str) -> ast.expr:
    return ast.parse(code, mode="eval").body


@given(st.recursive(NUMBERS, extended, max_leaves=6))
def test_arithmetic(code: str) -> None:
    """What is folded is what Python computes; what is not, is too large or an error."""
    try:
        value = folded(parsed(code))
    except ValueError:
        return
    assert value == eval(code)


@pytest.mark.parametrize(
    "code", ["1", "-1", "2 - 1", "1 << 3", "~0", "-1.5", "'a'", "b'a'", "None", "True", "(1, 2)"]
)
def test_folded(code: str) -> None:
    assert folded(parsed(code)) == eval(code)


@pytest.mark.parametrize(
    "code",
    ["x", "x + 1", "f()", "1 // 0", "1 << 999999999", "2 ** 3", "1 << -1", "'a' * 9", "-'a'"],
)
def test_not_folded(code: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        folded(parsed(code))
