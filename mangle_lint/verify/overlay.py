"""The overlay: a copy of the target with the fixes applied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mangle_lint.errors import UserError
from mangle_lint.findings import FixResult
from mangle_lint.options import Options
from mangle_lint.runs import discovery
from mangle_lint.runs.runner import fix_files
from mangle_lint.verify.copying import copy, replace
from mangle_lint.verify.target import Target


@dataclass(frozen=True, slots=True)
class Overlay:
    """A fixed copy of the target, in the folder `root`.

    `results` are those of all files of the target. `changed` are the files that the fix changes,
    relative to `root`.
    """

    root: Path
    results: tuple[FixResult, ...]
    changed: tuple[Path, ...]


def make_overlay(target: Target, folder: Path, *, unsafe_fixes: bool) -> Overlay:
    """Copy `target` into `folder` and apply the fixes to the copy.

    Raises UserError if nothing can be fixed, or the target cannot be copied.
    """
    files = [discovery.SourceFile(str(path), named=False) for path in target.files]
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


def _nothing_to_fix(results: Sequence[FixResult]) -> str:
    withheld = [finding for result in results for finding in result.left]
    if any(finding.fix is not None for finding in withheld):
        return "no fix is known to be safe; with --unsafe-fixes the others are applied too"
    if withheld:
        return "there is no fix for what was found"
    failures = [str(result.failure) for result in results if result.failure is not None]
    return "; ".join(["nothing to fix was found", *failures[:1]])
