"""Running a command to its end, or to the end of the user's patience."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from mangle_lint.errors import UserError

_GRACE = 3.0
_POLL = 0.05
_SHOW_EVERY = 0.2


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended. `status` is None if it was stopped, negative if a signal ended it."""

    status: int | None
    duration: float


def run(
    command: Sequence[str],
    environment: Mapping[str, str],
    output: Path,
    *,
    timeout: float,
    mark: str,
    show: Callable[[bytes], object] | None = None,
) -> Outcome:
    """Run `command`; what it prints goes to the file `output`, and to `show` as it comes.

    It has no input, and a process group of its own. When this returns, nothing that it started
    runs any more: neither what is in that group nor, on Linux, what has `mark` in its environment.
    """
    with output.open("wb") as sink, output.open("rb") as printed, _terminations():
        start = time.monotonic()
        try:
            process = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            raise UserError(f"cannot run {command[0]}: {error.strerror or error}") from error
        try:
            status = _wait(process, start + timeout, printed, show)
            return Outcome(status, time.monotonic() - start)
        finally:
            _stop(process, mark)
            if show is not None:
                show(printed.read())


def _wait(
    process: subprocess.Popen[bytes],
    deadline: float,
    printed: BinaryIO,
    show: Callable[[bytes], object] | None,
) -> int | None:
    while (left := deadline - time.monotonic()) > 0:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(left if show is None else min(left, _SHOW_EVERY))
        if show is not None:
            show(printed.read())
    return None


@contextlib.contextmanager
def _terminations() -> Iterator[None]:
    """Whoever ends this program must not leave the command behind: leave by an exception."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def leave(number: int, _: object) -> None:
        sys.exit(128 + number)

    ending = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
    handled = [n for n in ending if n is not None and signal.getsignal(n) is signal.SIG_DFL]
    for number in handled:
        signal.signal(number, leave)
    try:
        yield
    finally:
        for number in handled:
            signal.signal(number, signal.SIG_DFL)


if sys.platform == "win32":

    def _stop(process: subprocess.Popen[bytes], mark: str) -> None:  # noqa: ARG001 - as on Linux
        if process.poll() is None:
            tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(tree, capture_output=True, check=False)
            process.wait()

else:

    def _stop(process: subprocess.Popen[bytes], mark: str) -> None:
        """End all that the command started: ask first, then do not ask."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            deadline = time.monotonic() + _GRACE
            alive = _alive(process, mark)
            for target in alive:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(target, number)
            while alive and time.monotonic() < deadline:
                time.sleep(_POLL)
                alive = _alive(process, mark)
        process.wait()

    def _alive(process: subprocess.Popen[bytes], mark: str) -> set[int]:
        """What is left of a command, as `os.kill` takes it: its group is a negative number."""
        process.poll()  # until somebody has asked how it ended, a process is not gone
        group = process.pid
        if not Path("/proc/self/stat").exists():
            try:
                os.killpg(group, 0)
            except (ProcessLookupError, PermissionError):
                return set()
            return {-group}
        found = set()
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                state, _, its_group = (folder / "stat").read_text().rpartition(")")[2].split()[:3]
                if state in "ZX" or folder.name == str(os.getpid()):
                    continue
                if its_group == str(group):
                    found.add(-group)
                elif mark.encode() in (folder / "environ").read_bytes():
                    found.add(int(folder.name))
        return found
