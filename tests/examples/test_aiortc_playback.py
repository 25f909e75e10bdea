"""The three scenarios on the real aiortc: before and after the fix, and on the fixed release."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ..conftest import ROOT

FOLDER = ROOT / "examples" / "aiortc_playback"
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
def test_explain_tells_the_cause_from_the_log(
    scenario: str, release: Release, tmp_path: Path
) -> None:
    """What the affected release logs leads to the deletion, and to the maintainer's own change."""
    affected = release("1.10.0")
    log = subprocess.run(
        [sys.executable, str(FOLDER / f"{scenario}.py")],
        env={**os.environ, "PYTHONPATH": str(affected)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    ).stderr
    done = subprocess.run(
        [sys.executable, "-m", "mangle_lint", "explain"],
        input=log,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(affected)))},
        cwd=tmp_path,
        check=False,
    )
    said = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b""), said + log.decode()
    file = affected / "aiortc" / "rtcrtpsender.py"
    assert f"raised at {file}:277 in `_handle_rtcp_packet`" in said
    assert f"--> {file}:410:17\n" in said
    assert "deleted   in `_run_rtp` (line 410)\n" in said
    assert "known: cured in 1.10.1; `_RTCRtpSender__encoder` is missing in aiortc 1.10.0\n" in said
    patch = said.partition("\n--- ")[2].partition("\nknown: ")[0]
    (tmp_path / "rtcrtpsender.py").write_bytes(file.read_bytes())
    subprocess.run(
        ["git", "apply", "-p0", "-"],
        input=f"--- {patch}\n".replace(str(file), "rtcrtpsender.py").encode(),
        cwd=tmp_path,
        check=True,
    )
    cured = release("1.10.1") / "aiortc" / "rtcrtpsender.py"
    assert (tmp_path / "rtcrtpsender.py").read_bytes() == cured.read_bytes()


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
