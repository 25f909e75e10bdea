"""The case files of tests/cases: classes with the linter's expected answer beside them.

A case is a top-level class or function of a case file. Its docstring says in one line why it is
judged as it is. What the linter has to say about it stands in comments at the ends of lines:

    del self.__x  # error: MGL001           this deletion is reported
    return self.__x  # read                 the report lists this access
    if self.__x:  # test                    ... this one as a test for truth or for None
    del self.__x  # delete                  ... this one as a second deletion

and nothing else may be reported or listed: no comment, no finding. Words behind the code say what
is true of the fix: `unsafe`, `unfixable`, and `complete` (every read can do with None). They have
to be there if they are true. `high` or `medium`, the confidence, is compared where it is written;
`low` has to be there.

Where one class has several reported deletions, `# read` means all those of a name that the line
spells. `# read: close` means the deletions in `close`, `# read: __a` those of `self.__a`,
`# read: close.__a` both, `# read: close.__a#2` the second one there; a comma puts several together.
A line with two deletions or accesses has a clause for each, in order: `# read: __a; read: __b`. On
a line with several reported deletions the name follows the code: `# error: MGL001 __a`. What
follows a second `#` is a remark.

A definition that spells out a mangled name of a class above it belongs to that class's case.

A file whose name starts with a code has cases of that rule, all others are about MGL001.

`pytest tests/rules --regenerate` writes the linter's answers into the files, prints what it has
changed, and fails. Review it with `git diff`: an annotation is right because of what Python does.
"""

from __future__ import annotations

import ast
import difflib
import sys
import warnings
from functools import cache
from pathlib import Path

import pytest

from mangle_lint.engine import check, fix
from mangle_lint.findings import Applicability, Finding
from mangle_lint.levels import Confidence
from mangle_lint.options import Options
from mangle_lint.rules import RULES
from tests.rules.annotations import (
    Case,
    annotate,
    cases_in,
    code_of,
    comments_in,
    expected_comments,
)

FOLDER = Path(__file__).parent.parent / "cases"
FILES = [
    path
    for path in sorted(FOLDER.glob("*.py"))
    if not path.stem.endswith("_py311") or sys.version_info >= (3, 11)
]
CASES = [case for path in FILES for case in cases_in(path)]
OPTIONS = Options(min_confidence=Confidence.LOW)
UNSAFE = OPTIONS._replace(unsafe_fixes=True)


def options_for(path: Path, options: Options = OPTIONS) -> Options:
    """The options with the rule selected that a case file is about."""
    code = path.stem.partition("_")[0]
    return options._replace(select=frozenset({code if code in RULES else "MGL001"}))


@cache
def findings_in(data: bytes, path: Path) -> tuple[Finding, ...]:
    result = check(data, path.name, options_for(path))
    assert result.failure is None
    return result.findings


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case, regenerate: bool) -> None:
    """The findings and the accesses they list are the annotated ones, no more and no less."""
    text = case.path.read_text(encoding="utf-8")
    lines = text.splitlines()
    findings = findings_in(text.encode(), case.path)
    written = {line: said for line, said in comments_in(text).items() if line in case.lines}
    linter = expected_comments(case, findings, lines, written)
    if regenerate:
        _regenerate(case, text, linter)
    elif linter != written:
        _fail("-annotated +linter", _shown(written, lines), _shown(linter, lines))


def _shown(comments: dict[int, str], lines: list[str]) -> list[str]:
    return [
        f"{line}: {code_of(lines[line - 1]).strip()}  # {comment}"
        for line, comment in sorted(comments.items())
    ]


def _regenerate(case: Case, text: str, linter: dict[int, str]) -> None:
    after = annotate(text, case, linter)
    if after != text:
        case.path.write_text(after, encoding="utf-8")
        _fail("rewritten, to be reviewed", text.splitlines(), after.splitlines())


def _fail(title: str, before: list[str], after: list[str]) -> None:
    difference = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    pytest.fail("\n".join([title, *difference]), pytrace=False)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_files_are_documented(path: Path) -> None:
    """A case file compiles, says what it is about, and each of its cases says why."""
    text = path.read_text(encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        compile(text, path.name, "exec")
    assert ast.get_docstring(ast.parse(text))
    unexplained = [case.name for case in CASES if case.path == path and not case.why]
    assert unexplained == []


@pytest.mark.parametrize("options", [OPTIONS, UNSAFE], ids=["safe", "unsafe"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_fixed_cases(path: Path, options: Options) -> None:
    """A fixed file compiles, has nothing left that would be fixed, and stays as it is."""
    options = options_for(path, options)
    once = fix(path.read_bytes(), path.name, options)
    assert once.failure is None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        compile(once.after, path.name, "exec")
    least = Applicability.UNSAFE if options.unsafe_fixes else Applicability.SAFE
    again = check(once.after, path.name, options)
    assert again.failure is None
    assert [f for f in again.findings if f.fix and f.fix.applicability >= least] == []
    assert len(again.findings) == len(once.left)
    twice = fix(once.after, path.name, options)
    assert twice.failure is None
    assert twice.after == once.after
