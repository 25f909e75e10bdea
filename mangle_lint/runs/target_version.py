"""The oldest Python that a file must run on, from the `requires-python` of its project."""

from __future__ import annotations

import re
import sys
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_LOWER_BOUND = re.compile(r"(?:>=|>|~=|===?)\s*(\d+)(?:\.(\d+))?")


def minimum_python(path: Path) -> tuple[int, int] | None:
    """The oldest Python, as in `(3, 9)`, that the nearest project around a file asks for.

    That is the `requires-python` of the nearest `pyproject.toml`, in the folder of `path` or above
    it, that states one. None if there is none, or if what is nearest cannot be read.
    """
    for folder in path.absolute().parents:
        try:
            content = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except (OSError, ValueError):  # tomllib's own error and UnicodeError are ValueErrors
            return None
        project = content.get("project")
        requires = project.get("requires-python") if isinstance(project, dict) else None
        if requires is not None:
            return oldest(requires) if isinstance(requires, str) else None
    return None


def oldest(specifiers: str) -> tuple[int, int] | None:
    """The oldest minor version that specifiers (`>=3.9,<4`) admit; None if nothing bounds it.

    Exclusions (`!=3.9.*`) are passed over: the answer may be too old, never too new.
    """
    bounds = [
        (int(found[1]), int(found[2] or 0))
        for part in specifiers.split(",")
        if (found := _LOWER_BOUND.match(part.strip())) is not None
    ]
    return max(bounds, default=None)
