"""`DelToNone`, through LibCST's test case and its command line."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from libcst.codemod import CodemodTest

from codemods.del_to_none import DelToNone
from mangle_lint.findings import Failure, FixResult
from mangle_lint.options import Options

from ..conftest import BAD, FIXED, GOOD, ROOT, Done, run_process

UNSAFE = BAD + "\n    def has(self):\n        return hasattr(self, '_Player__file')\n"


class DelToNoneTest(CodemodTest):
    TRANSFORM = DelToNone

    def test_fix(self) -> None:
        self.assertCodemod(BAD, FIXED, expected_warnings=[])

    def test_nothing_to_change(self) -> None:
        self.assertCodemod(GOOD, GOOD, expected_skip=True, expected_warnings=[])

    def test_second_run(self) -> None:
        self.assertCodemod(FIXED, FIXED, expected_skip=True, expected_warnings=[])

    def test_read_that_will_meet_none(self) -> None:
        before = BAD.replace("        if self.__file:\n    ", "")
        after = before.replace("del self.__file", "self.__file = None")
        warning = (
            "<stdin>:12:16: will meet None in `Player.position`: dereferenced:"
            " AttributeError: 'NoneType' object has no attribute 'tell'"
        )
        self.assertCodemod(before, after, expected_warnings=[warning])

    def test_unsafe_fix_is_left(self) -> None:
        warning = (
            "<stdin>:9:13: MGL001 is left: a test for existence would change its answer (line 17)"
            ", also for the None of line 3"
        )
        self.assertCodemod(UNSAFE, UNSAFE, expected_skip=True, expected_warnings=[warning])

    def test_unsafe_fix_moves_the_test(self) -> None:
        after = UNSAFE.replace("del self.__file", "self.__file = None")
        after = after.replace("hasattr(self, '_Player__file')", "self.__file is not None")
        self.assertCodemod(UNSAFE, after, unsafe_fixes=True, expected_warnings=[])

    def test_only(self) -> None:
        self.assertCodemod(BAD, FIXED, only=["Player.__file"])
        self.assertCodemod(BAD, BAD, only=["Player.__other"], expected_skip=True)

    def test_select(self) -> None:
        before = BAD.replace("del self.__file", "del self.__file\n        self.__file = None")
        self.assertCodemod(before, before, expected_skip=True)
        self.assertCodemod(before, FIXED, select=frozenset({"MGL002"}), unsafe_fixes=True)

    def test_min_confidence(self) -> None:
        before, after = (text.replace("forget", "close") for text in (BAD, FIXED))
        self.assertCodemod(before, after)
        self.assertCodemod(before, before, min_confidence="high", expected_skip=True)

    def test_annotate(self) -> None:
        before, after = (
            text.replace("__file = file", "__file: IO = file") for text in (BAD, FIXED)
        )
        self.assertCodemod(before, after)
        self.assertCodemod(before, after.replace(": IO", ": IO | None"), annotate=True)

    def test_deletion_without_a_fix(self) -> None:
        before = BAD.replace("del self.__file", "print(delattr(self, '_Player__file'))")
        warning = "<stdin>:9:15: MGL001 is left: there is no fix for it"
        self.assertCodemod(before, before, expected_skip=True, expected_warnings=[warning])

    def test_other_imports_stay(self) -> None:
        unused = "import os\n\nfrom typing import Any\n"
        self.assertCodemod(unused + BAD, unused + FIXED)


def test_failure_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """LibCST then counts the file as failed and leaves it as it is."""
    import libcst as cst
    from libcst.codemod import CodemodContext, TransformFailure, transform_module

    def failing(data: bytes, path: str, options: Options) -> FixResult:
        return FixResult(path, data, data, failure=Failure(path, "cannot be fixed"))

    monkeypatch.setattr("codemods.del_to_none.fix", failing)
    codemod = DelToNone(CodemodContext(filename="m.py"))
    with pytest.raises(ValueError, match=r"^m\.py: cannot be fixed$"):
        codemod.transform_module(cst.parse_module(BAD))
    assert isinstance(transform_module(codemod, BAD), TransformFailure)


# --- LibCST's command line ------------------------------------------------------------------------

NAME = "del_to_none.DelToNone"


def libcst(*arguments: str | Path, cwd: Path = ROOT) -> Done:
    return run_process(sys.executable, "-m", "libcst.tool", *arguments, cwd=cwd, COLUMNS="200")


def codemod(*arguments: str | Path, cwd: Path = ROOT) -> Done:
    return libcst("codemod", NAME, "--hide-progress", *arguments, cwd=cwd)


FILES = {
    "LF": BAD.encode(),
    "CRLF": BAD.replace("\n", "\r\n").encode(),
    "byte order mark": b"\xef\xbb\xbf" + BAD.encode(),
    "no final newline": (BAD + "\n    # end").encode(),
    "Latin-1": b"# coding: latin-1\n# \xe9\n" + BAD.encode(),
    "tabs": BAD.replace("    ", "\t").encode(),
    "form feed": BAD.replace("\n\n", "\n\f\n").encode(),
}


def test_options(tmp_path: Path) -> None:
    """As LibCST hands them over."""
    path = tmp_path / "m.py"
    path.write_text(BAD.replace("__file = file", "__file: IO = file"), encoding="utf-8")
    options = ("--select", "MGL", "--only", "Player", "--min-confidence", "high", "--annotate")
    assert codemod(*options, "--unsafe-fixes", path).status == 0
    expected = FIXED.replace("__file = file", "__file: IO | None = file")
    assert path.read_text(encoding="utf-8") == expected
    wrong = codemod("--select", "MGL7", path)
    assert wrong.status == 2
    assert "argument --select: there is no rule 'MGL7'" in wrong.stderr


def test_files(tmp_path: Path) -> None:
    """Byte by byte, through the formatter that changes nothing."""
    for name, data in FILES.items():
        (tmp_path / f"{name}.py").write_bytes(data)
    done = codemod(tmp_path)
    assert done.status == 0, done.stderr
    assert f"Transformed {len(FILES)} files successfully" in done.stderr
    for name, data in FILES.items():
        assert (tmp_path / f"{name}.py").read_bytes() == data.replace(
            b"del self.__file", b"self.__file = None"
        )


def test_files_that_do_not_change_are_skipped(tmp_path: Path) -> None:
    for name, text in {"good.py": GOOD, "bad.py": BAD, "unsafe.py": UNSAFE}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = codemod(tmp_path)
    assert done.status == 0, done.stderr
    assert "Transformed 1 files successfully" in done.stderr
    assert "Skipped 2 files" in done.stderr
    assert "1 warnings were generated" in done.stderr
    assert f"WARNING: {tmp_path / 'unsafe.py'}:9:13: MGL001 is left: " in done.stderr
    assert (tmp_path / "unsafe.py").read_text(encoding="utf-8") == UNSAFE
    assert (tmp_path / "bad.py").read_text(encoding="utf-8") == FIXED


def test_unsafe_fixes(tmp_path: Path) -> None:
    (tmp_path / "unsafe.py").write_text(UNSAFE, encoding="utf-8")
    assert codemod("--unsafe-fixes", tmp_path).status == 0
    assert b"del self" not in (tmp_path / "unsafe.py").read_bytes()


def test_one_broken_file(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text(BAD, encoding="utf-8")
    (tmp_path / "broken.py").write_text("x y\n", encoding="utf-8")
    done = codemod(tmp_path)
    assert done.status == 1
    assert "Failed to codemod 1 files" in done.stderr
    assert (tmp_path / "bad.py").read_text(encoding="utf-8") == FIXED


def test_list() -> None:
    done = libcst("list")
    assert done.status == 0
    assert f"{NAME} - {DelToNone.DESCRIPTION}\n" in done.stdout


def test_help_names_our_option() -> None:
    done = codemod("--help")
    assert done.status == 0
    assert "--unsafe-fixes" in done.stdout


def test_from_a_subfolder(tmp_path: Path) -> None:
    """LibCST finds the configuration above; the module only if it is installed."""
    (tmp_path / "bad.py").write_text(BAD, encoding="utf-8")
    done = codemod(tmp_path / "bad.py", cwd=ROOT / "tests" / "codemods")
    assert done.status == 0, done.stderr
    assert (tmp_path / "bad.py").read_text(encoding="utf-8") == FIXED


def test_from_anywhere_by_full_name(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text(BAD, encoding="utf-8")
    done = libcst("codemod", "-x", "--no-format", f"codemods.{NAME}", "bad.py", cwd=tmp_path)
    assert done.status == 0, done.stderr
    assert (tmp_path / "bad.py").read_text(encoding="utf-8") == FIXED


def test_fixed_release_is_the_next_one(tmp_path: Path, release: Callable[[str], Path]) -> None:
    before, after = release("1.10.0") / "aiortc", release("1.10.1") / "aiortc"
    copy = tmp_path / "aiortc"
    shutil.copytree(before, copy, ignore=shutil.ignore_patterns("__pycache__"))
    done = codemod(copy)
    assert done.status == 0, done.stderr
    assert "Transformed 1 files successfully" in done.stderr
    assert "0 warnings were generated" in done.stderr
    changed = [
        path.relative_to(copy).as_posix()
        for path in sorted(copy.rglob("*.py"))
        if path.read_bytes() != (before / path.relative_to(copy)).read_bytes()
    ]
    assert changed == ["rtcrtpsender.py"]
    expected = (after / "rtcrtpsender.py").read_bytes()
    assert (copy / "rtcrtpsender.py").read_bytes() == expected
