"""The target of verify: the files to fix, and the folder that they are imported from."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from mangle_lint.errors import UserError
from mangle_lint.runs.discovery import EXCLUDED_FOLDERS, python_files
from mangle_lint.runs.packages import package_files

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
    root, installed = package_files(name, python)
    files = [file for file in installed if ".." not in file.relative_to(root).parts]
    if not files:
        raise UserError(f"{name} has no Python files in {root}")
    contents = sorted(set(_units(root, [*files, *_recorded(root, files[0])])))
    return Target(root, tuple(contents), tuple(files), frozenset({"__pycache__"}), on_path=False)


def interpreter(command: Sequence[str]) -> Path | None:
    """The path of the Python that `command` runs; None if it runs another program."""
    if not _PYTHON.fullmatch(Path(command[0]).name):
        return None
    found = shutil.which(command[0])
    return Path(found) if found is not None else None


def folder_target(folder: Path) -> Target:
    """Return a folder as target: a package, or a folder that modules are imported from."""
    folder = folder.resolve()
    files = tuple(python_files([folder]))
    top = folder
    while (top / "__init__.py").exists():
        top = top.parent
    contents = folder.relative_to(top).parts[:1]
    return Target(top, (Path(*contents),), files, EXCLUDED_FOLDERS, on_path=not contents)


def _units(root: Path, files: Iterable[Path]) -> Iterator[Path]:
    """For each file, its outermost package, or the file itself; relative to `root`."""
    for file in files:
        relative = file.relative_to(root)
        outward = reversed(relative.parents[:-1])
        yield next(
            (above for above in outward if (root / above / "__init__.py").exists()), relative
        )


def _recorded(root: Path, member: Path) -> Iterator[Path]:
    """Yield all files of the distribution that installed `member`, also data and compiled ones.

    Its metadata and the files outside `root` are left out.
    """
    relative = member.relative_to(root).as_posix()
    for distribution in metadata.distributions(path=[str(root)]):
        files = distribution.files or []
        if any(file.as_posix() == relative for file in files):
            for file in files:
                path = root / file
                if ".." not in file.parts and not file.parts[0].endswith(_METADATA):
                    if path.is_file():
                        yield path
            return
