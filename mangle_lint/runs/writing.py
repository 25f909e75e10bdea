"""Replacing a file: whole or not at all, with its mode and its links kept."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

_LITTER = ".mangle-lint-tmp"


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` into the file `path`. Raises OSError, and then the file is as it was.

    A symbolic link stays a link, and what it leads to is replaced. What a killed run left beside
    the file is cleared.
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
        temporary.chmod(status.st_mode & 0o7777)
        if hasattr(os, "chown"):
            with contextlib.suppress(PermissionError):
                os.chown(temporary, status.st_uid, status.st_gid)
                temporary.chmod(status.st_mode & 0o7777)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _clear_litter(target: Path) -> None:
    """Remove what runs that are no longer alive left for this file."""
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
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
