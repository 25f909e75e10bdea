"""Find the files to look at: all that the user names, and the Python files of folders."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

EXCLUDED_FOLDERS = frozenset(
    ".bzr .direnv .eggs .git .git-rewrite .hg .hypothesis .ipynb_checkpoints .mypy_cache .nox "
    ".pants.d .pyenv .pytest_cache .pytype .ruff_cache .svn .tox .venv __pycache__ __pypackages__ "
    "_build buck-out build dist node_modules site-packages venv".split()
)
"""The names of folders that are left out by default."""

SUFFIXES = (".py", ".pyw")


class SourceFile(NamedTuple):
    """A file to look at, or a folder that could not be read.

    `named` is true if the user named this very file, not a folder around it. `problem` is None for
    a file; for a folder it says why the folder could not be read, and `path` is the folder's.
    """

    path: str
    named: bool
    problem: str | None = None


def discover(paths: Sequence[Path], exclude: Collection[str] | None = None) -> Iterator[SourceFile]:
    """Yield the files that `paths` mean, each once, in a stable order.

    A path that is no folder is yielded as it is, even if it does not exist: reading it reports the
    error. `exclude` lists names of folders to leave out; None leaves out EXCLUDED_FOLDERS,
    `*.egg-info` and virtual environments. `__pycache__` is always left out. Links to folders inside
    a folder are not followed.
    """
    seen: set[str] = set()
    for path in paths:
        name = os.fspath(path)
        for file in _walk(name, exclude) if path.is_dir() else [SourceFile(name, named=True)]:
            if len(paths) > 1:
                key = os.path.abspath(file.path)  # noqa: PTH100 - resolve() would follow links
                if key in seen:
                    continue
                seen.add(key)
            yield file


def _walk(top: str, exclude: Collection[str] | None) -> Iterator[SourceFile]:
    """Yield the files of a folder, then those of its subfolders; last, the unreadable folders."""
    problems: list[OSError] = []
    folders = [top]
    while folders:
        folder = folders.pop()
        files, inside, is_environment = [], [], False
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    name = entry.name
                    if name.endswith(SUFFIXES) and _is_file(entry):
                        files.append(name)
                    elif entry.is_dir(follow_symlinks=False):
                        if not _is_junk(name, exclude):
                            inside.append(name)
                    elif name == "pyvenv.cfg":
                        is_environment = True
        except OSError as error:
            problems.append(error)
            continue
        if is_environment and exclude is None and folder != top:
            continue
        start = "" if folder == os.curdir else os.path.join(folder, "")  # noqa: PTH118 - Path is slow
        for name in sorted(files):
            yield SourceFile(start + name, named=False)
        folders += [start + name for name in sorted(inside, reverse=True)]
    for problem in problems:
        yield SourceFile(problem.filename, named=False, problem=problem.strerror)


def _is_junk(name: str, exclude: Collection[str] | None) -> bool:
    if exclude is not None:
        return name in exclude or name == "__pycache__"
    return name in EXCLUDED_FOLDERS or name.endswith(".egg-info")


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link to itself
        return False
