"""The mutants of whole folders."""

from __future__ import annotations

import sysconfig
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from mangle_lint.engine import fix

from .mutator import Mutant, joined, may_have_mutants, mutants

_ELSEWHERE = frozenset({"site-packages", "dist-packages", "__pycache__"})


def running_python() -> list[Path]:
    """The standard library and the installed packages of this Python."""
    paths = sysconfig.get_paths()
    return [Path(paths["stdlib"]), Path(paths["purelib"])]


def real_mutants(folders: Sequence[Path], step: int = 1) -> Iterator[tuple[str, Mutant]]:
    """The mutants of all Python files, with their paths; what cannot be parsed has none.

    With `step`, those of every so many-th file that may have any.
    """
    for path in islice(_promising(folders), 0, None, step):
        data = path.read_bytes()
        try:
            if any(True for _ in mutants(data)):
                clean = fix(data, str(path)).after  # so that no other deletion is left
                for mutant in (*mutants(clean), *joined(clean)):
                    yield str(path), mutant
        except (SyntaxError, UnicodeError, ValueError, RecursionError):
            continue


def _promising(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            if _ELSEWHERE.isdisjoint(path.relative_to(folder).parts) and path.is_file():
                if may_have_mutants(path.read_bytes()):
                    yield path
