"""The source of base classes in other files: of the same project, and of the environment."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mangle_lint.facts.family import Module

_MOST_BYTES = 4 * 1024 * 1024
_MARKS = ("pyproject.toml", "setup.py", "setup.cfg", ".git", ".hg")
"""What the top folder of a project has."""


class SourceLookup:
    """Finds modules as Python would: from the folders of the file, then in an environment.

    `environment` are the folders that its imports start from; None means those of the running
    Python. What was found is kept; a copy that goes to another process starts without it.
    """

    def __init__(self, environment: Sequence[str] | None = None) -> None:
        self._paths = environment
        self._modules: dict[Path, Module | None] = {}
        self._found: dict[tuple[str, Path], Path | None] = {}

    def __reduce__(self) -> tuple[type[SourceLookup], tuple[Sequence[str] | None]]:
        return SourceLookup, (self._paths,)

    def module(self, name: str, near: str) -> Module | None:
        """What the file at the path `near` imports as `name`; None if there is no such source."""
        folder = Path(near).absolute().parent
        key = (name, folder)
        if key not in self._found:
            self._found[key] = next(self._files(name, folder), None)
        path = self._found[key]
        if path is None:
            return None
        if path not in self._modules:
            self._modules[path] = _read(path)
        return self._modules[path]

    def _files(self, name: str, folder: Path) -> Iterator[Path]:
        """The files that may be meant, the first one is."""
        dots = len(name) - len(name.lstrip("."))
        parts = [part for part in name.split(".") if part]
        if dots:
            roots = [[folder, *folder.parents][min(dots - 1, len(folder.parents))]]
        else:
            roots = [*_project_roots(folder), *self._environment]
        for root in roots:
            place = root.joinpath(*parts)
            files = [place / "__init__.py"]
            if parts:  # dots alone mean a folder
                files.append(place.with_name(f"{place.name}.py"))
            yield from filter(_is_file, files)

    @cached_property
    def _environment(self) -> list[Path]:
        paths = sys.path if self._paths is None else self._paths
        return [path for path in map(Path, paths) if path.is_absolute() and path.is_dir()]


def _project_roots(folder: Path) -> list[Path]:
    """The folders that the imports of a file in `folder` start from, the nearest first.

    That is where its package lies, the top of the project, and the folder `src` there.
    """
    top = folder
    while (top / "__init__.py").is_file() and top != top.parent:
        top = top.parent
    roots = [top]
    for parent in (top, *top.parents):
        if any((parent / mark).exists() for mark in _MARKS):
            roots += [parent, parent / "src"]
            break
    return list(dict.fromkeys(roots))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # the name is too long, or the folder cannot be looked into
        return False


def _read(path: Path) -> Module | None:
    """A module's outline; None if the file cannot be read or parsed."""
    from mangle_lint.facts.family import Module
    from mangle_lint.source.outline import outline_of
    from mangle_lint.source.parsing import builtin_parse
    from mangle_lint.source.text import SourceError, decode
    from mangle_lint.source.world_reader import closed_worlds

    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        source = decode(path.read_bytes(), str(path))
        tree = builtin_parse(source).tree
    except (OSError, SourceError):
        return None
    if tree is None:
        return None
    return Module(str(path), outline_of(tree, source.text, closed_worlds(tree)))
