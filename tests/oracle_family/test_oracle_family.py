"""MGL003 and MGL007 against the interpreter, in both directions, on generated hierarchies."""

from __future__ import annotations

import ast
import re
from functools import partial

import pytest
from hypothesis import given, settings

from mangle_lint.engine import check
from mangle_lint.findings import Finding
from mangle_lint.levels import Confidence
from mangle_lint.options import Options
from tests.amounts import sample_and_all
from tests.oracle_family.grammar import NAMES, making, reading
from tests.oracle_family.runs import PATH, missing_in, names_of, trace

SAMPLE = 60
ALL = 4000
MANGLED = re.compile(r"'_C__\w+'")


def findings(source: str, code: str) -> tuple[Finding, ...]:
    options = Options(select=frozenset({code}), min_confidence=Confidence.LOW)
    result = check(source.encode(), PATH, options)
    assert result.failure is None
    return result.findings


@pytest.mark.timeout(1200)
@sample_and_all("classes", SAMPLE, ALL)
def test_undefined_names(classes: int) -> None:
    """A read is reported if, and only if, it raises and nothing at all assigns the name."""

    @settings(max_examples=classes, database=None)
    @given(reading())
    def agrees(source: str) -> None:
        found = [f for f in findings(source, "MGL003") if f.class_name == "C"]
        told = {(f.span.start.line, f.error) for f in found}
        made = names_of(source)["C"]()
        raised = set[tuple[int, str]]()
        for number in range(3):
            raised |= missing_in(getattr(made, f"read{number}"), source)
        raised = {(line, error) for line, error in raised if MANGLED.search(error)}
        assert told <= raised, source
        for error in {error for _, error in raised} - {error for _, error in told}:
            name = next(name for name in NAMES if f"'_C{name}'" in error)
            assert f"_C{name}" in source or _is_assigned(source, name), source

    agrees()


def _is_assigned(source: str, name: str) -> bool:
    """Whether something in the class, or one of the same name, assigns the attribute."""
    return re.search(rf"self\.{name} = |^ *{name}(: list|\(| = )", source, re.MULTILINE) is not None


@pytest.mark.timeout(1200)
@sample_and_all("classes", SAMPLE, ALL)
def test_making(classes: int) -> None:
    """To make an object raises where a read is reported with high confidence.

    For each name that something assigns, the line that raises first is reported.
    """

    @settings(max_examples=classes, database=None)
    @given(making(branches=False))
    def agrees(source: str) -> None:
        _assert_made(source, is_straight=True)

    agrees()


@pytest.mark.timeout(1200)
@sample_and_all("classes", SAMPLE, ALL)
def test_making_with_branches(classes: int) -> None:
    """Where a read is reported with high confidence, some argument makes the object raise."""

    @settings(max_examples=classes, database=None)
    @given(making(branches=True))
    def agrees(source: str) -> None:
        _assert_made(source, is_straight=False)

    agrees()


def _assert_made(source: str, *, is_straight: bool) -> None:
    found = [f for f in findings(source, "MGL007") if f.class_name == "C"]
    if any(f.confidence is Confidence.HIGH for f in found):
        made = names_of(source)["C"]
        assert any(missing_in(partial(made, flag), source) for flag in (False, True)), source
    told = {(f.span.start.line, f.error) for f in found}
    for name in NAMES if is_straight else ():
        # what nothing assigns is told by MGL003
        assert not _is_stored(source, name) or _first_missing(source, name) <= told, source


def _first_missing(source: str, name: str) -> set[tuple[int, str]]:
    """The line that raises first because an object lacks this name; the class has the others.

    None where the line runs again and finds it then: on some path to it the name is assigned.
    """
    made = names_of(source)["C"]
    for other in {*NAMES} - {name}:
        if not hasattr(made, f"_C{other}"):
            setattr(made, f"_C{other}", 0)
    run = trace(made, source)
    return {place for place in run.raised[:1] if place[0] not in run.passed}


def _is_stored(source: str, name: str) -> bool:
    """Whether something gives it to objects.

    Code counts, comments and texts that look like code do not.
    """
    stored: list[ast.expr] = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Assign(targets=targets):
                stored += targets
            case ast.AnnAssign(target=target, value=ast.expr()) | ast.For(target=target):
                stored.append(target)
            case ast.Call(func=ast.Name("setattr"), args=[_, ast.Constant(text), _]):
                if text == f"_C{name}":
                    return True
    parts = [part for target in stored for part in ast.walk(target)]
    return any(
        (isinstance(part, ast.Attribute) and part.attr == name)
        or (isinstance(part, ast.Constant) and part.value == f"_C{name}")
        for part in parts
    )
