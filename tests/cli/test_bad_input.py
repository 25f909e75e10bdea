"""Files that cannot be read or parsed: one line each, and the others are still checked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mangle_lint.options import Options
from mangle_lint.sieves.excerpt import Excerpt

from ..conftest import BAD, FIXED, Command

BROKEN = {
    "not UTF-8": (b"x = '\xe9'\n", "broken.py:1:1: is not UTF-8 and declares no other encoding"),
    "syntax error": (b"x = 1\nif x\n    y\n", "broken.py:2:5: syntax error: "),
    "unknown encoding": (
        b"# coding: klingon\n",
        "broken.py: declares an unknown encoding: klingon",
    ),
    "null byte": (b"x = 1\0\n", "broken.py:1:6: syntax error: "),
    "syntax error behind a class": (BAD.encode() + b"x y\n", "broken.py:15:"),
}


@pytest.fixture
def with_bad(folder: Path) -> Path:
    """A folder with a bad file on either side, in the alphabet, of `broken.py`."""
    for name in ("a.py", "z.py"):
        (folder / name).write_text(BAD, encoding="utf-8")
    return folder


def assert_others_are_checked(mangle_lint: Command, *paths: str) -> str:
    """Run all commands; the one line about what could not be done."""
    lines = set()
    for output_format in ("full", "concise", "json"):
        done = mangle_lint("check", "--output-format", output_format, *paths)
        assert done.status == 2
        assert "a.py" in done.stdout
        assert "z.py" in done.stdout
        assert "broken.py" not in done.stdout
        lines.update(done.stderr.splitlines())
    done = mangle_lint("codemod", *paths)
    assert done.status == 2
    assert "+++ a.py" in done.stdout
    assert "+++ z.py" in done.stdout
    lines.update(done.errors)
    done = mangle_lint("codemod", "--apply", *paths)
    assert done.status == 2
    assert Path("a.py").read_text(encoding="utf-8") == FIXED
    assert Path("z.py").read_text(encoding="utf-8") == FIXED
    lines.update(done.errors)
    (line,) = lines
    return line.removeprefix("error: ")


@pytest.mark.parametrize(("data", "start"), BROKEN.values(), ids=BROKEN)
def test_broken_file(with_bad: Path, mangle_lint: Command, data: bytes, start: str) -> None:
    (with_bad / "broken.py").write_bytes(data)
    line = assert_others_are_checked(mangle_lint, ".")
    assert line.startswith(start)
    assert "internal error" not in line
    assert (with_bad / "broken.py").read_bytes() == data


def test_missing_file(with_bad: Path, mangle_lint: Command) -> None:
    line = assert_others_are_checked(mangle_lint, "a.py", "broken.py", "z.py")
    assert line == "broken.py: cannot be read: No such file or directory"


def test_broken_link_by_name(with_bad: Path, mangle_lint: Command) -> None:
    (with_bad / "broken.py").symlink_to("nowhere")
    line = assert_others_are_checked(mangle_lint, "a.py", "broken.py", "z.py")
    assert line == "broken.py: cannot be read: No such file or directory"


def test_file_without_permission(
    with_bad: Path, mangle_lint: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    (with_bad / "broken.py").write_text(BAD, encoding="utf-8")
    read_bytes = Path.read_bytes

    def denied(self: Path) -> bytes:
        if self.name == "broken.py":
            raise PermissionError(13, "Permission denied", str(self))
        return read_bytes(self)

    monkeypatch.setattr(Path, "read_bytes", denied)
    line = assert_others_are_checked(mangle_lint, ".")
    assert line == "broken.py: cannot be read: Permission denied"


@pytest.mark.parametrize("named", [False, True])
def test_folder_without_permission(
    with_bad: Path, mangle_lint: Command, monkeypatch: pytest.MonkeyPatch, named: bool
) -> None:
    """Nobody may believe that what is in it has been checked."""
    (with_bad / "closed").mkdir()
    scandir = os.scandir

    def denied(path: Any = ".") -> Iterator[os.DirEntry[str]]:
        if os.fspath(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", denied)
    paths = ["a.py", "closed", "z.py"] if named else ["."]
    line = assert_others_are_checked(mangle_lint, *paths)
    assert line == "closed: cannot be read: Permission denied"


def test_several_failures_are_all_told(folder: Path, mangle_lint: Command) -> None:
    for number in range(3):
        (folder / f"broken{number}.py").write_text("x y\n", encoding="utf-8")
    done = mangle_lint("check", ".", "missing.py")
    assert done.status == 2
    assert len(done.errors) == len(done.stderr.splitlines()) == 4
    assert done.stdout == "Nothing found in 0 files.\n"


def test_only_failures_is_not_a_clean_bill(folder: Path, mangle_lint: Command) -> None:
    done = mangle_lint("check", "-q", "missing.py")
    assert (done.status, done.stdout) == (2, "")
    assert done.stderr == "error: missing.py: cannot be read: No such file or directory\n"


def test_internal_error_is_one_line(
    with_bad: Path, mangle_lint: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mangle_lint import engine

    check, fix = engine.check_excerpt, engine.fix_excerpt

    def broken(inner: Any) -> Any:
        def call(excerpt: Excerpt, options: Options) -> Any:
            if excerpt.source.path == "broken.py":
                raise KeyError("first line\nsecond line")
            return inner(excerpt, options)

        return call

    monkeypatch.setattr(engine, "check_excerpt", broken(check))
    monkeypatch.setattr(engine, "fix_excerpt", broken(fix))
    (with_bad / "broken.py").write_text(BAD, encoding="utf-8")
    line = assert_others_are_checked(mangle_lint, ".")
    assert line.startswith("broken.py: internal error (KeyError: ")
    assert line.endswith("); please report this with the file")


DEPTH = 20_000
DEEP = {
    "parentheses": "x = " + "(" * DEPTH + "1" + ")" * DEPTH,
    "lists": "x = " + "[" * DEPTH + "]" * DEPTH,
    "calls": "x = " + "f(" * DEPTH + ")" * DEPTH,
    "attributes": "x = a" + ".b" * DEPTH,
    "chained calls": "x = a" + "()" * DEPTH,
    "subscripts": "x = a" + "[0]" * DEPTH,
    "elif": "if a: pass\n" + "elif b: pass\n" * DEPTH,
    "binary operators": "x = 1" + " + 1" * DEPTH,
    "unary operators": "x = " + "-" * DEPTH + "1",
    "not": "x = " + "not " * DEPTH + "1",
    "and": "x = a" + " and a" * DEPTH,
    "comparisons": "x = 1" + " < 1" * DEPTH,
    "conditions": "x = 1" + " if a else 1" * DEPTH,
    "lambdas": "x = " + "lambda: " * DEPTH + "1",
    "assignments": "x = " * DEPTH + "1",
    "blocks": "\n".join(" " * n + "if a:" for n in range(99)) + " pass",
    "powers": "x = 1" + " ** 1" * DEPTH,
    "texts": "x = ''" + " ''" * DEPTH,
}


BESIDE = ("parentheses", "attributes", "elif", "binary operators")


@pytest.mark.alone
@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("kind", "inside"), [*((kind, True) for kind in DEEP), *((kind, False) for kind in BESIDE)]
)
def test_deep_nesting(
    with_bad: Path, mangle_lint_process: Command, kind: str, inside: bool
) -> None:
    """Analysed, or refused in one line; never a crash, a traceback or an endless wait."""
    text = DEEP[kind]
    if inside:
        body = "\n".join(f"        {line}" for line in text.splitlines())
        text = f"\n    def deep(self, a, b, f):\n{body}"
    (with_bad / "deep.py").write_text(f"{BAD}{text}\n", encoding="utf-8")
    done = mangle_lint_process(
        "check", "-q", "--output-format", "concise", "a.py", "deep.py", "z.py",
        cwd=with_bad, timeout=20,
    )  # fmt: skip
    found = [line.split(":")[0] for line in done.stdout.splitlines()]
    if "deep.py" in found:
        assert (done.status, done.stderr) == (1, "")
        assert found == ["a.py", "deep.py", "z.py"]
    else:
        assert done.status == 2
        assert found == ["a.py", "z.py"]
        (line,) = done.stderr.splitlines()
        assert line.startswith("error: deep.py")
        assert "too deep" in line or "syntax error" in line or "too many" in line
