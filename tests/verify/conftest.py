"""Throw-away packages, and environments to install them in."""

from __future__ import annotations

import os
import sys
import venv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from mangle_lint.verify.scenario import Report, Settings, verify
from mangle_lint.verify.target import Target, folder_target

SENDER = """\
class Sender:
    def __init__(self):
        self.__encoder = "vp8"

    def stop(self):
        if self.__encoder:
            del self.__encoder

    def report(self):
        if self.__encoder:
            return self.__encoder
        return "idle"
"""
"""A class with a finding whose fix is safe and complete; its reads are on lines 10 and 11."""

MESSAGE = "'Sender' object has no attribute '_Sender__encoder'"

STOPPED = "from media import Sender\nsender = Sender()\nsender.stop()\n"

Verify = Callable[..., Report]


def environment(**more: str) -> dict[str, str]:
    """What a command inherits in a test: nothing that was said to pytest or to this Python."""
    prefixes = ("PYTEST", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(prefixes)}
    return {**kept, **more}


def write(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def snapshot(folder: Path) -> dict[str, tuple[bytes | str, int]]:
    """Everything below a folder: contents, where links lead, when changed."""
    return {
        str(path.relative_to(folder)): (
            str(path.readlink())
            if path.is_symlink()
            else path.read_bytes()
            if path.is_file()
            else "",
            path.lstat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the module `media`, which has a finding."""
    return write(tmp_path / "project", {"media.py": SENDER})


@pytest.fixture
def run_both() -> Verify:
    """Verify a target, a folder by its path, with a command of this Python."""

    def run(
        target: Target | Path,
        *arguments: str | Path,
        command: Sequence[str] = (sys.executable,),
        timeout: float = 60.0,
        unsafe_fixes: bool = False,
        **variables: str,
    ) -> Report:
        settings = Settings(environment(**variables), timeout, unsafe_fixes)
        chosen = folder_target(target) if isinstance(target, Path) else target
        return verify(chosen, [*command, *map(str, arguments)], settings)

    return run


@dataclass(frozen=True)
class Environment:
    """A virtual environment: its interpreter and the folder of installed packages."""

    python: Path
    packages: Path

    def install(self, name: str, files: Mapping[str, str]) -> None:
        """Install a distribution that consists of `files`."""
        folder = f"{name.replace('-', '_')}-1.0.dist-info"
        metadata = {f"{folder}/METADATA": f"Name: {name}\nVersion: 1.0\n"}
        record = [*files, *metadata, f"{folder}/RECORD", "../../../bin/script.py"]
        lines = "".join(f"{file},,\n" for file in record)
        write(self.packages, {**files, **metadata, record[-2]: lines, record[-1]: "pass\n"})


@pytest.fixture
def environment_folder(tmp_path: Path) -> Environment:
    folder = tmp_path / "environment"
    venv.create(folder, symlinks=os.name != "nt")
    (packages,) = folder.glob("[Ll]ib/**/site-packages")
    scripts, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return Environment(folder / scripts / name, packages)
