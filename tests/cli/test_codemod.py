"""`mangle-lint codemod`: what it prints, what it writes, exit status."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ..conftest import BAD, FIXED, GOOD, Command, run_process

DIFF = """\
--- bad.py
+++ bad.py
@@ -6,7 +6,7 @@
         self.__file = file
{blank}
     def forget(self):
-        del self.__file
+        self.__file = None
{blank}
     def position(self):
         if self.__file:
""".format(blank=" ")

UNSAFE = BAD + "\n    def has(self):\n        return hasattr(self, '_Player__file')\n"
INCOMPLETE = BAD.replace("        if self.__file:\n    ", "")


@pytest.fixture
def bad(folder: Path) -> Path:
    path = folder / "bad.py"
    path.write_text(BAD, encoding="utf-8")
    return path


def test_diff(bad: Path, mangle_lint: Command) -> None:
    done = mangle_lint("codemod", "bad.py")
    assert (done.status, done.stdout) == (1, DIFF)
    assert done.stderr == "Would apply 1 fix in 1 file; --apply writes it.\n"
    assert bad.read_text(encoding="utf-8") == BAD


def test_diff_option_alone(bad: Path, mangle_lint: Command) -> None:
    done = mangle_lint("codemod", "--diff", "-q", ".")
    assert (done.status, done.stdout, done.stderr) == (1, DIFF, "")
    assert bad.read_text(encoding="utf-8") == BAD


def test_apply(bad: Path, mangle_lint: Command) -> None:
    done = mangle_lint("codemod", "--apply", ".")
    assert (done.status, done.stdout, done.stderr) == (0, "", "Applied 1 fix in 1 file.\n")
    assert bad.read_text(encoding="utf-8") == FIXED
    again = mangle_lint("codemod", "--apply", ".")
    assert (again.status, again.stdout) == (0, "")
    assert again.stderr == "Nothing to change in 1 file.\n"
    assert bad.read_text(encoding="utf-8") == FIXED


def test_apply_and_diff(bad: Path, mangle_lint: Command) -> None:
    done = mangle_lint("codemod", "--apply", "--diff", ".")
    assert (done.status, done.stdout) == (0, DIFF)
    assert bad.read_text(encoding="utf-8") == FIXED


def test_nothing_to_change(folder: Path, mangle_lint: Command) -> None:
    (folder / "good.py").write_text(GOOD, encoding="utf-8")
    for options in ([], ["--apply"], ["--diff"]):
        done = mangle_lint("codemod", *options, ".")
        assert (done.status, done.stdout) == (0, "")
        assert done.stderr == "Nothing to change in 1 file.\n"
        assert mangle_lint("codemod", "-q", *options, ".").stderr == ""


def test_current_folder_by_default(bad: Path, mangle_lint: Command) -> None:
    assert mangle_lint("codemod").stdout == DIFF


def test_several_files(folder: Path, mangle_lint: Command) -> None:
    for name in ("b.py", "a.py", "pkg.py"):
        (folder / name).write_text(BAD * 2, encoding="utf-8")
    done = mangle_lint("codemod", "b.py", "a.py")
    files = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("+++")]
    assert files == ["b.py", "a.py"]
    assert mangle_lint("codemod", "--apply", ".").stderr == "Applied 6 fixes in 3 files.\n"


# --- what is held back ----------------------------------------------------------------------------


def test_unsafe_fix_is_left_with_its_reason(bad: Path, mangle_lint: Command) -> None:
    bad.write_text(UNSAFE, encoding="utf-8")
    for options in ([], ["--apply"]):
        done = mangle_lint("codemod", *options, ".")
        assert (done.status, done.stdout) == (1, "")
        assert done.stderr.startswith("bad.py:9:13: MGL001 is left: ")
        assert "line 17" in done.stderr
        assert bad.read_text(encoding="utf-8") == UNSAFE


def test_unsafe_fixes(bad: Path, mangle_lint: Command) -> None:
    bad.write_text(UNSAFE, encoding="utf-8")
    assert mangle_lint("codemod", "--unsafe-fixes", ".").status == 1
    assert bad.read_text(encoding="utf-8") == UNSAFE
    done = mangle_lint("codemod", "--unsafe-fixes", "--apply", ".")
    assert (done.status, done.stdout) == (0, "")
    after = UNSAFE.replace("del self.__file", "self.__file = None")
    after = after.replace("hasattr(self, '_Player__file')", "self.__file is not None")
    assert bad.read_text(encoding="utf-8") == after


def test_deletion_without_a_fix_is_told(bad: Path, mangle_lint: Command) -> None:
    bad.write_text(
        BAD.replace("del self.__file", "print(delattr(self, '_Player__file'))"), encoding="utf-8"
    )
    done = mangle_lint("codemod", "--apply", ".")
    assert done.status == 1
    assert "bad.py:9:15: MGL001 is left: there is no fix for it\n" in done.stderr


def test_reads_that_will_meet_none_are_told(bad: Path, mangle_lint: Command) -> None:
    bad.write_text(INCOMPLETE, encoding="utf-8")
    done = mangle_lint("codemod", "--apply", ".")
    assert done.status == 1
    (line, _) = done.stderr.splitlines()
    assert line.startswith("bad.py:12:16: will meet None in `Player.position`: ")


@pytest.mark.parametrize("how", [(), ("--apply",)])
def test_exit_zero(bad: Path, mangle_lint: Command, how: tuple[str, ...]) -> None:
    bad.write_text(INCOMPLETE, encoding="utf-8")
    assert mangle_lint("codemod", *how, ".").status == 1
    bad.write_text(INCOMPLETE, encoding="utf-8")
    assert mangle_lint("codemod", "--exit-zero", *how, ".").status == 0
    (bad.parent / "broken.py").write_text("del self.__x.\n")
    assert mangle_lint("codemod", "--exit-zero", *how, ".").status == 2


def test_only_counts_what_was_chosen(bad: Path, mangle_lint: Command) -> None:
    """What is not to be fixed is not left."""
    bad.write_text(INCOMPLETE, encoding="utf-8")
    assert mangle_lint("codemod", "--apply", "--only", "Other", ".").status == 0


# --- the diff can be applied ----------------------------------------------------------------------

TEXTS = {
    "LF": BAD,
    "CRLF": BAD.replace("\n", "\r\n"),
    "mixed": BAD.replace("\n    def", "\r\n    def"),
    "no final newline": BAD + "\n    def last(self):\n        del self.__file",
    "no final newline, CRLF": (BAD + "\n    def last(self):\n        del self.__file").replace(
        "\n", "\r\n"
    ),
    "form feeds": BAD.replace("\n\n", "\n\f\n"),
    "odd characters": BAD.replace("\n\n", "\n    # \x85 \u2028 \x1c \v é ☃\n"),
    "tabs": BAD.replace("    ", "\t"),
    "byte order mark": "\ufeff" + BAD,
    "first line": "class C:\n def f(self): del self.__x\n def g(self): return self.__x\n"
    "def h(it): it._C__x = 1\n",
    "several hunks": BAD + "\n" * 20 + BAD,
}
DATA = {
    **{name: text.encode() for name, text in TEXTS.items()},
    "Latin-1": ("# coding: latin-1\n" + BAD.replace("\n\n", "  # \xe9\n\n")).encode("latin-1"),
    "Shift JIS": ("# coding: shift_jis\n" + BAD.replace("\n\n", "  # \u8868\n\n")).encode(
        "shift_jis"
    ),
}

TOOLS = {
    "patch": ["patch", "-p0", "--binary", "-i", "{}"],
    "git apply": ["git", "apply", "-p0", "{}"],
}


def apply_diff(mangle_lint: Command, tool: str, folder: Path, name: str) -> None:
    """Check that the printed diff makes of a file what `--apply` makes of it."""
    if shutil.which(TOOLS[tool][0]) is None:
        pytest.skip(f"{TOOLS[tool][0]} is not installed")
    data = (folder / name).read_bytes()
    shown = mangle_lint("codemod", ".")
    assert shown.status == 1
    patch = folder / "change.patch"
    patch.write_bytes(shown.out)
    command = [part.format(patch) for part in TOOLS[tool]]
    done = run_process(*command, cwd=folder, GIT_CEILING_DIRECTORIES=str(folder.parent))
    assert done.status == 0, done.out + done.err
    by_tool = (folder / name).read_bytes()
    assert by_tool != data
    (folder / name).write_bytes(data)
    assert mangle_lint("codemod", "--apply", ".").status == 0
    assert (folder / name).read_bytes() == by_tool


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("data", DATA.values(), ids=DATA)
def test_diff_applies(folder: Path, mangle_lint: Command, data: bytes, tool: str) -> None:
    (folder / "bad.py").write_bytes(data)
    apply_diff(mangle_lint, tool, folder, "bad.py")


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("name", ["pkg/sub/bad.py", "with space.py", "été.py"])
def test_diff_of_a_path_applies(folder: Path, mangle_lint: Command, name: str, tool: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(BAD, encoding="utf-8")
    apply_diff(mangle_lint, tool, folder, name)


def test_diff_in_colour(bad: Path, mangle_lint: Command) -> None:
    done = mangle_lint("codemod", ".", FORCE_COLOR="1")
    assert "\x1b[31m-        del self.__file" in done.stdout
    assert "\x1b[32m+        self.__file = None" in done.stdout
    assert "\x1b" not in mangle_lint("codemod", ".", FORCE_COLOR="1", NO_COLOR="1").stdout


# --- the release with the bug ---------------------------------------------------------------------


def test_fixed_release_is_the_next_one(
    tmp_path: Path, release: Callable[[str], Path], mangle_lint: Command
) -> None:
    """1.10.1 cured the bug by hand; the codemod makes the same bytes of 1.10.0."""
    before, after = release("1.10.0") / "aiortc", release("1.10.1") / "aiortc"
    copy = tmp_path / "aiortc"
    shutil.copytree(before, copy, ignore=shutil.ignore_patterns("__pycache__"))
    done = mangle_lint("codemod", "--apply", copy)
    assert (done.status, done.stdout) == (0, "")
    assert done.stderr == "Applied 1 fix in 1 file.\n"
    changed = [
        path.relative_to(copy).as_posix()
        for path in sorted(copy.rglob("*"))
        if path.is_file() and path.read_bytes() != (before / path.relative_to(copy)).read_bytes()
    ]
    assert changed == ["rtcrtpsender.py"]
    expected = (after / "rtcrtpsender.py").read_bytes()
    assert (copy / "rtcrtpsender.py").read_bytes() == expected
    assert mangle_lint("codemod", copy).status == 0
