"""What is known of releases is true of the releases themselves, and is told where it helps."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mangle_lint import engine
from mangle_lint.known.releases import Fault, all_faults, known_fault

from ..conftest import Command
from ..verify.conftest import Environment

Release = Callable[[str], Path]
EVERY_FAULT = [pytest.param(fault, id=fault.attribute) for fault in all_faults()]


@pytest.mark.parametrize("fault", EVERY_FAULT)
def test_entry_is_complete(fault: Fault) -> None:
    assert fault.evidence
    assert all(address.startswith("https://") for address in fault.evidence)
    assert fault.cured_in not in fault.affected
    assert fault.attribute.startswith(f"_{fault.class_name}__")


@pytest.mark.parametrize("version", ["1.8.0", "1.9.0", "1.10.0", "1.10.1"])
def test_entry_holds_for_the_releases(version: str, release: Release) -> None:
    (fault,) = [fault for fault in all_faults() if fault.distribution == "aiortc"]
    path = release(version) / fault.module
    found = engine.check(path.read_bytes(), str(path)).findings
    named = [(f.code, f.class_name, f.attribute) for f in found]
    known = known_fault(fault.class_name, fault.attribute, path)
    if version == fault.cured_in:
        assert (named, known) == ([], None)
        return
    assert named == [(fault.rule, fault.class_name, fault.attribute)]
    assert version in fault.affected
    assert known is not None
    assert known.version == version


def test_release_that_cannot_be_told(tmp_path: Path) -> None:
    """A checkout: what is known of the releases may help all the same."""
    (fault,) = [fault for fault in all_faults() if fault.distribution == "aiortc"]
    path = tmp_path / fault.module
    known = known_fault(fault.class_name, fault.attribute, path)
    assert known is not None
    assert str(known) == (
        "known: cured in 1.10.1; `_RTCRtpSender__encoder` is missing in aiortc 1.8.0, 1.9.0 and "
        "1.10.0"
    )
    assert known_fault("Other", fault.attribute, path) is None
    assert known_fault(fault.class_name, fault.attribute, tmp_path / "other.py") is None


FAULTY = """\
class RTCRtpSender:
    def __init__(self):
        self.__encoder = None

    def stop(self):
        del self.__encoder

    def report(self):
        return self.__encoder
"""


@pytest.fixture
def faulty(environment_folder: Environment) -> Environment:
    """An environment with a release that is known to be faulty."""
    files = {"aiortc/__init__.py": "", "aiortc/rtcrtpsender.py": FAULTY}
    environment_folder.install("aiortc", files)
    metadata = environment_folder.packages / "aiortc-1.0.dist-info" / "METADATA"
    metadata.write_text("Name: aiortc\nVersion: 1.9.0\n", encoding="utf-8")
    return environment_folder


def test_check_tells_it(faulty: Environment, folder: Path, mangle_lint: Command) -> None:
    line = "known: cured in 1.10.1; `_RTCRtpSender__encoder` is missing in aiortc 1.9.0"
    package = ("check", "--package", "aiortc", "--python", faulty.python)
    assert mangle_lint(*package).stdout.splitlines()[-1] == line
    assert "known:" not in mangle_lint(*package, "--quiet").stdout
    done = mangle_lint(*package, "--output-format", "json")
    assert "known:" not in done.stdout + done.stderr
    metadata = faulty.packages / "aiortc-1.0.dist-info" / "METADATA"
    metadata.write_text("Name: aiortc\nVersion: 2.0\n", encoding="utf-8")
    assert "known:" not in mangle_lint(*package).stdout


def test_verify_tells_it(faulty: Environment, mangle_lint: Command) -> None:
    code = "from aiortc.rtcrtpsender import RTCRtpSender as S\ns = S()\ns.stop()\ns.report()\n"
    command = ("--", faulty.python, "-c", code)
    done = mangle_lint("verify", "--package", "aiortc", *command)
    assert done.status == 0
    assert "note: known: cured in 1.10.1; `_RTCRtpSender__encoder` is missing in" in done.stderr
    done = mangle_lint("verify", "--package", "aiortc", "--json", *command)
    assert any("cured in 1.10.1" in note for note in json.loads(done.stdout)["notes"])


def test_nothing_is_read_unless_it_is_asked_for(folder: Path) -> None:
    """Other commands do not become slower."""
    assert "mangle_lint.known.releases" in sys.modules
    import subprocess

    code = (
        "import sys; from mangle_lint.cli.check import check\n"
        "print([name for name in sys.modules if 'known' in name or 'explain' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
