"""Running a command: how it ends, and that nothing of it is left."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mangle_lint.errors import UserError
from mangle_lint.verify import runs
from mangle_lint.verify.runs import Outcome, run

from .conftest import Verify, environment, write

posix = pytest.mark.skipif(sys.platform == "win32", reason="about process groups")

HOLDER = """\
import fcntl, signal, sys
lock = open(sys.argv[1], "w")
fcntl.flock(lock, fcntl.LOCK_SH)
if "deaf" in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("held", flush=True)
signal.pause()
"""
"""Holds a lock for as long as it lives."""

STARTER = """\
import subprocess, sys
for kind in sys.argv[3:]:
    child = subprocess.Popen(
        [sys.executable, *sys.argv[1:3], kind],
        stdout=subprocess.PIPE,
        start_new_session=kind == "session",
    )
    print(child.stdout.readline().decode().strip(), flush=True)
"""
"""Starts holders, and prints a line when each holds the lock."""


def is_held(lock: Path) -> bool:
    import fcntl

    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def python(code: str, folder: Path, typed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run code that uses this package, in a process of its own."""
    known = environment(PYTHONPATH=str(Path(runs.__file__).parents[2]))
    return subprocess.run(
        [sys.executable, "-c", code], input=typed, cwd=folder, env=known, check=False
    )


def start(
    tmp_path: Path, *kinds: str, then: str, timeout: float, monkeypatch: pytest.MonkeyPatch
) -> tuple[Outcome, list[str], Path]:
    """Start holders of those kinds, and then do something; the outcome, the output, the lock."""
    monkeypatch.setattr(runs, "_GRACE", 0.5)
    write(tmp_path, {"holder.py": HOLDER, "starter.py": STARTER + then})
    lock, output = tmp_path / "lock", tmp_path / "output"
    command = [sys.executable, "starter.py", "holder.py", str(lock), *kinds]
    monkeypatch.chdir(tmp_path)
    mark = environment(MARK=f"mark-of-{tmp_path}")
    outcome = run(command, mark, output, timeout=timeout, mark=f"mark-of-{tmp_path}")
    return outcome, output.read_text(encoding="utf-8").split(), lock


@posix
def test_hanging_command_is_stopped_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hang = "import signal\nsignal.pause()\n"
    outcome, printed, lock = start(
        tmp_path, "deaf", "plain", then=hang, timeout=5, monkeypatch=monkeypatch
    )
    assert outcome.status is None
    assert outcome.duration >= 5
    assert printed == ["held", "held"]
    assert not is_held(lock)


@posix
def test_children_that_outlive_the_command_are_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome, printed, lock = start(
        tmp_path, "plain", "deaf", then="", timeout=60, monkeypatch=monkeypatch
    )
    assert outcome.status == 0
    assert printed == ["held", "held"]
    assert not is_held(lock)


@pytest.mark.skipif(sys.platform != "linux", reason="only there they can be found")
def test_children_in_a_session_of_their_own_are_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, printed, lock = start(tmp_path, "session", then="", timeout=60, monkeypatch=monkeypatch)
    assert printed == ["held"]
    assert not is_held(lock)


@posix
def test_command_ends_with_the_program_that_is_terminated(tmp_path: Path) -> None:
    """Who ends verify ends what it runs; no test framework is between, so signals are real."""
    write(tmp_path, {"holder.py": HOLDER})
    code = (
        "import os, pathlib, signal, sys\n"
        "from mangle_lint.verify.runs import run\n"
        "def show(text):\n"
        "    if b'held' in text: os.kill(os.getpid(), signal.SIGTERM)\n"
        "run([sys.executable, 'holder.py', 'lock'], os.environ, pathlib.Path('output'),\n"
        "    timeout=60, mark='no such mark', show=show)\n"
    )
    assert python(code, tmp_path).returncode == 128 + signal.SIGTERM
    assert not is_held(tmp_path / "lock")


@posix
def test_command_ended_by_a_signal(tmp_path: Path) -> None:
    code = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    outcome = run(
        [sys.executable, "-c", code], environment(), tmp_path / "o", timeout=60, mark="no mark"
    )
    assert outcome.status == -signal.SIGKILL


def test_command_has_no_input(tmp_path: Path) -> None:
    code = (
        "import os, pathlib, sys\n"
        "from mangle_lint.verify.runs import run\n"
        "read = 'import sys; sys.exit(len(sys.stdin.read()))'\n"
        "command = [sys.executable, '-c', read]\n"
        "output = pathlib.Path('output')\n"
        "ended = run(command, os.environ, output, timeout=60, mark='no such mark')\n"
        "sys.exit(ended.status)\n"
    )
    assert python(code, tmp_path, typed=b"typed").returncode == 0


def test_output_is_kept_and_shown(tmp_path: Path) -> None:
    shown: list[bytes] = []
    code = "import sys; print('out', flush=True); print('error', file=sys.stderr)"
    run(
        [sys.executable, "-c", code],
        environment(),
        tmp_path / "output",
        timeout=60,
        mark="no mark",
        show=shown.append,
    )
    text = (tmp_path / "output").read_bytes()
    assert text.split() == [b"out", b"error"]
    assert b"".join(shown) == text


@pytest.mark.parametrize("command", ["no-such-command", "."])
def test_command_that_cannot_be_run(command: str, project: Path, run_both: Verify) -> None:
    with pytest.raises(UserError, match="cannot run"):
        run_both(project, command=[command])
