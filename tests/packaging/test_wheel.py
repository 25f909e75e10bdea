"""The wheel: what is in it, and that it works where it is installed."""

from __future__ import annotations

import re
import shutil
import sys
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

import mangle_lint

from ..conftest import BAD, FIXED, ROOT, run_process

PARTS = ("mangle_lint", "codemods")

pytestmark = pytest.mark.xdist_group("wheel")  # which is built once


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built from a copy of it."""
    folder = tmp_path_factory.mktemp("wheel")
    checkout = folder / "checkout"
    # bytecode comes and goes while other tests run
    hidden = (".*_cache", ".cache", ".git", ".venv*", ".hypothesis")
    junk = shutil.ignore_patterns(*hidden, "__pycache__", "dist")
    shutil.copytree(ROOT, checkout, ignore=junk, symlinks=True)
    command = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder)
    done = run_process(*command, cwd=checkout)
    assert done.status == 0, done.out + done.err
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's files; its dependencies are those of this Python."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_content(wheel: Path) -> None:
    version = mangle_lint.__version__
    assert wheel.name == f"mangle_lint-{version}-py3-none-any.whl"
    info = f"mangle_lint-{version}.dist-info"
    expected = {f"{info}/{name}" for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt")}
    expected |= {f"{info}/licenses/LICENSE", "mangle_lint/py.typed"}
    expected |= {
        path.relative_to(ROOT).as_posix()
        for part in PARTS
        for kind in ("*.py", "*.toml")
        for path in (ROOT / part).rglob(kind)
    }
    with zipfile.ZipFile(wheel) as archive:
        assert set(archive.namelist()) == expected
        for name in expected:
            if not name.startswith(info):
                assert archive.read(name) == (ROOT / name).read_bytes()


def test_metadata(wheel: Path) -> None:
    version = mangle_lint.__version__
    info = f"mangle_lint-{version}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        metadata = message_from_bytes(archive.read(f"{info}/METADATA"))
        entry_points = archive.read(f"{info}/entry_points.txt").decode()
    assert metadata["Name"] == "mangle-lint"
    assert metadata["Version"] == version
    assert metadata["Requires-Python"] == ">=3.10"
    assert metadata["License-Expression"] == "MIT"
    required = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert sorted(re.split(r"[<>=]", line)[0] for line in required) == ["click", "libcst", "tomli"]
    assert entry_points.split("\n")[:2] == [
        "[console_scripts]",
        "mangle-lint = mangle_lint.cli:main",
    ]


def test_command(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text(BAD, encoding="utf-8")
    code = "import sys; from mangle_lint.cli import main; sys.argv[0] = 'mangle-lint'; main()"
    path = str(installed)
    done = run_process(sys.executable, "-c", code, "check", "bad.py", cwd=tmp_path, PYTHONPATH=path)
    assert (done.status, done.stderr) == (1, "")
    assert "MGL001" in done.stdout


def test_codemod_from_a_subfolder_of_another_project(installed: Path, tmp_path: Path) -> None:
    """With LibCST's own driver, and the configuration that our README tells."""
    shutil.copy(ROOT / ".libcst.codemod.yaml", tmp_path)
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "bad.py").write_text(BAD, encoding="utf-8")
    done = run_process(
        *(sys.executable, "-m", "libcst.tool", "codemod", "del_to_none.DelToNone", "bad.py"),
        cwd=tmp_path / "src",
        PYTHONPATH=str(installed),
    )
    assert done.status == 0, done.stderr
    assert (tmp_path / "src" / "bad.py").read_text(encoding="utf-8") == FIXED


def test_version_is_the_same_everywhere() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    version = re.search(r'^version = "(.+)"$', project, re.MULTILINE)
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[?v?(\d[\w.]*)", changes, re.MULTILINE)
    assert version is not None
    assert newest is not None
    assert mangle_lint.__version__ == version[1] == newest[1]
