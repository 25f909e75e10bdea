"""The files of an installed distribution, in this Python environment or another one."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote

from mangle_lint.errors import UserError

_PATHS = "import json, sys; print(json.dumps(sys.path))"


class PackageNotFound(UserError):
    """No distribution of that name is installed."""


def package_files(name: str, python: Path | None = None) -> tuple[Path, list[Path]]:
    """Return the folder that a distribution is installed in, and its `.py` files, sorted.

    Raises UserError as `installed_files` does, and if there are no Python files.
    """
    root, files = installed_files(name, python)
    return root, python_files(name, files)


def python_files(name: str, files: list[Path]) -> list[Path]:
    """Return the `.py` files among those of a distribution. Raises UserError if there are none."""
    found = [path for path in files if path.suffix == ".py" and path.is_file()]
    if not found:
        raise UserError(f"{name} has no Python files")
    return found


def installed_files(name: str, python: Path | None) -> tuple[Path, list[Path]]:
    """Return the folder that a distribution is installed in, and all files it records, sorted.

    `name` is the distribution, or a top-level module that one provides. `python` is the interpreter
    whose environment is searched; None means the running one. Raises PackageNotFound if nothing by
    that name is installed, UserError if it is installed in editable mode or does not record its
    files, or if `python` does not work.
    """
    found = _distribution(name, search_path(python))
    origin = json.loads(found.read_text("direct_url.json") or "{}")
    if origin.get("dir_info", {}).get("editable"):
        folder = unquote(str(origin.get("url", "")).removeprefix("file://"))
        raise UserError(f"{name} is installed in editable mode; check {folder} instead")
    if found.files is None:
        raise UserError(f"{name} does not record its files; check its folder instead")
    root = Path(str(found.locate_file("")))
    return root, sorted(Path(str(found.locate_file(file))) for file in found.files)


def version_beside(name: str, file: Path) -> str | None:
    """The version of a distribution that is installed where the module `file` is imported from.

    None if there is none of that name.
    """
    folder = file.absolute().parent
    while (folder / "__init__.py").exists():
        folder = folder.parent
    found = next(iter(metadata.distributions(name=name, path=[str(folder)])), None)
    return found.version if found is not None else None


def search_path(python: Path | None) -> list[str]:
    """The `sys.path` of an interpreter, of the running one for None. Raises UserError."""
    if python is None:
        return list(sys.path)
    try:
        done = subprocess.run(
            [python, "-I", "-c", _PATHS], capture_output=True, text=True, check=True
        )
        paths = json.loads(done.stdout)
    except (OSError, subprocess.CalledProcessError, ValueError) as error:
        raise UserError(f"{python} is not a Python interpreter that works: {error}") from error
    return [str(path) for path in paths]


def _distribution(name: str, paths: list[str]) -> metadata.Distribution:
    if name:
        for found in metadata.distributions(name=name, path=paths):
            return found
        for found in metadata.distributions(path=paths):
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
