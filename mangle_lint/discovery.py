"""Which files to look at: named ones always, those of a folder unless they are junk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

EXCLUDED_FOLDERS = frozenset(
    ".bzr .direnv .eggs .git .git-rewrite .hg .hypothesis .ipynb_checkpoints .mypy_cache .nox "
    ".pants.d .pyenv .pytest_cache .pytype .ruff_cache .svn .tox .venv __pycache__ __pypackages__ "
    "_build buck-out build dist node_modules site-packages venv".split()
)
"""The folders that a walk leaves out, by name."""

SUFFIXES = (".py", ".pyw")


@dataclass(frozen=True, slots=True)
class Target:
    """A file to look at. `named` tells whether the user named it, rather than a folder of it."""

    path: Path
    named: bool


def discover(paths: Sequence[Path]) -> Iterator[Target]:
    """The files that `paths` mean, each once, in a stable order.

    A path that does not exist comes back as a named target: reading it says what is wrong.
    """
    seen: set[str] = set()
    for path in paths:
        walked = path.is_dir()
        for found in python_files([path]) if walked else [path]:
            key = os.path.normpath(found)
            if key not in seen:
                seen.add(key)
                yield Target(found, named=not walked)


def python_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The Python files below folders, sorted; junk, and links that lead nowhere, left out."""
    for path in paths:
        if path.is_dir():
            yield from _walk(os.fspath(path))
        else:
            yield path


def _walk(folder: str) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_junk(root, name))
        for name in sorted(names):
            if name.endswith(SUFFIXES):
                path = Path(root, name)
                if path.is_file():
                    yield path


def _is_junk(root: str, name: str) -> bool:
    return (
        name in EXCLUDED_FOLDERS
        or name.endswith(".egg-info")
        or Path(root, name, "pyvenv.cfg").exists()
    )
