"""The verdicts, each by a real command."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

from mangle_lint.verify.report import data, notes
from mangle_lint.verify.scenario import Verdict

from .conftest import SENDER, STOPPED, Verify, write

TEARDOWN = """\
class Sender:
    def __init__(self):
        self.__encoder = "vp8"

    def stop(self):
        if self.__encoder:
            del self.__encoder

    def report(self):
        return self.__encoder.upper()
"""
"""A class whose fix is not complete: the read on line 10 meets None."""


def test_confirmed(project: Path, run_both: Verify) -> None:
    report = run_both(project, "-c", STOPPED + "sender.report()\n")
    assert report.verdict is Verdict.CONFIRMED
    assert (report.before.outcome.status, report.after.outcome.status) == (1, 0)


def test_not_reproduced(project: Path, run_both: Verify) -> None:
    report = run_both(project, "-c", STOPPED)
    assert report.verdict is Verdict.NOT_REPRODUCED
    assert report.after.imported


def test_still_failing_for_another_reason(project: Path, run_both: Verify) -> None:
    report = run_both(project, "-c", STOPPED + "sender.report()\nraise SystemExit(7)\n")
    assert report.verdict is Verdict.STILL_FAILING
    assert report.after.outcome.status == 7


def test_still_failing_by_a_finding_without_safe_fix(tmp_path: Path, run_both: Verify) -> None:
    guarded = SENDER.replace("Sender", "Guarded") + (
        "\n    def probe(self):\n        return hasattr(self, '_Guarded__encoder')\n"
    )
    write(tmp_path, {"media.py": SENDER, "guarded.py": guarded})
    crash = STOPPED + "from guarded import Guarded\nguarded = Guarded()\nguarded.stop()\n"
    report = run_both(tmp_path, "-c", crash + "guarded.report()\n")
    assert report.verdict is Verdict.STILL_FAILING
    assert report.after.predicted == 1
    assert any("1 finding left" in note for note in notes(report))
    cured = run_both(tmp_path, "-c", crash + "guarded.report()\n", unsafe_fixes=True)
    assert cured.verdict is Verdict.CONFIRMED


def test_broken_by_none_that_is_only_logged(tmp_path: Path, run_both: Verify) -> None:
    write(tmp_path, {"media.py": TEARDOWN})
    logged = (
        "import logging\ntry:\n    sender.report()\nexcept Exception:\n    logging.exception('')\n"
    )
    report = run_both(tmp_path, "-c", STOPPED + logged)
    assert report.verdict is Verdict.BROKEN
    (error,) = report.new_about_none
    assert (error.message, error.place and error.place.path) == (
        "'NoneType' object has no attribute 'upper'",
        Path("media.py"),
    )


def test_none_elsewhere_is_not_the_fault_of_the_fix(project: Path, run_both: Verify) -> None:
    logged = "import logging\ntry:\n    len(None)\nexcept TypeError:\n    logging.exception('')\n"
    report = run_both(project, "-c", STOPPED + "sender.report()\n" + logged)
    assert report.verdict is Verdict.CONFIRMED
    assert report.new_about_none == ()


def test_none_that_was_met_before_is_not_the_fault_of_the_fix(
    project: Path, run_both: Verify
) -> None:
    write(project, {"media.py": f"{SENDER}\n\ndef measure():\n    len(None)\n"})
    logged = "import logging, media\ntry:\n    media.measure()\nexcept TypeError:\n"
    code = f"{logged}    logging.exception('')\n{STOPPED}sender.report()\n"
    report = run_both(project, "-c", code)
    assert len(report.before.about_none) == len(report.after.about_none) == 1
    assert report.verdict is Verdict.CONFIRMED


def test_broken_where_it_worked(tmp_path: Path, run_both: Verify) -> None:
    write(tmp_path, {"media.py": TEARDOWN})
    handled = "try:\n    sender.report()\nexcept AttributeError as error:\n"
    report = run_both(
        tmp_path, "-c", STOPPED + handled + "    assert 'NoneType' not in str(error)\n"
    )
    assert report.before.outcome.status == 0
    assert report.verdict is Verdict.BROKEN


@pytest.mark.skipif(sys.platform == "win32", reason="uses signal.pause")
def test_hang_that_the_fix_cures(project: Path, run_both: Verify) -> None:
    hang = (
        "import logging, signal\n"
        "try:\n    sender.report()\n"
        "except AttributeError:\n    logging.exception('')\n    signal.pause()\n"
    )
    report = run_both(project, "-c", STOPPED + hang, timeout=5)
    assert report.before.outcome.status is None
    assert report.after.outcome.status == 0
    assert report.verdict is Verdict.CONFIRMED


def test_broken_file_in_the_target_hides_nothing(project: Path, run_both: Verify) -> None:
    write(project, {"broken.py": "def (:\n"})
    report = run_both(project, "-c", STOPPED + "sender.report()\n")
    assert report.verdict is Verdict.CONFIRMED
    assert any("broken.py:1" in note for note in notes(report))


def test_lines_that_the_fix_moves(project: Path, run_both: Verify) -> None:
    """The fix drops an `if`; the error in the fixed copy is still the finding's."""
    write(project, {"app.py": STOPPED + "del sender._Sender__encoder\nsender.report()\n"})
    report = run_both(project, project / "app.py")
    assert report.verdict is Verdict.NOT_REPRODUCED  # the first run fails at line 4 of app.py
    (after,) = report.after.errors
    assert after.place is not None
    assert after.place.path == Path("media.py")
    assert after.prediction is not None


def test_temporary_files_are_removed(
    project: Path, tmp_path: Path, run_both: Verify, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    run_both(project, "-c", STOPPED)
    assert list(temporary.iterdir()) == []


def test_data_of_a_report(project: Path, run_both: Verify) -> None:
    report = data(run_both(project, "-c", STOPPED + "sender.report()\n"))
    assert report["root"] == str(project)
    assert report["changed"] == ["media.py"]
    assert report["findings"] == [
        {
            "filename": "media.py",
            "location": {"row": 7, "column": 17},
            "code": "MGL001",
            "attribute": "_Sender__encoder",
            "method": "Sender.stop",
            "fixed": True,
        }
    ]
    before = report["before"]
    assert isinstance(before.pop("duration"), float)
    assert before == {
        "exit_status": 1,
        "timed_out": False,
        "predicted_errors": 1,
        "errors": [
            {
                "type": "AttributeError",
                "message": "'Sender' object has no attribute '_Sender__encoder'",
                "attribute": "_Sender__encoder",
                "filename": "media.py",
                "row": 10,
                "count": 1,
                "predicted_by": {
                    "filename": "media.py",
                    "location": {"row": 7, "column": 17},
                    "code": "MGL001",
                    "attribute": "_Sender__encoder",
                    "method": "Sender.stop",
                },
            }
        ],
    }
    assert report["after"]["errors"] == []
