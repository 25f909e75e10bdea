"""What `codemod` changes can be chosen: by rule, by class and attribute, one by one; or piped."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..conftest import BAD, FIXED, Command

TWO = """\
class First:
    def end(self):
        del self.__x, self.__y

    def use(self):
        return self.__x, self.__y


class Outer:
    class Second:
        def end(self):
            del self.__x

        def use(self):
            return self.__x


def fill(it):
    it._First__x = it._First__y = it._Second__x = 1
"""

TIDY = """\
class Tidy:
    def end(self):
        del self.__x
        self.__x = None
"""


@pytest.fixture
def two(folder: Path) -> Path:
    path = folder / "two.py"
    path.write_text(TWO, encoding="utf-8")
    return path


# --- --only ---------------------------------------------------------------------------------------

FIRST_X = TWO.replace("del self.__x, self.__y", "self.__x = None\n        del self.__y")
FIRST = TWO.replace("del self.__x, self.__y", "self.__x = None\n        self.__y = None")
SECOND = TWO.replace("del self.__x\n", "self.__x = None\n")
BOTH = FIRST.replace("del self.__x\n", "self.__x = None\n")


@pytest.mark.parametrize(
    ("only", "after"),
    [
        (["First"], FIRST),
        (["First.__x"], FIRST_X),
        (["First._First__x"], FIRST_X),
        (["Second"], SECOND),
        (["Outer.Second"], SECOND),
        (["Outer.Second.__x"], SECOND),
        (["First", "Second.__x"], BOTH),
        (["First.__x", "First.__y"], FIRST),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_only(two: Path, mangle_lint: Command, only: list[str], after: str) -> None:
    options = [part for name in only for part in ("--only", name)]
    done = mangle_lint("codemod", "--apply", *options, "two.py")
    assert done.status == 0
    assert "--only" not in done.stderr
    assert " is left: " not in done.stderr
    assert two.read_text(encoding="utf-8") == after


@pytest.mark.parametrize("name", ["Third", "First.__z", "first", "Outer", "First.x", ""])
def test_only_what_is_not_there(two: Path, mangle_lint: Command, name: str) -> None:
    done = mangle_lint("codemod", "--apply", "--only", name, "two.py")
    assert done.status == 0
    assert f"--only {name}: no finding has this class or attribute\n" in done.stderr
    assert two.read_text(encoding="utf-8") == TWO


# --- --select, --ignore ---------------------------------------------------------------------------


def test_rules_that_are_off_change_nothing(folder: Path, mangle_lint: Command) -> None:
    path = folder / "tidy.py"
    path.write_text(TIDY, encoding="utf-8")
    for options in ([], ["--unsafe-fixes"], ["--select", "ALL", "--ignore", "MGL002"]):
        assert mangle_lint("codemod", *options, "tidy.py").status == 0
    assert mangle_lint("codemod", "--select", "MGL002", "--apply", "tidy.py").status == 1
    assert path.read_text(encoding="utf-8") == TIDY


@pytest.mark.parametrize("select", ["MGL002", "mgl002", "ALL", "MGL", "MGL001, MGL002"])
def test_deletion_before_none(folder: Path, mangle_lint: Command, select: str) -> None:
    path = folder / "tidy.py"
    path.write_text(TIDY, encoding="utf-8")
    done = mangle_lint("codemod", "--select", select, "--unsafe-fixes", "--apply", "tidy.py")
    assert done.status == 0
    assert path.read_text(encoding="utf-8") == TIDY.replace("        del self.__x\n", "")


def test_ignored_rule(two: Path, mangle_lint: Command) -> None:
    assert mangle_lint("codemod", "--ignore", "MGL001", "two.py").status == 0
    assert mangle_lint("codemod", "--select", "MGL002", "two.py").status == 0


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(
    ("codes", "wrong"), [("MGL9", "MGL9"), ("E501", "E501"), ("", ""), ("MGL001,", "")]
)
def test_rule_that_there_is_not(
    two: Path, mangle_lint: Command, option: str, codes: str, wrong: str
) -> None:
    done = mangle_lint("codemod", option, codes, "two.py")
    assert done.status == 2
    assert done.stderr == f"error: {option}: there is no rule '{wrong}'\n"


# --- --interactive --------------------------------------------------------------------------------

ANSWERS = {
    "y\ny\ny\n": BOTH,
    "n\nn\nn\n": TWO,
    "a\n": BOTH,
    "q\n": TWO,
    "y\nq\n": FIRST_X,
    "y\nn\nn\n": FIRST_X,
    "n\nn\na\n": SECOND,
    "y\na\n": BOTH,
    "Y\nA\n": BOTH,
    "?\nx\ny\nq\n": FIRST_X,
    "y\n": FIRST_X,  # the end of the input quits
    "": TWO,
}


@pytest.mark.parametrize("answers", ANSWERS, ids=lambda text: " ".join(text.split()) or "end")
def test_interactive(two: Path, mangle_lint_process: Command, answers: str) -> None:
    done = mangle_lint_process("codemod", "-i", "two.py", cwd=two.parent, stdin=answers.encode())
    assert done.status == 0
    assert "Traceback" not in done.stderr
    assert two.read_text(encoding="utf-8") == ANSWERS[answers]


def test_interactive_shows_each_change_before_it_asks(
    two: Path, mangle_lint_process: Command
) -> None:
    done = mangle_lint_process("codemod", "-i", "two.py", cwd=two.parent, stdin=b"n\nn\nn\n")
    changes = [line for line in done.stdout.splitlines() if line[:2] in ("- ", "+ ")]
    assert changes == [
        "-        del self.__x, self.__y",
        "+        self.__x = None",
        "+        del self.__y",
        "-        del self.__x, self.__y",
        "+        del self.__x",
        "+        self.__y = None",
        "-            del self.__x",
        "+            self.__x = None",
    ]
    assert done.stderr.count("Make this change [y,n,a,q,?]? ") == 3


def test_one_quit_is_for_all_files(two: Path, mangle_lint_process: Command) -> None:
    other = two.with_name("zwei.py")
    other.write_text(BAD, encoding="utf-8")
    mangle_lint_process("codemod", "-i", ".", cwd=two.parent, stdin=b"y\nn\nn\nq\n")
    assert two.read_text(encoding="utf-8") == FIRST_X
    assert other.read_text(encoding="utf-8") == BAD


# --- standard input -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BAD, FIXED),
        (BAD.replace("\n", "\r\n"), FIXED.replace("\n", "\r\n")),
        ("\ufeff" + BAD[:-1], "\ufeff" + FIXED[:-1]),
        ("x = 1", "x = 1"),
        ("", ""),
    ],
)
def test_standard_input(
    tmp_path: Path, mangle_lint_process: Command, before: str, after: str
) -> None:
    done = mangle_lint_process("codemod", "-", stdin=before.encode())
    assert (done.status, done.out, done.stderr) == (0, after.encode(), "")


def test_standard_input_that_cannot_be_parsed(mangle_lint_process: Command) -> None:
    done = mangle_lint_process("codemod", "-", "--stdin-filename", "a.py", stdin=b"class C(:\n")
    assert (done.status, done.out) == (2, b"")
    assert done.stderr.startswith("error: a.py:1:9: syntax error: ")


def test_standard_input_as_a_diff(mangle_lint_process: Command) -> None:
    done = mangle_lint_process("codemod", "--diff", "-", stdin=BAD.encode())
    assert done.status == 1
    assert done.stdout.startswith("--- <stdin>\n+++ <stdin>\n")
    assert mangle_lint_process("codemod", "--diff", "-", stdin=FIXED.encode()).out == b""


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["-", "a.py"], "`-` is standard input and goes with nothing else"),
        (["-", "--package", "click"], "`-` is standard input and goes with nothing else"),
        (["-i", "-"], "--interactive asks on standard input; name the files"),
        (["--stdin-filename", "a.py", "."], "--stdin-filename goes with `-`"),
    ],
)
def test_wrong_use(mangle_lint: Command, arguments: list[str], error: str) -> None:
    done = mangle_lint("codemod", *arguments)
    assert (done.status, done.stderr) == (2, f"error: {error}\n")
