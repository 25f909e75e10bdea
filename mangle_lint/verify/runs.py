"""Run a command until it ends or its time is up."""

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

from mangle_lint.errors import UserError

_GRACE = 3.0
_POLL = 0.05
_SHOW_EVERY = 0.2


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended, after `duration` seconds.

    `status` is the exit status, -N if signal N ended the command, None if it was stopped on
    timeout.
    """

    status: int | None
    duration: float


def run(
    command: Sequence[str],
    environment: Mapping[str, str],
    output: Path,
    *,
    timeout: float,
    mark: str,
    show: Callable[[bytes], object] = lambda _: None,
) -> Outcome:
    """Run `command` for at most `timeout` seconds.

    What it prints, on stdout and stderr, goes to the file `output`, and to `show` as it comes. It
    has no input and a session of its own. When this returns, everything it started has been
    stopped: its process group and, on Linux, every process with `mark` in its environment. Raises
    UserError if it cannot be started.
    """
    with output.open("wb") as sink, output.open("rb") as printed, _terminations():
        start = time.monotonic()
        status = None
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
            while status is None and (left := start + timeout - time.monotonic()) > 0:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    status = process.wait(min(left, _SHOW_EVERY))
                show(printed.read())
            return Outcome(status, time.monotonic() - start)
        finally:
            _stop(process, mark)
            show(printed.read())


@contextlib.contextmanager
def _terminations() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into SystemExit, so that the command is stopped before we exit."""
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
        """Stop all that the command started: SIGTERM first, SIGKILL after _GRACE seconds."""
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
        """The targets for `os.kill` that still run; a negative number is a process group."""
        process.poll()  # reaps it if it has ended; until then it would count as alive
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
