"""Set up what a run needs: the probe, the environment, and where to import from."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from mangle_lint.verify import probe
from mangle_lint.verify.overlay import Overlay


def prepare(folder: Path, overlay: Overlay, root: Path) -> None:
    """Write the probe and its settings into the new `folder`, which PYTHONPATH will name.

    The changed files will be imported from `root`, the target's or the overlay's. A file may be
    imported from any folder above it, so it gets a module name for each of them.
    """
    original = overlay.target.root
    names: set[str] = set()
    moved: dict[str, dict[str, str]] = {}
    for path in overlay.changed:
        module = path.parent if path.name == "__init__.py" else path.with_suffix("")
        names.add(module.parts[0])
        for above in module.parents:
            places = moved.setdefault(".".join(module.relative_to(above).parts), {})
            places[os.path.realpath(original / path)] = str(root / module.parent)
    settings = {
        "root": str(root),
        "names": sorted(names),
        "moved": moved if root != original else {},
        "files": [os.path.realpath(root / path) for path in overlay.changed],
        "modules": sorted(moved),
    }
    folder.mkdir()
    (folder / "sitecustomize.py").write_bytes(Path(probe.__file__).read_bytes())
    (folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")


def environment(base: Mapping[str, str], probe_folder: Path, root: Path | None) -> dict[str, str]:
    """The environment of a run: PYTHONPATH starts with `probe_folder`, then `root` unless None."""
    entries = [str(entry) for entry in (probe_folder, root, base.get("PYTHONPATH")) if entry]
    return {
        **base,
        "PYTHONPATH": os.pathsep.join(entries),
        "PYTHONDONTWRITEBYTECODE": "1",  # the target is not written to
        "PY_IGNORE_IMPORTMISMATCH": "1",  # pytest: tests inside the target come from the overlay
    }


def redirected(command: Sequence[str], overlay: Overlay) -> list[str]:
    """Return `command` with the words that name changed files replaced by the paths of the copies.

    Scripts need this because they are run by path, not imported.
    """
    original = overlay.target.root
    copies = {os.path.realpath(original / path): overlay.root / path for path in overlay.changed}
    return [str(copies.get(os.path.realpath(word), word)) for word in command]
