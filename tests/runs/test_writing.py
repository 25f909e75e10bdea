"""Replacing a file: whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mangle_lint.runs.writing import replace_file

from ..conftest import BAD, FIXED, GOOD, Command

posix = pytest.mark.skipif(os.name == "nt", reason="about POSIX permissions and links")


@pytest.fixture
def file(folder: Path) -> Path:
    path = folder / "bad.py"
    path.write_bytes(BAD.encode())
    return path


def state(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_content_is_replaced_and_nothing_else_is_left(file: Path) -> None:
    replace_file(file, b"\r\n\xff")
    assert state(file.parent) == {"bad.py": b"\r\n\xff"}


@posix
@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755, 0o640, 0o444])
def test_mode_is_kept(file: Path, mode: int) -> None:
    file.chmod(mode)
    before = file.stat()
    replace_file(file, b"new")
    after = file.stat()
    assert stat.S_IMODE(after.st_mode) == mode
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)


@posix
def test_link_stays_a_link(file: Path) -> None:
    folder = file.parent
    (folder / "sub").mkdir()
    link = folder / "sub" / "link.py"
    link.symlink_to("../bad.py")
    second = folder / "second.py"
    second.symlink_to("sub/link.py")
    replace_file(second, b"new")
    assert second.is_symlink()
    assert link.is_symlink()
    assert not file.is_symlink()
    assert file.read_bytes() == b"new"
    assert sorted(path.name for path in folder.rglob("*")) == [
        "bad.py", "link.py", "second.py", "sub"
    ]  # fmt: skip


STEPS = ["fsync", "chmod", "replace"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_failure_leaves_the_file_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(os if step == "fsync" else Path, step, fail)
    with pytest.raises(type(error)):
        replace_file(file, b"new")
    monkeypatch.undo()
    assert state(file.parent) == {"bad.py": BAD.encode()}


def test_missing_file_is_not_made(folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        replace_file(folder / "missing.py", b"new")
    assert state(folder) == {}


def dead_process() -> int:
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


@posix
def test_litter_of_dead_runs_is_cleared(file: Path) -> None:
    folder = file.parent
    mine = folder / f".bad.py.{os.getpid()}.mangle-lint-tmp"
    dead = folder / f".bad.py.{dead_process()}.mangle-lint-tmp"
    alive = folder / f".bad.py.{os.getppid()}.mangle-lint-tmp"
    other = folder / f".badXpy.{dead_process()}.mangle-lint-tmp"
    words = folder / ".bad.py.old.mangle-lint-tmp"
    for path in (mine, dead, alive, other, words):
        path.write_bytes(b"half")
    replace_file(file, b"new")
    assert set(state(folder)) == {"bad.py", alive.name, other.name, words.name}
    assert file.read_bytes() == b"new"


@posix
@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root may write everywhere")
def test_read_only_folder(file: Path) -> None:
    file.parent.chmod(0o555)
    try:
        with pytest.raises(PermissionError):
            replace_file(file, b"new")
    finally:
        file.parent.chmod(0o755)
    assert state(file.parent) == {"bad.py": BAD.encode()}


# --- through the command --------------------------------------------------------------------------


def test_unchanged_files_are_not_touched(folder: Path, mangle_lint: Command) -> None:
    for name, text in {"a.py": GOOD, "b.py": BAD, "c.py": ""}.items():
        (folder / name).write_text(text, encoding="utf-8")
        os.utime(folder / name, ns=(10**9, 10**9))
    identity = {path.name: path.stat().st_ino for path in folder.iterdir()}
    assert mangle_lint("codemod", "--apply", ".").status == 0
    changed = {path.name for path in folder.iterdir() if path.stat().st_mtime_ns != 10**9}
    assert changed == {"b.py"}
    assert all((folder / name).stat().st_ino == identity[name] for name in ("a.py", "c.py"))


def test_nothing_is_written_without_apply(folder: Path, mangle_lint: Command) -> None:
    (folder / "b.py").write_text(BAD, encoding="utf-8")
    os.utime(folder / "b.py", ns=(10**9, 10**9))
    assert mangle_lint("codemod", ".").status == 1
    assert (folder / "b.py").stat().st_mtime_ns == 10**9


def test_file_that_cannot_be_written(
    folder: Path, mangle_lint: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line, exit status 2; the others are written."""
    for name in ("a.py", "b.py", "c.py"):
        (folder / name).write_text(BAD, encoding="utf-8")
    replace = Path.replace

    def no_b(self: Path, target: Path) -> Path:
        if target.name == "b.py":
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", no_b)
    done = mangle_lint("codemod", "--apply", ".")
    assert done.status == 2
    assert done.errors == ["error: b.py: cannot be written: Permission denied"]
    assert "Applied 2 fixes in 2 files." in done.stderr
    texts = {name: text.decode() for name, text in state(folder).items()}
    assert texts == {"a.py": FIXED, "b.py": BAD, "c.py": FIXED}


@posix
def test_links_are_followed_and_kept(folder: Path, mangle_lint: Command) -> None:
    (folder / "real.py").write_text(BAD, encoding="utf-8")
    (folder / "link.py").symlink_to("real.py")
    assert mangle_lint("codemod", "--apply", ".").status == 0
    assert (folder / "link.py").is_symlink()
    assert (folder / "real.py").read_text(encoding="utf-8") == FIXED
    assert sorted(path.name for path in folder.iterdir()) == ["link.py", "real.py"]
