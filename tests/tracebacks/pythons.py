"""The Pythons that are installed, and what they say."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

VERSIONS = ("3.10", "3.11", "3.12", "3.13", "3.14")

every_python = pytest.mark.parametrize("version", VERSIONS)


def python(version: str) -> str:
    """An interpreter of that version; the test is skipped if there is none."""
    found = _python(version)
    if found is None:
        pytest.skip("not installed")
    return found


@cache
def _python(version: str) -> str | None:
    managed = (Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python")
    running = f"{sys.version_info[0]}.{sys.version_info[1]}"
    names = [sys.executable if version == running else f"python{version}", *map(str, managed)]
    for name in names:
        path = shutil.which(name)
        if path is not None and not subprocess.run([path, "-c", ""], check=False).returncode:
            return path
    return None


def printed(version: str, folder: Path, *arguments: str) -> str:
    """What a script of the folder prints on stderr under a Python."""
    done = subprocess.run(
        [python(version), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    return done.stderr
