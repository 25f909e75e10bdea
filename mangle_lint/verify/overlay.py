"""The overlay: a copy of the target with the fixes applied, and how imports find it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from mangle_lint import discovery
from mangle_lint.engine import Options
from mangle_lint.errors import UserError
from mangle_lint.findings import FixResult
from mangle_lint.runner import fix_files
from mangle_lint.verify import probe
from mangle_lint.verify.copying import copy, replace
from mangle_lint.verify.targets import Target


@dataclass(frozen=True, slots=True)
class Overlay:
    """A fixed copy. `results` are those of all files of the target, `changed` files of it."""

    root: Path
    results: tuple[FixResult, ...]
    changed: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Imports:
    """What the probe is told; see there."""

    root: str
    names: Sequence[str]
    moved: Mapping[str, Mapping[str, str]]
    files: Sequence[str]
    modules: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Place:
    """How a file can be imported: as `module` if `folder` is on the path (both from the root)."""

    folder: Path
    module: tuple[str, ...]


def make_overlay(target: Target, folder: Path, *, unsafe_fixes: bool) -> Overlay:
    """Copy `target` into `folder` and fix the copy. Raises UserError where nothing can be fixed."""
    files = [discovery.Target(path, named=False) for path in target.files]
    results = tuple(fix_files(files, Options(unsafe_fixes=unsafe_fixes)))
    changed = [result for result in results if result.changed]
    if not changed:
        raise UserError(_nothing_to_fix(results))
    workspace = folder.resolve()

    def left_out(path: Path) -> bool:
        if path.name in target.left_out:
            return path.name == "__pycache__" or not (path / "__init__.py").exists()
        return (path / "pyvenv.cfg").exists() or path.resolve() == workspace

    try:
        for part in target.contents:
            copy(target.root / part, folder / part, left_out)
        for result in changed:
            replace(folder / Path(result.path).relative_to(target.root), result.after)
    except OSError as error:
        raise UserError(f"cannot copy {target.root}: {error}") from error
    paths = tuple(Path(result.path).relative_to(target.root) for result in changed)
    return Overlay(folder, results, paths)


def imports(target: Target, overlay: Overlay, root: Path) -> Imports:
    """How the changed files are to be found below `root`: the target's own, or the overlay's."""
    names: set[str] = set()
    modules: set[str] = set()
    moved: dict[str, dict[str, str]] = {}
    for path in overlay.changed:
        names.add(path.with_suffix("").parts[0])
        for place in _places(target.root, path):
            modules.add(".".join(place.module))
            if place.folder.parts and root != target.root:
                origin = _origin(target.root / place.folder / place.module[0])
                known = moved.setdefault(place.module[0], {})
                known[os.path.realpath(origin)] = str(root / place.folder)
    files = [os.path.realpath(root / path) for path in overlay.changed]
    return Imports(str(root), sorted(names), moved, files, sorted(modules))


def prepare(folder: Path, told: Imports) -> None:
    """Put the probe into `folder`, from where a child's PYTHONPATH gets it."""
    source = Path(probe.__file__).read_bytes()
    folder.mkdir()
    (folder / "sitecustomize.py").write_bytes(source)
    (folder / "settings.json").write_text(json.dumps(asdict(told)), encoding="utf-8")


def environment(
    base: Mapping[str, str], probe_folder: Path, root: Path | None
) -> dict[str, str]:
    """The environment of a run: the probe, and `root` if there is one, are first on the path."""
    first = [str(probe_folder), *([str(root)] if root is not None else [])]
    own = base.get("PYTHONPATH")
    return {
        **base,
        "PYTHONPATH": os.pathsep.join([*first, own] if own else first),
        "PYTHONDONTWRITEBYTECODE": "1",  # the target is not written to
        "PY_IGNORE_IMPORTMISMATCH": "1",  # pytest: tests inside the target come from the overlay
    }


def redirected(command: Sequence[str], target: Target, overlay: Overlay) -> tuple[str, ...]:
    """COMMAND with the copies of the changed files that it names: scripts are not imported."""
    copies = {
        os.path.realpath(target.root / path): str(overlay.root / path) for path in overlay.changed
    }
    return tuple(copies.get(os.path.realpath(word), word) for word in command)


def _places(root: Path, path: Path) -> list[_Place]:
    """From the root, and from the folder that holds the outermost package around the file."""
    module = path.with_suffix("").parts
    if module[-1] == "__init__":
        module = module[:-1]
    folder = path.parent
    while folder.parts and (root / folder / "__init__.py").exists():
        folder = folder.parent
    inner = _Place(folder, module[len(folder.parts) :])
    return [_Place(Path(), module), inner] if folder.parts else [inner]


def _origin(unit: Path) -> Path:
    return unit / "__init__.py" if unit.is_dir() else unit.with_name(f"{unit.name}.py")


def _nothing_to_fix(results: Sequence[FixResult]) -> str:
    withheld = [finding for result in results for finding in result.left]
    if any(finding.fix is not None for finding in withheld):
        return "no fix is known to be safe; with --unsafe-fixes the others are applied too"
    if withheld:
        return "there is no fix for what was found"
    failures = [str(result.failure) for result in results if result.failure is not None]
    return "; ".join(["nothing to fix was found", *failures[:1]])
