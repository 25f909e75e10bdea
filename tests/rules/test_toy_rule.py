"""A new rule is one file and its registration: all else works with any rule.

The rule of `toy_rule.py` is registered for each test. Nothing else knows of it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mangle_lint import engine
from mangle_lint.engine import check, fix
from mangle_lint.options import Options
from mangle_lint.output.formats import NAMES
from mangle_lint.rules import RULES

from ..conftest import Command
from . import toy_rule

TOY = Options(select=frozenset({toy_rule.RULE.code}))

TEXT = """\
class Counter:
    def __init__(self):
        self.__count = 0

    def reset(self):
        self.__count = 0
"""

FULL = """\
TOY001 `__count` is assigned and never read
 --> counter.py:3:9
  |
1 | class Counter:
2 |     def __init__(self):
3 |         self.__count = 0
  |         ^^^^^^^^^^^^ assigned here, in `Counter.__init__`
4 |
5 |     def reset(self):
  |
 ::: counter.py:6:9
  |
5 |     def reset(self):
6 |         self.__count = 0
  |         ------------ `Counter.reset` assigns it too
  |
  = note: high confidence: the file has no read of it
  = help: remove `__count`

"""

CONCISE = "counter.py:3:9: TOY001 `__count` is assigned and never read (at 6:9)\n"


@pytest.fixture(autouse=True)
def _toy_is_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RULES, toy_rule.RULE.code, toy_rule.RULE)


@pytest.fixture
def counter(folder: Path) -> Path:
    path = folder / "counter.py"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("text", toy_rule.INVALID)
def test_its_findings(text: str) -> None:
    assert [finding.code for finding in check(text.encode(), "m.py", TOY).findings] == ["TOY001"]


@pytest.mark.parametrize("text", toy_rule.VALID)
def test_what_it_does_not_report(text: str) -> None:
    assert check(text.encode(), "m.py", TOY).findings == ()


@pytest.mark.parametrize("text", [*toy_rule.INVALID, *toy_rule.VALID])
def test_its_sieve_is_a_superset(text: str) -> None:
    filler = "def f():\n    return 1\n\n\nclass D:\n    x = 1\n\n\n"
    data = (filler + text + filler).encode()
    whole = check(data, "m.py", Options(select=TOY.select, prefilter=False))
    assert check(data, "m.py", TOY).findings == whole.findings


def test_its_sieve_spares_files_and_classes() -> None:
    assert not engine.may_matter(b"class C:\n    x = 1\n", TOY)
    excerpt = engine.read(f"def spared(): pass\n{toy_rule.INVALID[0]}".encode(), "m.py", TOY)
    assert excerpt is not None
    assert "spared" not in excerpt.text
    assert engine.read(b"class C:\n    def f(self): return self.__x\n", "m.py", TOY) is None


@pytest.mark.parametrize("output_format", NAMES)
def test_every_format(counter: Path, mangle_lint: Command, output_format: str) -> None:
    done = mangle_lint("check", "-q", "--select", "TOY", "--output-format", output_format, ".")
    assert (done.status, done.stderr) == (1, "")
    if output_format == "json":
        [finding] = json.loads(done.stdout)
        assert (finding["code"], finding["fix"], finding["error"]) == ("TOY001", None, None)
        assert [place["why"] for place in finding["reads"]] == ["assigns it too"]
    else:
        assert done.stdout == {"full": FULL, "concise": CONCISE}[output_format]


def test_selection(counter: Path, mangle_lint: Command) -> None:
    for arguments, status in {
        (): 0,
        ("--select", "ALL"): 1,
        ("--select", "ALL", "--ignore", "TOY001"): 0,
        ("--select", "TOY001", "--jobs", "2"): 1,
    }.items():
        assert mangle_lint("check", *arguments, ".").status == status


@pytest.mark.parametrize(
    ("line", "comment"),
    [(3, "# noqa: TOY001"), (3, "# noqa"), (1, "# mangle-lint: noqa: TOY001")],
)
def test_suppression(counter: Path, mangle_lint: Command, line: int, comment: str) -> None:
    lines = TEXT.splitlines()
    if line == 1:
        lines.insert(0, comment)
    else:
        lines[line - 1] += f"  {comment}"
    counter.write_text("\n".join(lines), encoding="utf-8")
    assert mangle_lint("check", "--select", "TOY001", ".").status == 0


def test_explain_silence(counter: Path, mangle_lint: Command) -> None:
    counter.write_text(f"{TEXT}        print(self.__count)\n", encoding="utf-8")
    done = mangle_lint("check", "--select", "TOY001", "--explain-silence", "counter.py:3")
    assert done.stdout == "counter.py:3: _Counter__count is not reported: something reads it\n"
    counter.write_text(TEXT, encoding="utf-8")
    done = mangle_lint("check", "--select", "TOY001", "--explain-silence", "counter.py:3")
    assert done.stdout == (
        "counter.py:3: _Counter__count is reported: `__count` is assigned and never read\n"
    )


def test_codemod(counter: Path, mangle_lint: Command) -> None:
    """It has no fix: nothing changes, and that is said."""
    result = fix(TEXT.encode(), "counter.py", TOY)
    assert (result.changed, result.failure) == (False, None)
    done = mangle_lint("codemod", "--apply", "--select", "TOY001", ".")
    assert (done.status, done.stdout) == (1, "")
    assert done.stderr == (
        "counter.py:3:9: TOY001 is left: there is no fix for it\nNothing to change in 1 file.\n"
    )
    assert counter.read_text(encoding="utf-8") == TEXT
