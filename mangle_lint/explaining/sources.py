"""Find the file with a class: by the file names of a traceback, or by the name of the class."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path, PurePath
from typing import NamedTuple

from mangle_lint.runs.discovery import discover
from mangle_lint.runs.packages import package_files, search_path
from mangle_lint.tracebacks.reader import Frame

_SEPARATORS = re.compile(r"[\\/]+")
_MOST = 5
_INSTALLED = frozenset(("site-packages", "dist-packages"))


class Found(NamedTuple):
    """A file with the class. `frame` is the innermost one of a traceback that is in the file."""

    path: Path
    frame: Frame | None


class Sources:
    """The files that may have made a traceback.

    Those are the files with the very names that it has; else the files of `paths`, and those that
    are installed for `python`. If `package` is given, only the files of that distribution count.
    """

    def __init__(self, paths: Sequence[Path], package: str | None, python: Path | None) -> None:
        self._paths, self._package, self._python = paths, package, python

    def find(self, frames: Sequence[Frame], names: Sequence[str], private: str) -> list[Found]:
        """The files with a class that has one of the `names`, likely ones first, a few at most.

        The names are without the underscores that they start with. Frames that raised last count
        most; `private` is the attribute, as the class writes it. Raises UserError if the
        distributions cannot be found.
        """
        definition = _definition(names)
        for frame in reversed(frames):
            for path in self._called(frame.file):
                if _has(path, definition):
                    return [Found(path, frame)]
        found = list(_with(self._given, definition))
        found = found or list(_with(self._installed_files(), definition))
        mentioning = [path for path in found if _has(path, re.compile(re.escape(private.encode())))]
        return [Found(path, None) for path in (mentioning or found)[:_MOST]]

    def places(self) -> str:
        """Where it looks, in words."""
        if self._package is not None:
            return f"the files of the traceback that are of {self._package}"
        paths = ", ".join(map(str, self._paths))
        whose = f" for {self._python}" if self._python is not None else ""
        return f"the files of the traceback, {paths}, and what is installed{whose}"

    def _called(self, name: str) -> Iterator[Path]:
        """The files that a traceback may mean by a name, likely ones first."""
        parts = tuple(part for part in _SEPARATORS.split(name) if part not in ("", "."))
        if not parts or name.startswith("<"):
            return
        itself = Path(os.path.expanduser(name))  # noqa: PTH111 - that raises where there is no home
        if self._package is None and is_file(itself):
            yield itself
            return
        known = self._by_name.get(parts[-1], ())
        yield from sorted(known, key=lambda path: -_common_end(path.absolute().parts, parts))
        if self._package is None:
            yield from filter(is_file, self._imported(parts))

    def _imported(self, parts: tuple[str, ...]) -> Iterator[Path]:
        """Where the file would be that is imported by the last parts of a name."""
        inside = [n + 1 for n, part in enumerate(parts) if part in _INSTALLED]
        for start in inside[-1:] or range(len(parts)):
            for entry in self._search_path:
                yield entry.joinpath(*parts[start:])

    @cached_property
    def _search_path(self) -> list[Path]:
        return [Path(entry) for entry in search_path(self._python) if entry]

    @cached_property
    def _given(self) -> list[Path]:
        """The files that the user named, by their folder or package."""
        if self._package is not None:
            return package_files(self._package, self._python)[1]
        return [Path(file.path) for file in discover(self._paths) if file.problem is None]

    @cached_property
    def _by_name(self) -> dict[str, list[Path]]:
        found: dict[str, list[Path]] = defaultdict(list)
        for path in self._given:
            found[path.name].append(path)
        return found

    def _installed_files(self) -> Iterator[Path]:
        """All that is installed; the standard library comes last."""
        if self._package is not None:
            return
        folders = [path for path in self._search_path if path.is_dir()]
        folders.sort(key=lambda path: path.name not in _INSTALLED)
        for file in discover(folders):
            if file.problem is None:
                yield Path(file.path)


def _definition(names: Iterable[str]) -> re.Pattern[bytes]:
    """What the definition of a class with one of the names looks like."""
    either = b"|".join(re.escape(name.encode("utf-8", "replace")) for name in names)
    return re.compile(rb"\bclass[ \t\f\\\r\n]+_*(?:" + either + rb")(?![\w\x80-\xff])")


def _with(paths: Iterable[Path], pattern: re.Pattern[bytes]) -> Iterator[Path]:
    return (path for path in paths if _has(path, pattern))


def _has(path: Path, pattern: re.Pattern[bytes]) -> bool:
    try:
        return pattern.search(path.read_bytes()) is not None
    except OSError:
        return False


def is_file(path: Path) -> bool:
    """Whether there is a file of that name, which may be one that no file can have."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _common_end(parts: Sequence[str], others: Sequence[str]) -> int:
    """How many of the last parts of two paths are the same."""
    count = 0
    for one, other in zip(reversed(parts), reversed(others), strict=False):
        if one != other:
            break
        count += 1
    return count


def shown(path: Path) -> str:
    """A path as it is shown: relative to the current folder if it is below."""
    here = Path.cwd()
    whole = PurePath(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
    return str(whole.relative_to(here) if whole.is_relative_to(here) else path)
