"""The files of an installed distribution, in this Python environment or another one."""

from __future__ import annotations

import json
import subprocess
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote

from mangle_lint.errors import UserError

_PATHS = "import json, sys; print(json.dumps(sys.path))"


class PackageNotFound(UserError):
    """No distribution of that name is installed."""


def package_files(name: str, python: Path | None = None) -> tuple[Path, list[Path]]:
    """Return the folder that a distribution is installed in, and its `.py` files, sorted.

    `name` is the distribution, or a top-level module that one provides. `python` is the interpreter
    whose environment is searched; None means the running one. Raises PackageNotFound if nothing by
    that name is installed, UserError if it is installed in editable mode, does not record its files
    or has no Python files, or if `python` does not work.
    """
    paths = _search_path(python)
    found = _distribution(name, paths)
    editable = _editable_folder(found)
    if editable is not None:
        raise UserError(f"{name} is installed in editable mode; check {editable} instead")
    if found.files is None:
        raise UserError(f"{name} does not record its files; check its folder instead")
    root = Path(str(found.locate_file("")))
    files = sorted(Path(str(found.locate_file(file))) for file in found.files)
    python_files = [path for path in files if path.suffix == ".py" and path.is_file()]
    if not python_files:
        raise UserError(f"{name} has no Python files")
    return root, python_files


def _search_path(python: Path | None) -> list[str] | None:
    """The `sys.path` of another interpreter; None for the running one. Raises UserError."""
    if python is None:
        return None
    try:
        done = subprocess.run(
            [python, "-I", "-c", _PATHS], capture_output=True, text=True, check=True
        )
        paths = json.loads(done.stdout)
    except (OSError, subprocess.CalledProcessError, ValueError) as error:
        raise UserError(f"{python} is not a Python interpreter that works: {error}") from error
    return [str(path) for path in paths]


def _distribution(name: str, paths: list[str] | None) -> metadata.Distribution:
    if not name:
        raise PackageNotFound(f"no package named {name!r} is installed")
    where = metadata.DistributionFinder.Context(name=name)
    anywhere = metadata.DistributionFinder.Context()
    if paths is not None:
        where = metadata.DistributionFinder.Context(name=name, path=paths)
        anywhere = metadata.DistributionFinder.Context(path=paths)
    for found in metadata.distributions(context=where):
        return found
    for found in metadata.distributions(context=anywhere):
        if name in _modules(found):
            return found
    raise PackageNotFound(f"no package named {name!r} is installed")


def _modules(distribution: metadata.Distribution) -> set[str]:
    """The top-level modules that a distribution provides."""
    text = distribution.read_text("top_level.txt")
    if text is not None:
        return set(text.split())
    files = distribution.files or []
    return {Path(file.parts[0]).stem for file in files if file.suffix == ".py"}


def _editable_folder(distribution: metadata.Distribution) -> str | None:
    text = distribution.read_text("direct_url.json")
    if text is None:
        return None
    url = json.loads(text)
    if not url.get("dir_info", {}).get("editable"):
        return None
    return unquote(str(url.get("url", "")).removeprefix("file://"))
