"""What is to be verified: the files to fix, and the folder that they are imported from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from mangle_lint.discovery import EXCLUDED_FOLDERS, python_files
from mangle_lint.packages import package_files

_METADATA = (".dist-info", ".egg-info")


@dataclass(frozen=True, slots=True)
class Target:
    """Code that can be copied and imported from the copy.

    `root` is the folder that imports start from, `contents` what of it belongs to the target
    (files and folders, relative to `root`), `files` the Python files to fix, `left_out` the names
    of folders that are junk. `on_path` tells whether the target is all that `root` holds, so that
    `root` may go on `sys.path`.
    """

    root: Path
    contents: tuple[Path, ...]
    files: tuple[Path, ...]
    left_out: frozenset[str]
    on_path: bool


def package_target(name: str, python: Path | None) -> Target:
    """An installed distribution. Raises UserError."""
    root, files = package_files(name, python)
    contents = sorted(set(_units(root, [*files, *_recorded(root, files[0])])))
    return Target(root, tuple(contents), tuple(files), frozenset({"__pycache__"}), on_path=False)


def folder_target(folder: Path) -> Target:
    """A folder: a package, or one that packages and modules are imported from."""
    folder = folder.resolve()
    files = tuple(python_files([folder]))
    top = folder
    while (top / "__init__.py").exists():
        top = top.parent
    contents = folder.relative_to(top).parts[:1]
    return Target(top, (Path(*contents),), files, EXCLUDED_FOLDERS, on_path=not contents)


def _units(root: Path, files: Iterable[Path]) -> Iterator[Path]:
    """For each file the outermost package that it is in, or else the file, relative to `root`."""
    for file in files:
        relative = file.relative_to(root)
        outward = reversed(relative.parents)
        yield next((above for above in outward if (root / above / "__init__.py").exists()), relative)


def _recorded(root: Path, member: Path) -> Iterator[Path]:
    """All files, data and compiled ones too, of the distribution that brought `member`.

    Its metadata stays where it is, and so does what it put outside `root`.
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
