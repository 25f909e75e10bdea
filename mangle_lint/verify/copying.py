"""Copy a tree so that changes to the copy do not reach the original."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path


def copy(source: Path, destination: Path, left_out: Callable[[Path], bool]) -> None:
    """Copy a file or a folder, without the folders for which `left_out` returns true.

    A link to a file is copied as a file, and a link to a folder of the same tree as a folder. A
    link to a folder elsewhere stays a link. Broken links, links to a folder around them, and
    anything that is neither file nor folder are skipped.
    """
    if source.is_dir():
        _copy_folder(source, destination, source.resolve(), left_out)
    else:
        destination.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, destination)


def _copy_folder(
    source: Path, destination: Path, top: Path, left_out: Callable[[Path], bool]
) -> None:
    destination.mkdir(parents=True, exist_ok=True)
    for entry in sorted(source.iterdir()):
        copied = destination / entry.name
        if entry.is_dir():
            real = entry.resolve()
            if left_out(entry):
                continue
            if not real.is_relative_to(top):
                copied.symlink_to(real, target_is_directory=True)
            elif not source.resolve().is_relative_to(real):
                _copy_folder(entry, copied, top, left_out)
        elif entry.is_file():
            shutil.copy2(entry, copied)


def replace(path: Path, data: bytes) -> None:
    """Replace the content of a copied file, even a read-only one; its mode is kept."""
    mode = path.stat().st_mode
    path.unlink()
    path.write_bytes(data)
    path.chmod(mode)
