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
    """A file to look at. `named` tells whether the user named it, rather than a folder of it.

    `problem` says why a folder could not be walked; the path is then that of the folder.
    """

    path: Path
    named: bool
    problem: str | None = None


def discover(paths: Sequence[Path]) -> Iterator[Target]:
    """The files that `paths` mean, each once, in a stable order.

    A path that does not exist comes back as a named target: reading it says what is wrong.
    """
    seen: set[str] = set()
    for path in paths:
        for target in _walk(os.fspath(path)) if path.is_dir() else [Target(path, named=True)]:
            key = os.path.abspath(target.path)  # noqa: PTH100 - links are not followed
            if key not in seen:
                seen.add(key)
                yield target


def python_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The Python files that `paths` mean, as `discover` finds them."""
    return (target.path for target in discover(paths) if target.problem is None)


def _walk(folder: str) -> Iterator[Target]:
    problems: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not _is_junk(root, name))
        for name in sorted(names):
            if name.endswith(SUFFIXES):
                path = Path(root, name)
                if path.is_file():
                    yield Target(path, named=False)
    for problem in problems:
        yield Target(Path(problem.filename), named=False, problem=problem.strerror)


def _is_junk(root: str, name: str) -> bool:
    return (
        name in EXCLUDED_FOLDERS
        or name.endswith(".egg-info")
        or Path(root, name, "pyvenv.cfg").exists()
    )
