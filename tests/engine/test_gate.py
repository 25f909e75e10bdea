"""The gate: only what the fixes named may differ, and nothing new may be found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from mangle_lint.engine import check, fix, rewriting
from mangle_lint.engine.gate import Made, differs_elsewhere, unexpected
from mangle_lint.findings import Confidence, Edit, Finding, Place, PlaceRole, Position, Span
from tests.harness import PATH, source


def differs(before: str, after: str) -> bool:
    """`before` and `after` mark the ranges of the edits with angle quotes."""
    texts, ranges = [], []
    for text in (before, after):
        starts, plain = [], ""
        found = []
        for character in text:
            if character == "«":
                starts.append(len(plain))
            elif character == "»":
                found.append((starts.pop(), len(plain)))
            else:
                plain += character
        texts.append(plain)
        ranges.append(found)
    return differs_elsewhere(texts[0], Made(texts[1], tuple(ranges[0]), tuple(ranges[1])))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a()\n«del self.x»\nb()\n", "a()\n«self.x = None»\nb()\n"),
        ("«if x:\n    del x»; \n", "«x = None»; \n"),
        ("if y:\n    «del x, z»\n", "if y:\n    «x = None\n    z = None»\n"),
        ("if «hasattr(a, 'b')»: pass\n", "if «a.b is not None»: pass\n"),
        ("é = '日本'; «del é»; x = 1\n", "é = '日本'; «é = None»; x = 1\n"),
        ("«del x\n»x = None\n", "«»x = None\n"),
        ("from a import b«»\n", "from a import b«, c»\n"),
        ("«»x: int = 1\n", "«import a\n»x: int = 1\n"),
        ("x: «int» = 1\n", "x: «int | None» = 1\n"),
        ("a\r\n«del x»\r\nb\r\n", "a\r\n«x = None»\r\nb\r\n"),
        ("a = 1  # one\n«del x»", "a  =  1  # two\n«x = None»"),
    ],
)
def test_fixes_pass(before: str, after: str) -> None:
    assert not differs(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a()\n«del x»\nb()\n", "a()\n«x = None»\nc()\n"),
        ("a()\n«del x»\nb()\n", "«x = None»\nb()\n"),
        ("if y:\n    «del x»\nb()\n", "if y:\n    «x = None»\n    b()\n"),
        ("if y:\n    «del x»\n", "«x = None»\n"),
        ("«del x»; a()\n", "«x = None»\n"),
        ("if «a» and b: pass\n", "if «a»: pass\n"),
        ("f(«a», 1)\n", "f(«a», 2)\n"),
        ("x = «a» + b\n", "x = «a» - b\n"),
        ("from a import b«»\n", "from a import c«, d»\n"),
        ("é = 1; «del x»\n", "é = 2; «x = None»\n"),
    ],
)
def test_other_changes_do_not(before: str, after: str) -> None:
    assert differs(before, after)


def finding(attribute: str, method: str = "C.m", line: int = 1) -> Finding:
    place = Position(line, 1)
    return Finding(
        code="MGL001",
        message="",
        help="",
        primary=Place(Span(place, place), PlaceRole.PRIMARY, method, ""),
        class_name="C",
        attribute=attribute,
        confidence=Confidence.HIGH,
        reason="",
    )


def test_new_finding_elsewhere_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Claimed by a gate that is broken on purpose: no fix brings one to light in another class."""
    other = replace(finding("_D__y"), class_name="D", message="`__y` is deleted")
    monkeypatch.setattr(rewriting, "unexpected", lambda left, after: [other])
    before = source("        del self.__x\n").encode()
    result = fix(before, PATH)
    assert result.after == before
    assert result.failure is not None
    assert "has a new finding: `__y` is deleted" in result.failure.reason


def test_finding_behind_another_one_is_listed_before_the_fix() -> None:
    """Behind `del self.__x`, which is sure to raise in its second place, `__y` is never deleted."""
    body = """\
        del self.__x
        try:
            del self.__x, self.__y
            print(self.__x)
        except ValueError:
            del self.__x
        except AttributeError:
            print(self.__x)
"""
    before = source(body).replace("self.__x, self.__y, self", "self.__y, self").encode()
    listed = check(before, PATH).findings
    result = fix(before, PATH)
    assert result.failure is None
    assert {*result.fixed, *result.left} == {*listed}
    assert {finding.attribute for finding in result.left} == {"_C__y"}
    assert not fix(result.after, PATH).changed


def test_fix_that_brings_a_new_finding_to_light_is_held_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The analysis is broken on purpose: it is said to have overlooked something."""

    def overlooked(left: Sequence[Finding], after: Sequence[Finding]) -> list[Finding]:
        return [] if left else [finding("_C__x")]

    monkeypatch.setattr(rewriting, "unexpected", overlooked)
    before = source("        del self.__x\n").encode()
    result = fix(before, PATH)
    assert (result.changed, result.failure, len(result.left)) == (False, None, 1)


def test_findings_that_were_left_may_move() -> None:
    left = [finding("x"), finding("x"), finding("y")]
    assert unexpected(left, [finding("y", line=7), finding("x", line=9)]) == []


def test_findings_that_were_fixed_or_never_there_are_told() -> None:
    left = [finding("x")]
    again, new, other = finding("x", line=3), finding("z"), finding("x", method="C.n")
    assert unexpected(left, [finding("x"), again, new, other]) == [again, new, other]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("self.__x = None\n        self.__x = (", "cannot be read again"),
        ("del self.__x", "still has findings that were to be fixed"),
        ("self.__x = None\n    def other(self):\n        pass", "differs in more than its fixes"),
    ],
)
def test_rewriting_that_goes_wrong_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, content: str, problem: str
) -> None:
    """The fix is broken on purpose; nobody gets to see its text."""

    def broken(*_: object) -> tuple[Edit, ...]:
        start = Position(9, 9)
        return (Edit(Span(start, Position(9, 9 + len("del self.__x"))), content),)

    monkeypatch.setattr(rewriting, "joint_edits", broken)
    before = source("        del self.__x\n        print()\n").encode()
    result = fix(before, PATH)
    assert result.after == before
    assert result.failure is not None
    assert problem in result.failure.reason
    assert result.failure.reason.endswith("nothing was changed, please report this")
