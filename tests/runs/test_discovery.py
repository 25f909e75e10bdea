"""Which files a path means."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from mangle_lint.runs.discovery import EXCLUDED_FOLDERS, SourceFile, discover

needs_links = pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x = 1\n", encoding="utf-8")


def names(targets: Iterable[SourceFile]) -> list[str]:
    return [Path(target.path).as_posix() for target in targets]


def found(*paths: str) -> list[str]:
    return names(discover([Path(path) for path in paths]))


def test_python_files_of_a_folder(folder: Path) -> None:
    make(folder, "b.py", "a.pyw", "c.pyi", "d.txt", "e", "f.py.orig", "pkg/__init__.py", "pkg/g.PY")
    make(folder, "no_package/deep/h.py", ".hidden.py")
    assert found(".") == [".hidden.py", "a.pyw", "b.py", "no_package/deep/h.py", "pkg/__init__.py"]


@pytest.mark.parametrize("junk", sorted(EXCLUDED_FOLDERS))
def test_junk_is_left_out(folder: Path, junk: str) -> None:
    make(folder, "a.py", f"{junk}/b.py", f"pkg/{junk}/deep/c.py")
    assert found(".") == ["a.py"]


@pytest.mark.parametrize("junk", [".git", ".venv", "venv", "node_modules", "__pycache__", "build"])
def test_usual_junk_is_known(junk: str) -> None:
    assert junk in EXCLUDED_FOLDERS


def test_virtual_environments_and_egg_info_are_left_out_by_content(folder: Path) -> None:
    make(folder, "a.py", "py312/lib/b.py", "py312/pyvenv.cfg", "my.egg-info/c.py")
    assert found(".") == ["a.py"]


def test_files_named_like_junk_are_kept(folder: Path) -> None:
    make(folder, "build.py", "dist.py", "pkg/venv.py")
    assert found(".") == ["build.py", "dist.py", "pkg/venv.py"]


def test_what_is_named_is_always_read(folder: Path) -> None:
    make(folder, "build/a.py", "script", "data.txt", "venv/lib/b.py", "venv/pyvenv.cfg")
    assert found("build/a.py", "script", "data.txt") == ["build/a.py", "script", "data.txt"]
    assert found("build", "venv") == ["build/a.py", "venv/lib/b.py"]


def test_named_or_found(folder: Path) -> None:
    make(folder, "a.py", "pkg/b.py")
    targets = list(discover([Path("a.py"), Path("pkg")]))
    assert [target.named for target in targets] == [True, False]


def test_missing_path_is_a_named_target(folder: Path) -> None:
    assert list(discover([Path("missing.py")])) == [SourceFile("missing.py", named=True)]


def test_folder_without_python(folder: Path) -> None:
    make(folder, "a.txt")
    assert found(".") == []


def test_duplicates_come_once(folder: Path) -> None:
    make(folder, "a.py", "pkg/b.py")
    assert found("a.py", ".", "./a.py", "pkg", "pkg/../a.py", "pkg/b.py") == ["a.py", "pkg/b.py"]


def test_absolute_and_relative_are_one(folder: Path) -> None:
    make(folder, "a.py")
    assert found("a.py", str(folder / "a.py"), str(folder)) == ["a.py"]


def test_order_is_stable(folder: Path) -> None:
    """Not the file system's: that of the arguments, and within a folder that of the names."""
    make(folder, *(f"{letter}/{name}.py" for letter in "cab" for name in "zyx"), "m.py", "B/x.py")
    inside = ["m.py", "B/x.py", "a/x.py", "a/y.py", "a/z.py", "b/x.py", "b/y.py", "b/z.py"]
    inside += ["c/x.py", "c/y.py", "c/z.py"]
    assert found(".") == inside
    assert found("c", "a") == ["c/x.py", "c/y.py", "c/z.py", "a/x.py", "a/y.py", "a/z.py"]


@needs_links
def test_links(folder: Path) -> None:
    make(folder, "real/a.py")
    (folder / "real" / "broken.py").symlink_to("nowhere.py")
    (folder / "real" / "self.py").symlink_to("self.py")
    (folder / "real" / "loop").symlink_to("..", target_is_directory=True)
    (folder / "real" / "b.py").symlink_to("a.py")
    (folder / "link").symlink_to("real", target_is_directory=True)
    assert found(".") == ["real/a.py", "real/b.py"]
    assert found("link") == ["link/a.py", "link/b.py"]
    assert found("real/broken.py") == ["real/broken.py"]


def test_folder_with_a_python_name(folder: Path) -> None:
    make(folder, "pkg.py/a.py")
    assert found(".") == ["pkg.py/a.py"]
    assert found("pkg.py") == ["pkg.py/a.py"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_are_not_opened(folder: Path) -> None:
    os.mkfifo(folder / "pipe.py")
    make(folder, "a.py")
    assert found(".") == ["a.py"]
