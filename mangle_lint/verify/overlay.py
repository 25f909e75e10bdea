"""The overlay: a copy of the target with the fixes applied."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mangle_lint.errors import UserError
from mangle_lint.findings import FixResult
from mangle_lint.options import Options
from mangle_lint.runs.discovery import SourceFile
from mangle_lint.runs.runner import fix_files
from mangle_lint.verify.target import Target


@dataclass(frozen=True, slots=True)
class Overlay:
    """A fixed copy of `target`, in the folder `root`.

    `results` are those of all files of the target, `changed` the files that the fix changes; their
    paths are relative to `root`.
    """

    target: Target
    root: Path
    results: tuple[FixResult, ...]
    changed: tuple[Path, ...]


def make_overlay(target: Target, folder: Path, *, unsafe_fixes: bool) -> Overlay:
    """Copy `target` into `folder` and apply the fixes to the copy.

    Raises UserError if nothing can be fixed, or the target cannot be copied.
    """
    files = [SourceFile(str(path), named=False) for path in target.files]
    results = tuple(
        replace(result, path=str(Path(result.path).relative_to(target.root)))
        for result in fix_files(files, Options(unsafe_fixes=unsafe_fixes))
    )
    changed = {Path(result.path): result.after for result in results if result.changed}
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
        for path, data in changed.items():
            copied = folder / path
            mode = copied.stat().st_mode
            copied.unlink()  # it may be read-only
            copied.write_bytes(data)
            copied.chmod(mode)
    except OSError as error:
        raise UserError(f"cannot copy {target.root}: {error}") from error
    return Overlay(target, folder, results, tuple(changed))


def copy(
    source: Path, destination: Path, left_out: Callable[[Path], bool], top: Path | None = None
) -> None:
    """Copy a file or a folder, without the folders for which `left_out` returns true.

    A link to a file is copied as a file, and a link to a folder of the same tree as a folder; that
    is the tree below `top`, by default `source`. A link to a folder elsewhere stays a link. Broken
    links, links to a folder around them, and anything that is neither file nor folder are skipped.
    """
    if not source.is_dir():
        destination.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, destination)
        return
    here = source.resolve()
    destination.mkdir(parents=True, exist_ok=True)
    for entry in sorted(source.iterdir()):
        copied = destination / entry.name
        if entry.is_file():
            shutil.copy2(entry, copied)
        elif entry.is_dir() and not left_out(entry):
            real = entry.resolve()
            if not real.is_relative_to(top or here):
                copied.symlink_to(real, target_is_directory=True)
            elif not here.is_relative_to(real):
                copy(entry, copied, left_out, top or here)


def _nothing_to_fix(results: Sequence[FixResult]) -> str:
    withheld = [finding for result in results for finding in result.left]
    if any(finding.fix is not None for finding in withheld):
        return "no fix is known to be safe; with --unsafe-fixes the others are applied too"
    if withheld:
        return "there is no fix for what was found"
    failures = [str(result.failure) for result in results if result.failure is not None]
    return "; ".join(["nothing to fix was found", *failures[:1]])
