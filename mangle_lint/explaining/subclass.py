"""Find the class of an object in the files of its traceback: it may extend another one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from mangle_lint.explaining.sources import shown
from mangle_lint.source.builtin_parser import builtin_tree
from mangle_lint.source.outline import outline_of


class Subclass(NamedTuple):
    """A class that extends others, by their last names.

    `skips_in` is the file, as it is shown, if its `__init__` does not call that of its base.
    """

    name: str
    bases: tuple[str, ...]
    skips_in: str


def subclass_in(files: Iterable[Path], name: str) -> Subclass | None:
    """A class of this name in one of the files, if there is one that extends another one."""
    for path in files:
        try:
            data = path.read_bytes()
        except OSError:
            continue
        tree = builtin_tree(data) if name.encode() in data else None
        found = (
            outline_of(tree, data.decode("utf-8", "replace"), {}).classes.get(name)
            if tree is not None
            else None
        )
        if found is not None and found.bases:
            return Subclass(name, found.bases, shown(path) if "__init__" in found.replaced else "")
    return None
