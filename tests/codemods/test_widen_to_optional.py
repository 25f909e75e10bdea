"""`WidenToOptional`, through LibCST's test case and its command line."""

from __future__ import annotations

import sys
from pathlib import Path

from libcst.codemod import CodemodTest

from codemods.del_to_none import DelToNone
from codemods.widen_to_optional import WidenToOptional

from ..conftest import BAD, FIXED, ROOT, Done, run_process

TYPED = FIXED.replace(
    "self.__file = None\n\n    def play", "self.__file: File = None\n\n    def play"
)
WIDENED = TYPED.replace(": File", ": File | None")
WIDENED_OLD = "from typing import Optional\n\n" + TYPED.replace(": File", ": Optional[File]")
FINAL = TYPED.replace(": File", ": Final[File]")


class WidenToOptionalTest(CodemodTest):
    TRANSFORM = WidenToOptional

    def test_widen(self) -> None:
        self.assertCodemod(TYPED, WIDENED, expected_warnings=[])

    def test_old_python(self) -> None:
        self.assertCodemod(TYPED, WIDENED_OLD, requires_python=">=3.9", expected_warnings=[])

    def test_second_run(self) -> None:
        self.assertCodemod(WIDENED, WIDENED, expected_skip=True, expected_warnings=[])

    def test_nothing_is_declared(self) -> None:
        self.assertCodemod(FIXED, FIXED, expected_skip=True, expected_warnings=[])

    def test_nothing_is_assigned_none(self) -> None:
        before = TYPED.replace("None", "0")
        self.assertCodemod(before, before, expected_skip=True, expected_warnings=[])

    def test_only(self) -> None:
        self.assertCodemod(TYPED, WIDENED, only=["Player.__file"])
        self.assertCodemod(TYPED, WIDENED, only=["Other", "Player"])
        self.assertCodemod(TYPED, TYPED, only=["Player.__other"], expected_skip=True)

    def test_refusal_is_a_warning(self) -> None:
        warning = "<stdin>:3:9: `_Player__file` is left: it is Final and cannot be assigned again"
        self.assertCodemod(FINAL, FINAL, expected_skip=True, expected_warnings=[warning])


class AfterDelToNoneTest(CodemodTest):
    TRANSFORM = DelToNone

    def test_one_behind_the_other(self) -> None:
        before = BAD.replace("self.__file = None", "self.__file: File = open_it()")
        after = before.replace("del self.__file", "self.__file = None")
        self.assertCodemod(before, after)
        WidenToOptionalTest("test_widen").assertCodemod(
            after, after.replace(": File", ": File | None")
        )


# --- LibCST's command line ------------------------------------------------------------------------

NAME = "widen_to_optional.WidenToOptional"


def codemod(*arguments: str | Path, cwd: Path = ROOT) -> Done:
    command = (sys.executable, "-m", "libcst.tool", "codemod", NAME, "--hide-progress")
    return run_process(*command, *arguments, cwd=cwd, COLUMNS="200")


FILES = {
    "LF": TYPED.encode(),
    "CRLF": TYPED.replace("\n", "\r\n").encode(),
    "byte order mark": b"\xef\xbb\xbf" + TYPED.encode(),
    "no final newline": (TYPED + "\n    # end").encode(),
    "Latin-1": b"# coding: latin-1\n# \xe9\n" + TYPED.encode(),
    "tabs": TYPED.replace("    ", "\t").encode(),
    "form feed": TYPED.replace("\n\n", "\n\f\n").encode(),
}


def test_files(tmp_path: Path) -> None:
    """Byte by byte; a file that cannot be widened does not stop the others."""
    for name, data in FILES.items():
        (tmp_path / f"{name}.py").write_bytes(data)
    (tmp_path / "final.py").write_text(FINAL, encoding="utf-8")
    (tmp_path / "broken.py").write_text("x y\n", encoding="utf-8")
    done = codemod(tmp_path)
    assert done.status == 1
    assert f"Transformed {len(FILES)} files successfully" in done.stderr
    assert "Skipped 1 files" in done.stderr
    assert "Failed to codemod 1 files" in done.stderr
    assert f"WARNING: {tmp_path / 'final.py'}:3:9: `_Player__file` is left: " in done.stderr
    for name, data in FILES.items():
        assert (tmp_path / f"{name}.py").read_bytes() == data.replace(b": File", b": File | None")


def test_minimum_python_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        "[project]\nrequires-python = '>=3.9'\n", encoding="utf-8"
    )
    (tmp_path / "m.py").write_text(TYPED, encoding="utf-8")
    done = codemod(tmp_path)
    assert done.status == 0, done.stderr
    assert (tmp_path / "m.py").read_text(encoding="utf-8") == WIDENED_OLD


def test_from_a_subfolder_with_options(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(TYPED, encoding="utf-8")
    options = ("--requires-python", ">=3.9", "--only", "Player.__file", "--only", "Other")
    done = codemod(*options, tmp_path / "m.py", cwd=ROOT / "tests" / "codemods")
    assert done.status == 0, done.stderr
    assert (tmp_path / "m.py").read_text(encoding="utf-8") == WIDENED_OLD


def test_bad_option(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(TYPED, encoding="utf-8")
    done = codemod("--requires-python", "3.9", tmp_path)
    assert done.status == 2
    assert "names no oldest Python: '3.9'" in done.stderr
    assert (tmp_path / "m.py").read_text(encoding="utf-8") == TYPED


def test_list_and_help() -> None:
    command = (sys.executable, "-m", "libcst.tool", "list")
    done = run_process(*command, cwd=ROOT, COLUMNS="200")
    assert f"{NAME} - {WidenToOptional.DESCRIPTION}\n" in done.stdout
    done = codemod("--help")
    assert done.status == 0
    assert "--only CLASS[.__attr]" in done.stdout
    assert "--requires-python SPECIFIERS" in done.stdout
