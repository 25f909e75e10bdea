"""The target of verify: the files to fix, and the folder that they are imported from."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mangle_lint.errors import UserError
from mangle_lint.runs.discovery import EXCLUDED_FOLDERS, discover
from mangle_lint.runs.packages import installed_files, python_files

_PYTHON = re.compile(r"(python|pypy)[\d.]*t?(\.exe)?", re.IGNORECASE)
_METADATA = (".dist-info", ".egg-info")


@dataclass(frozen=True, slots=True)
class Target:
    """Code that can be copied, and imported from the copy.

    `root` is the folder that imports start from. `contents` are the files and folders to copy,
    relative to `root`; `files` are the Python files to fix. `left_out` are the names of folders to
    skip, unless they are packages. `on_path` is true if `root` holds nothing but the target and so
    may go on `sys.path`.
    """

    root: Path
    contents: tuple[Path, ...]
    files: tuple[Path, ...]
    left_out: frozenset[str]
    on_path: bool


def package_target(name: str, python: Path | None) -> Target:
    """Return an installed distribution as target. Raises UserError.

    `python` is the interpreter whose environment is searched; None means the running one.
    """
    root, recorded = installed_files(name, python)
    inside = {
        path: path.relative_to(root)
        for path in recorded
        if path.is_relative_to(root) and ".." not in path.relative_to(root).parts
    }
    files = [path for path in python_files(name, recorded) if path in inside]
    if not files:
        raise UserError(f"{name} has no Python files in {root}")
    contents = {
        _unit(root, relative)
        for path, relative in inside.items()
        if path.suffix == ".py" or not relative.parts[0].endswith(_METADATA)
        if path.is_file()
    }
    left_out = frozenset({"__pycache__"})
    return Target(root, tuple(sorted(contents)), tuple(files), left_out, on_path=False)


def interpreter(command: Sequence[str]) -> Path | None:
    """The path of the Python that `command` runs; None if it runs another program."""
    if not _PYTHON.fullmatch(Path(command[0]).name):
        return None
    found = shutil.which(command[0])
    return Path(found) if found is not None else None


def folder_target(folder: Path) -> Target:
    """Return a folder as target: a package, or a folder that modules are imported from."""
    folder = folder.resolve()
    files = tuple(Path(file.path) for file in discover([folder]) if file.problem is None)
    top = folder
    while (top / "__init__.py").exists():
        top = top.parent
    contents = folder.relative_to(top).parts[:1]
    return Target(top, (Path(*contents),), files, EXCLUDED_FOLDERS, on_path=not contents)


def _unit(root: Path, file: Path) -> Path:
    """The outermost package around a file, or the file itself; all relative to `root`."""
    outward = reversed(file.parents[:-1])
    return next((above for above in outward if (root / above / "__init__.py").exists()), file)
