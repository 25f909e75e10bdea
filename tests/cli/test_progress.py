"""The bar on a terminal: for those who wait, and for nobody else."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mangle_lint.cli.progress import Bar

from ..conftest import BAD, environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminals")

# a class whose analysis takes a while on any machine
SLOW = BAD + "".join(
    f"\n    def m{n}(self):\n        self.forget()\n        return self.m{n - 1}(self.__file)\n"
    for n in range(1, 40)
)
BAR = re.compile(rb"\[#*-*\] (\d+)/(\d+) files, findings: (\d+)")


@pytest.fixture
def many(folder: Path) -> Path:
    for number in range(60):
        (folder / f"m{number:02}.py").write_text(SLOW, encoding="utf-8")
    return folder


def on_terminal(folder: Path, *arguments: str, **variables: str) -> bytes:
    """What a check prints on stderr, which is a terminal of 80 columns."""
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "mangle_lint", "check", "-j", "1", *arguments]
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment(**{"TERM": "xterm", "CI": "", "COLUMNS": "80", **variables}),
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    ):
        os.close(theirs)
        output = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # Linux, when the other end is closed
                break
            if not piece:
                break
            output += piece
    os.close(ours)
    return output


def test_bar(many: Path) -> None:
    """It counts up, never over a line, and is gone in the end."""
    output = on_terminal(many)
    shown = [tuple(map(int, match.groups())) for match in BAR.finditer(output)]
    assert shown
    assert shown == sorted(shown)
    assert all(total == 60 and 0 < done <= total for done, total, _ in shown)
    assert shown[-1][2] > 0
    frames = output.split(b"\r\x1b[K")
    assert all(len(frame) < 80 for frame in frames)
    assert frames[-1] == b""
    assert b"\n" not in output


class Terminal(io.StringIO):
    """A stderr that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that goes when it is told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(time, "monotonic", clock)
    for name, value in {"TERM": "xterm", "CI": "", "COLUMNS": "80"}.items():
        monkeypatch.setenv(name, value)
    return clock


def shown_after(clock: Clock, *seconds: float, wanted: bool = True) -> str:
    """What a bar has written that is called so many seconds after its start."""
    with Bar(wanted=wanted) as bar:
        start = clock.now
        for number, moment in enumerate(seconds):
            clock.now = start + moment
            bar(number, len(seconds), 2)
    assert isinstance(sys.stderr, io.StringIO)
    return sys.stderr.getvalue()


@pytest.mark.parametrize(
    ("seconds", "frames"),
    [([], 0), ([0, 0.2, 0.49], 0), ([0.6], 1), ([0.6, 0.65, 0.69], 1), ([0.4, 0.6, 0.8, 1.0], 3)],
)
def test_only_what_takes_half_a_second(
    monkeypatch: pytest.MonkeyPatch, clock: Clock, seconds: list[float], frames: int
) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    written = shown_after(clock, *seconds)
    assert written.count("files, findings: 2") == frames
    assert written.endswith("\r\x1b[K") if frames else written == ""


@pytest.mark.parametrize(
    "variables", [{"CI": "true"}, {"CI": "1"}, {"TERM": "dumb"}], ids=["CI", "CI=1", "dumb"]
)
def test_nobody_waits(
    monkeypatch: pytest.MonkeyPatch, clock: Clock, variables: dict[str, str]
) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert shown_after(clock, 1, 2, 3) == ""


def test_unwanted_or_no_terminal(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert shown_after(clock, 1, 2, wanted=False) == ""
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert shown_after(clock, 1, 2) == ""


def test_quiet(many: Path) -> None:
    assert on_terminal(many, "--quiet") == b""
