"""Classes with too many states: they are named, and judged without telling paths apart."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from mangle_lint.engine import check
from mangle_lint.findings import Confidence
from mangle_lint.options import Options
from tests.conftest import Command

LOW = Options(min_confidence=Confidence.LOW)
DEPTH = 40

READERS = """
    def get(self):
        return self.__x

    def peek(self):
        try:
            return self.__x
        except AttributeError:
            return None
"""


def nested(depth: int, readers: str = READERS) -> str:
    """A class whose method deletes or assigns an attribute in each of many nested `finally`."""
    opened = [f"{'    ' * n}try:\n{'    ' * n}    self.__x.go({n})\n" for n in range(depth)]
    closed = [
        f"{'    ' * n}finally:\n"
        f"{'    ' * n}    if p({n}): self.__x = 1\n"
        f"{'    ' * n}    else: del self.__x\n"
        for n in reversed(range(depth))
    ]
    body = "".join([*opened, f"{'    ' * depth}del self.__x\n", *closed])
    head = "class C:\n    def __init__(self):\n        self.__x = 1\n\n    def run(self, p):\n"
    return head + textwrap.indent(body, " " * 8) + readers


@pytest.fixture(scope="module")
def text() -> str:
    return nested(DEPTH)


def test_class_is_named(text: str) -> None:
    result = check(text.encode(), "c.py")
    assert (result.findings, result.given_up, result.failure) == ((), ("C",), None)


def test_followed_class_is_not() -> None:
    result = check(nested(3).encode(), "c.py")
    assert result.findings
    assert result.given_up == ()


def test_every_other_bare_read_is_listed(text: str) -> None:
    lines = text.splitlines()
    findings = check(text.encode(), "c.py", LOW).findings
    assert len(findings) == DEPTH + 1
    bare = lines.index("        return self.__x") + 1
    for finding in findings:
        assert finding.confidence is Confidence.LOW
        assert [place.span.start.line for place in finding.secondary if place.kind == "read"] == [
            bare
        ]
        # the `except AttributeError` of `peek` would answer otherwise
        assert finding.fix is None or finding.fix.withheld


def test_no_reader_no_finding() -> None:
    result = check(nested(DEPTH, "").encode(), "c.py", LOW)
    assert (result.findings, result.given_up) == ((), ("C",))


def test_command_names_it(folder: Path, mangle_lint: Command, text: str) -> None:
    (folder / "c.py").write_text(text)
    done = mangle_lint("check", ".")
    assert done.status == 0
    assert done.stderr == (
        "c.py: class `C` has too many states; its paths were not told apart, "
        "so its findings have low confidence\n"
    )
    assert mangle_lint("check", "--quiet", ".").stderr == ""
    assert mangle_lint("check", "--min-confidence", "low", ".").status == 1
