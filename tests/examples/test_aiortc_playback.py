"""The three scenarios on the real aiortc: before and after the fix, and on the fixed release."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "examples" / "aiortc_playback"
SCENARIOS = (
    "playback_end",
    pytest.param("shared_track", marks=pytest.mark.long),
    pytest.param("session_end", marks=pytest.mark.long),
)

Release = Callable[[str], Path]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_codemod_cures_the_affected_release(scenario: str) -> None:
    """The connection dies with the predicted error, and with the fix it stays up."""
    command = [sys.executable, str(FOLDER / f"{scenario}.py")]
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mangle_lint"),
            *("verify", "--package", "aiortc", "--json", "--", *command),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(done.stdout)
    assert report["verdict"] == "confirmed", done.stdout + done.stderr
    assert done.returncode == 0
    assert report["before"]["exit_status"] == 1
    assert [error["attribute"] for error in report["before"]["errors"]] == [
        "_RTCRtpSender__encoder"
    ]
    assert report["changed"] == ["aiortc/rtcrtpsender.py"]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_maintainers_release_stays_up(scenario: str, release: Release) -> None:
    """An independent control: 1.10.1, with the maintainer's own fix."""
    done = subprocess.run(
        [sys.executable, str(FOLDER / f"{scenario}.py")],
        env={**os.environ, "PYTHONPATH": str(release("1.10.1"))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
