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
    """Return the oldest Python that the project of a file supports, as in `(3, 9)`.

    It is read from the nearest `pyproject.toml`, in the folder of `path` or above, that has
    `project.requires-python`. Returns None if no file has it, if it sets no lower bound, or if a
    `pyproject.toml` on the way up cannot be read.
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
    """Return the oldest minor version that specifiers like `>=3.9,<4` (PEP 440) admit.

    Returns None if they set no lower bound. Exclusions such as `!=3.9.*` are ignored, so the answer
    may be too old, but never too new.
    """
    bounds = [
        (int(found[1]), int(found[2] or 0))
        for part in specifiers.split(",")
        if (found := _LOWER_BOUND.match(part.strip())) is not None
    ]
    return max(bounds, default=None)
