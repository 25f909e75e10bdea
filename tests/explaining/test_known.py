"""Errors of releases that are known to be faulty."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..conftest import Command
from ..verify.conftest import Environment

LOG = (
    'Traceback (most recent call last):\n  File "E:\\venv\\lib\\aiortc\\rtcrtpsender.py", '
    "line 265, in _handle_rtcp_packet\n    if self.__encoder != None:\n"
    "AttributeError: 'RTCRtpSender' object has no attribute '_RTCRtpSender__encoder'\n"
)


def test_explain_knows_it_without_the_code(
    folder: Path, environment_folder: Environment, mangle_lint_process: Command
) -> None:
    """The traceback of somebody else, on a machine that has no such release."""
    done = mangle_lint_process(
        "explain", "--python", environment_folder.python, stdin=LOG.encode(), cwd=folder
    )
    assert done.status == 0
    assert "\na fault of aiortc 1.8.0, 1.9.0 and 1.10.0 (MGL001): `_run_rtp` deletes" in done.stdout
    assert "\nknown: cured in 1.10.1; " in done.stdout
    assert "  upgrade aiortc to 1.10.1; evidence:\n" in done.stdout


def test_installed_release_is_cured_already(
    folder: Path,
    environment_folder: Environment,
    release: Callable[[str], Path],
    mangle_lint_process: Command,
) -> None:
    """Its code does not show the fault; the log is of another release."""
    done = mangle_lint_process(
        *("explain", "--python", environment_folder.python, release("1.10.1")),
        stdin=LOG.encode(),
        cwd=folder,
    )
    assert done.status == 0
    assert "  that line reads otherwise now" in done.stdout
    assert "\na fault of aiortc 1.8.0, 1.9.0 and 1.10.0 (MGL001): " in done.stdout
    assert "not explained" not in done.stdout
