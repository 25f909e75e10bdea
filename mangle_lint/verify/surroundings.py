"""What a run finds around it: the probe, the environment, the places to import from."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from mangle_lint.verify import probe
from mangle_lint.verify.overlay import Overlay
from mangle_lint.verify.target import Target


@dataclass(frozen=True, slots=True)
class Imports:
    """What the probe is told; see there."""

    root: str
    names: Sequence[str]
    moved: Mapping[str, Mapping[str, str]]
    files: Sequence[str]
    modules: Sequence[str]


def imports(target: Target, overlay: Overlay, root: Path) -> Imports:
    """How the changed files are found below `root`: the target's own, or the overlay's.

    Any folder above a file may be the one that it is imported from.
    """
    names: set[str] = set()
    modules: set[str] = set()
    moved: dict[str, dict[str, str]] = {}
    for path in overlay.changed:
        module = path.parent if path.name == "__init__.py" else path.with_suffix("")
        names.add(module.parts[0])
        for folder in module.parents:
            name = ".".join(module.relative_to(folder).parts)
            modules.add(name)
            if root != target.root:
                places = moved.setdefault(name, {})
                places[os.path.realpath(target.root / path)] = str(root / module.parent)
    files = [os.path.realpath(root / path) for path in overlay.changed]
    return Imports(str(root), sorted(names), moved, files, sorted(modules))


def prepare(folder: Path, told: Imports) -> None:
    """Put the probe into `folder`, from where a child's PYTHONPATH gets it."""
    source = Path(probe.__file__).read_bytes()
    folder.mkdir()
    (folder / "sitecustomize.py").write_bytes(source)
    (folder / "settings.json").write_text(json.dumps(asdict(told)), encoding="utf-8")


def environment(base: Mapping[str, str], probe_folder: Path, root: Path | None) -> dict[str, str]:
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
