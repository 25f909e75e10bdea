"""Which files an installed distribution means."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from mangle_lint.errors import UserError
from mangle_lint.runs.packages import package_files

from ..conftest import BAD, Command

FILES = {"media/__init__.py": "", "media/player.py": BAD, "media/data.txt": "", "single.py": ""}


def install(
    place: Path,
    name: str,
    files: Mapping[str, str],
    *,
    record: bool = True,
    metadata: Mapping[str, str] | None = None,
) -> None:
    """Put a distribution into a folder of installed packages, as pip leaves it."""
    info = f"{name.replace('-', '_')}-1.0.dist-info"
    everything = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        **{f"{info}/{file}": text for file, text in (metadata or {}).items()},
    }
    if record:
        lines = [f"{file},," for file in [*everything, f"{info}/RECORD"]]
        everything[f"{info}/RECORD"] = "\n".join(lines) + "\n"
    for file, text in everything.items():
        path = place / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the module search path."""
    path = tmp_path / "installed"
    path.mkdir()
    monkeypatch.syspath_prepend(path)
    return path


def found(name: str) -> list[str]:
    root, files = package_files(name)
    return [file.relative_to(root).as_posix() for file in files]


PYTHON_FILES = ["media/__init__.py", "media/player.py", "single.py"]


@pytest.mark.parametrize(
    "name", ["Media-Player", "media-player", "media_player", "MEDIA.player", "media", "single"]
)
def test_names(place: Path, name: str) -> None:
    """The distribution's own name in any spelling, and the modules that it provides."""
    install(place, "Media-Player", FILES)
    assert found(name) == PYTHON_FILES


def test_modules_that_top_level_tells(place: Path) -> None:
    install(place, "Media-Player", FILES, metadata={"top_level.txt": "media\nsingle\n"})
    assert found("media") == PYTHON_FILES


def test_distribution_before_module(place: Path) -> None:
    install(place, "first", {"second/__init__.py": ""})
    install(place, "second", {"third/__init__.py": ""})
    assert found("second") == ["third/__init__.py"]


def test_files_that_are_gone_are_left_out(place: Path) -> None:
    install(place, "media", FILES)
    (place / "media" / "player.py").unlink()
    assert found("media") == ["media/__init__.py", "single.py"]


def refusal(name: str, python: Path | None = None) -> str:
    with pytest.raises(UserError) as caught:
        package_files(name, python)
    text = str(caught.value)
    assert "\n" not in text
    return text


@pytest.mark.parametrize("name", ["no-such-package", "media.player", "", "../x"])
def test_unknown(place: Path, name: str) -> None:
    install(place, "other", {"other.py": ""})
    assert refusal(name) == f"no package named {name!r} is installed"


def test_without_record(place: Path) -> None:
    install(place, "media", FILES, record=False)
    assert refusal("media") == "media does not record its files; check its folder instead"


def test_without_python(place: Path) -> None:
    install(place, "media", {"media/data.txt": ""})
    assert refusal("media") == "media has no Python files"


EDITABLE = {
    "a path file": {"media.pth": "/elsewhere/src\n"},
    "a finder": {
        "__editable__.media-1.0.pth": "import __editable___media_1_0_finder\n",
        "__editable___media_1_0_finder.py": "MAPPING = {'media': '/elsewhere/src'}\n",
    },
}


@pytest.mark.parametrize("files", EDITABLE.values(), ids=EDITABLE)
def test_editable(place: Path, files: dict[str, str]) -> None:
    """Whatever a build backend leaves in site-packages, the files are elsewhere."""
    url = {"url": "file:///else%20where/src", "dir_info": {"editable": True}}
    install(place, "media", files, metadata={"direct_url.json": json.dumps(url)})
    assert refusal("media") == "media is installed in editable mode; check /else where/src instead"


def test_installed_from_a_folder_but_not_editable(place: Path) -> None:
    url = {"url": "file:///elsewhere/src", "dir_info": {}}
    install(place, "media", FILES, metadata={"direct_url.json": json.dumps(url)})
    assert found("media") == PYTHON_FILES


# --- another interpreter --------------------------------------------------------------------------


def other_python(tmp_path: Path, place: Path) -> Path:
    """What answers as an interpreter with `place` on its search path."""
    script = tmp_path / "python"
    script.write_text(
        f"#!{sys.executable}\nimport json, sys\n"
        "assert sys.argv[1:3] == ['-I', '-c'], sys.argv\n"
        f"print(json.dumps([{str(place)!r}]))\n",
        encoding="utf-8",
    )
    script.chmod(0o755)
    return script


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
def test_another_interpreter(tmp_path: Path) -> None:
    """Its environment is searched, and nothing but that."""
    place = tmp_path / "other"
    install(place, "media", FILES)
    python = other_python(tmp_path, place)
    root, files = package_files("media", python)
    assert root == place
    assert [file.relative_to(root).as_posix() for file in files] == PYTHON_FILES
    assert refusal("pytest", python) == "no package named 'pytest' is installed"
    assert refusal("media") == "no package named 'media' is installed"


def test_own_interpreter_by_path() -> None:
    assert package_files("pytest", Path(sys.executable)) == package_files("pytest")


def test_real_distribution() -> None:
    root, files = package_files("PyTest")
    assert root / "_pytest" / "main.py" in files
    assert files == sorted(files)


def test_no_interpreter(tmp_path: Path) -> None:
    assert "is not a Python interpreter that works" in refusal("pytest", tmp_path / "missing")


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
@pytest.mark.parametrize("script", ["exit 3", "echo hello", "echo '{'"])
def test_something_else_than_an_interpreter(tmp_path: Path, script: str) -> None:
    path = tmp_path / "python"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    assert f"{path} is not a Python interpreter that works" in refusal("pytest", path)


# --- through the command --------------------------------------------------------------------------


def test_check_package(place: Path, mangle_lint: Command) -> None:
    install(place, "Media-Player", FILES)
    done = mangle_lint("check", "--package", "media-player", "--output-format", "concise")
    assert done.status == 1
    assert done.stdout.startswith(f"{place / 'media' / 'player.py'}:9:13: MGL001 ")
    assert "in 3 files" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("--package", "no-such-package"),
        ("--package", "pytest", "."),
        ("--python", "/no/such/python"),
        ("--package", "pytest", "--python", "/no/such/python"),
    ],
)
def test_refusals(mangle_lint: Command, arguments: tuple[str, ...]) -> None:
    for command in ("check", "codemod"):
        done = mangle_lint(command, *arguments)
        assert done.status == 2
        assert done.stdout == ""
        assert len(done.stderr.splitlines()) == 1
        assert done.stderr.startswith("error: ")
