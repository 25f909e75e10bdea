"""Replace a file atomically; its mode and the symbolic links to it are kept."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

_LITTER = ".mangle-lint-tmp"


def replace_file(path: Path, data: bytes) -> None:
    """Replace the content of the file `path` by `data`. On OSError the file is unchanged.

    If `path` is a symbolic link, the link stays and the file it points to is replaced. Temporary
    files that a killed run left for this file are removed.
    """
    target = Path(os.path.realpath(path))
    _clear_litter(target)
    status = target.stat()
    temporary = target.with_name(f".{target.name}.{os.getpid()}{_LITTER}")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if hasattr(os, "chown"):
            with contextlib.suppress(PermissionError):
                os.chown(temporary, status.st_uid, status.st_gid)
        temporary.chmod(status.st_mode & 0o7777)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _clear_litter(target: Path) -> None:
    """Remove the temporary files for this file whose process is no longer alive."""
    pattern = re.compile(rf"\.{re.escape(target.name)}\.(\d+){re.escape(_LITTER)}")
    for sibling in os.scandir(target.parent):
        match = pattern.fullmatch(sibling.name)
        if match is not None and not _is_other_process(int(match[1])):
            Path(sibling.path).unlink(missing_ok=True)


def _is_other_process(number: int) -> bool:
    if number == os.getpid() or os.name != "posix":
        return False
    try:
        os.kill(number, 0)
    except OSError as error:
        return not isinstance(error, ProcessLookupError)
    return True
