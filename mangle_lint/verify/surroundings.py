"""Set up what a run needs: the probe, the environment, and where to import from."""

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
    """The settings of the probe; `probe.py` explains them."""

    root: str
    names: Sequence[str]
    moved: Mapping[str, Mapping[str, str]]
    files: Sequence[str]
    modules: Sequence[str]


def imports(target: Target, overlay: Overlay, root: Path) -> Imports:
    """Work out the probe's settings to import the changed files from `root`.

    `root` is the target's or the overlay's. A file may be imported from any folder above it, so it
    gets a module name for each of them.
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
    """Write the probe and its settings into the new `folder`, which PYTHONPATH will name."""
    source = Path(probe.__file__).read_bytes()
    folder.mkdir()
    (folder / "sitecustomize.py").write_bytes(source)
    (folder / "settings.json").write_text(json.dumps(asdict(told)), encoding="utf-8")


def environment(base: Mapping[str, str], probe_folder: Path, root: Path | None) -> dict[str, str]:
    """The environment of a run: PYTHONPATH starts with `probe_folder`, then `root` unless None."""
    first = [str(probe_folder), *([str(root)] if root is not None else [])]
    own = base.get("PYTHONPATH")
    return {
        **base,
        "PYTHONPATH": os.pathsep.join([*first, own] if own else first),
        "PYTHONDONTWRITEBYTECODE": "1",  # the target is not written to
        "PY_IGNORE_IMPORTMISMATCH": "1",  # pytest: tests inside the target come from the overlay
    }


def redirected(command: Sequence[str], target: Target, overlay: Overlay) -> tuple[str, ...]:
    """Return `command` with the words that name changed files replaced by the paths of the copies.

    Scripts need this because they are run by path, not imported.
    """
    copies = {
        os.path.realpath(target.root / path): str(overlay.root / path) for path in overlay.changed
    }
    return tuple(copies.get(os.path.realpath(word), word) for word in command)
