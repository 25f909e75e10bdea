"""What is copied, and what is not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from mangle_lint.errors import UserError
from mangle_lint.runs.packages import PackageNotFound
from mangle_lint.verify.overlay import copy, make_overlay
from mangle_lint.verify.target import folder_target, interpreter, package_target

from .conftest import SENDER, Environment, snapshot, write

links = pytest.mark.skipif(os.name == "nt", reason="links need privileges there")


def copied(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir()}


def test_junk_is_left_out(project: Path, tmp_path: Path) -> None:
    junk = [".git/config", ".venv/x.py", "node_modules/x.js", "build/x.py", "__pycache__/x.pyc"]
    kept = ["data/x.csv", "tools/build/__init__.py", "tools/build/x.py", "mine/keep.py"]
    write(project, dict.fromkeys([*junk, *kept, "env/pyvenv.cfg", "env/x.py"], ""))
    make_overlay(folder_target(project), tmp_path / "overlay", unsafe_fixes=False)
    assert copied(tmp_path / "overlay") == {"media.py", *kept}


def test_overlay_inside_the_target(project: Path) -> None:
    overlay = make_overlay(folder_target(project), project / "overlay", unsafe_fixes=False)
    assert copied(overlay.root) == {"media.py"}


def test_only_the_package_that_is_meant(tmp_path: Path) -> None:
    write(tmp_path, {"src/media/__init__.py": SENDER, "src/other/__init__.py": SENDER})
    target = folder_target(tmp_path / "src" / "media")
    overlay = make_overlay(target, tmp_path / "overlay", unsafe_fixes=False)
    assert copied(overlay.root) == {"media/__init__.py"}
    assert overlay.changed == (Path("media/__init__.py"),)


def test_read_only_file_is_fixed(project: Path, tmp_path: Path) -> None:
    (project / "media.py").chmod(0o444)
    overlay = make_overlay(folder_target(project), tmp_path / "overlay", unsafe_fixes=False)
    fixed = overlay.root / "media.py"
    assert "= None" in fixed.read_text(encoding="utf-8")
    assert fixed.stat().st_mode == (project / "media.py").stat().st_mode


@links
def test_links(tmp_path: Path) -> None:
    source = write(tmp_path / "source", {"inside/a.txt": "a"})
    write(tmp_path / "outside", {"b.txt": "b"})
    (source / "file").symlink_to(tmp_path / "outside" / "b.txt")
    (source / "again").symlink_to("inside")
    (source / "inside" / "loop").symlink_to(source)
    (source / "dead").symlink_to(tmp_path / "nowhere")
    (source / "far").symlink_to(tmp_path / "outside")
    os.mkfifo(source / "pipe")
    before = snapshot(source)
    target = tmp_path / "target"
    copy(source, target, lambda _: False)
    assert copied(target) == {"file", "inside/a.txt", "again/a.txt"}
    assert not (target / "file").is_symlink()
    assert not (target / "again").is_symlink()
    assert (target / "far").readlink() == tmp_path / "outside"
    assert snapshot(source) == before


def test_nothing_to_fix(tmp_path: Path) -> None:
    write(tmp_path / "project", {"x.py": "x = 1\n"})
    with pytest.raises(UserError, match="nothing to fix was found"):
        make_overlay(folder_target(tmp_path / "project"), tmp_path / "o", unsafe_fixes=False)
    write(tmp_path / "project", {"y.py": "def (:\n"})
    with pytest.raises(UserError, match=r"nothing to fix was found; .*y\.py:1"):
        make_overlay(folder_target(tmp_path / "project"), tmp_path / "o", unsafe_fixes=False)
    assert not (tmp_path / "o").exists()


def test_unsafe_fix_is_applied_on_demand(tmp_path: Path) -> None:
    guarded = SENDER + (
        "\n    def probe(self):\n        return hasattr(self, '_Sender__encoder')\n"
    )
    write(tmp_path / "project", {"media.py": guarded})
    target = folder_target(tmp_path / "project")
    with pytest.raises(UserError, match="with --unsafe-fixes"):
        make_overlay(target, tmp_path / "first", unsafe_fixes=False)
    assert make_overlay(target, tmp_path / "second", unsafe_fixes=True).changed


def test_unknown_package(environment_folder: Environment) -> None:
    with pytest.raises(PackageNotFound):
        package_target("no-such-package", environment_folder.python)


def test_files_outside_the_environment_are_not_the_target(
    environment_folder: Environment,
) -> None:
    environment_folder.install("media", {"media.py": SENDER})
    target = package_target("media", environment_folder.python)
    assert target.contents == (Path("media.py"),)
    assert target.files == (target.root / "media.py",)


def test_packages_are_copied_whole(environment_folder: Environment) -> None:
    """Also where somebody made a package of the folder of all packages, by mistake."""
    files = {"media/__init__.py": "", "media/deep/__init__.py": SENDER, "media/deep/data/x": ""}
    environment_folder.install("media", {**files, "__init__.py": ""})
    target = package_target("media", environment_folder.python)
    assert target.contents == (Path("__init__.py"), Path("media"))


@pytest.mark.parametrize(
    ("command", "is_one"),
    [([sys.executable, "x.py"], True), (["pytest"], False), (["pythonic-no-such"], False)],
)
def test_interpreter_of_a_command(command: list[str], *, is_one: bool) -> None:
    assert interpreter(command) == (Path(sys.executable) if is_one else None)


@pytest.mark.skipif(os.name == "nt" or not os.getuid(), reason="root may read everything")
def test_unreadable_file(project: Path, tmp_path: Path) -> None:
    write(project, {"secret": ""})
    (project / "secret").chmod(0)
    with pytest.raises(UserError, match="cannot copy"):
        make_overlay(folder_target(project), tmp_path / "overlay", unsafe_fixes=False)
