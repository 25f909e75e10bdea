"""`check` lists as fixable what `fix` changes, no more and no less."""

from __future__ import annotations

from pathlib import Path

import pytest

from mangle_lint.engine import check, fix
from mangle_lint.findings import Applicability, Finding
from mangle_lint.options import Options
from mangle_lint.rules import RULES
from tests.conftest import ROOT

OPTIONS = {
    "safe": Options(),
    "unsafe": Options(unsafe_fixes=True),
    "every rule": Options(select=frozenset(RULES), unsafe_fixes=True),
}

# behind the first deletion, which makes it raise, the second one never runs
BEHIND = """\
class C:
    def __init__(self):
        self.__x = open("x")

    def close(self):
        del self.__x
        self.flush()
        del self.__x

    def read(self):
        return self.__x.read()
"""

# three in a row, in a helper and in another method
CHAIN = """\
class C:
    def __init__(self):
        self.__x = open("x")

    def close(self):
        del self.__x
        self.__drop()

    def __drop(self):
        del self.__x
        self.tell()
        del self.__x

    def read(self):
        return self.__x.read()
"""

FILES = sorted((ROOT / "tests" / "cases").glob("*.py"))


def fixable(data: bytes, options: Options) -> tuple[Finding, ...]:
    result = check(data, "m.py", options)
    assert result.failure is None
    least = Applicability.UNSAFE if options.unsafe_fixes else Applicability.SAFE
    return tuple(f for f in result.findings if f.fix and f.fix.applicability >= least)


def assert_same(data: bytes, options: Options) -> int:
    listed, result = fixable(data, options), fix(data, "m.py", options)
    assert result.failure is None
    assert sorted(result.fixed, key=lambda f: (f.span, f.code)) == list(listed)
    assert fixable(result.after, options) == ()
    return len(listed)


@pytest.mark.parametrize(("text", "count"), [(BEHIND, 2), (CHAIN, 3)], ids=["behind", "chain"])
@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
def test_deletions_behind_deletions(text: str, count: int, options: Options) -> None:
    assert assert_same(text.encode(), options) == count
    notes = [finding.notes for finding in check(text.encode(), "m.py", options).findings]
    behind = "this shows only once the deletions before it are fixed"
    assert [behind in found for found in notes] == [False] + [True] * (count - 1)


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_case_files(path: Path, options: Options) -> None:
    assert_same(path.read_bytes(), options)
