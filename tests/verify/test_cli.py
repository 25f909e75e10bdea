"""`mangle-lint verify`: options, what is printed where, exit status."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mangle_lint.cli.verify import verify
from mangle_lint.errors import UserError

from .conftest import MESSAGE, SENDER, STOPPED, Environment, environment, write

CRASH = STOPPED + "sender.report()\n"


def call(*arguments: str | Path) -> Result:
    return CliRunner(env=environment()).invoke(verify, [str(argument) for argument in arguments])


def refusal(result: Result) -> str:
    """What the user is told; the group of commands prints it and exits with 2."""
    assert isinstance(result.exception, UserError), result.output
    text = str(result.exception)
    assert "\n" not in text
    return text


def test_table_and_verdict(project: Path) -> None:
    result = call("--path", project, "--", sys.executable, "-c", CRASH)
    assert result.exit_code == 0
    assert re.sub(r"\d+\.\d s", "0.1 s", result.stdout) == (
        f"before: AttributeError: {MESSAGE}\n"
        "    raised at media.py:10, predicted by MGL001 at media.py:7:17\n"
        "\n"
        "                            before   after\n"
        "exit status                      1       0\n"
        "duration                     0.1 s   0.1 s\n"
        "predicted errors                 1       0\n"
        "other mangled-name errors        0       0\n"
        "\n"
        "verdict: confirmed (the predicted errors are gone, and the command exits with 0)\n"
    )
    assert result.stderr == "run 1 of 2: the original\nrun 2 of 2: the fixed copy\n"


def test_package(environment_folder: Environment) -> None:
    environment_folder.install("studio", {"media.py": SENDER})
    python = str(environment_folder.python)
    command = ["--", python, "-c", CRASH]
    assert call("--package", "studio", "--python", python, *command).exit_code == 0
    assert call("--package", "studio", *command).exit_code == 0


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        (STOPPED, "not reproduced"),
        (CRASH + "raise SystemExit(7)\n", "still failing"),
        (STOPPED + "raise SystemExit('None' in str(vars(sender)))\n", "broken by the fix"),
    ],
)
def test_other_verdicts_exit_with_1(code: str, verdict: str, project: Path) -> None:
    code = "print('this was printed')\n" + code
    result = call("--path", project, "--", sys.executable, "-c", code)
    assert result.exit_code == 1
    assert f"\nverdict: {verdict} (" in result.stdout
    assert "  | this was printed\n" in result.stderr
    assert "this was printed" not in result.stdout


def test_json(project: Path) -> None:
    result = call("--path", project, "--json", "--", sys.executable, "-c", CRASH)
    assert result.exit_code == 0
    assert result.stderr == ""
    report = json.loads(result.stdout)
    assert set(report) == {
        "verdict",
        "meaning",
        "command",
        "root",
        "changed",
        "findings",
        "before",
        "after",
        "new_about_none",
        "notes",
    }
    assert report["verdict"] == "confirmed"
    assert report["command"] == [sys.executable, "-c", CRASH]


def test_output_is_shown_on_demand(project: Path) -> None:
    code = "print('this was printed')\n" + CRASH
    result = call("--path", project, "--show-output", "--", sys.executable, "-c", code)
    assert result.stderr.count("this was printed\n") == 2
    assert "this was printed" not in result.stdout
    quiet = call("--path", project, "--", sys.executable, "-c", code)
    assert "this was printed" not in quiet.output


def test_options_behind_the_command_are_its_own(project: Path) -> None:
    write(project, {"app.py": f"import sys\nassert sys.argv[1:] == ['--json']\n{CRASH}"})
    result = call("--path", project, sys.executable, project / "app.py", "--json")
    assert result.exit_code == 0
    assert "verdict: confirmed" in result.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="uses signal.pause")
def test_timeout(project: Path) -> None:
    code = "import signal; signal.pause()"
    result = call("--path", project, "--timeout", "0.2", "--", sys.executable, "-c", code)
    assert result.exit_code == 1
    assert re.search(r"exit status +timed out +timed out\n", result.stdout)
    assert "verdict: not reproduced" in result.stdout


def test_notes(project: Path) -> None:
    write(project, {"broken.py": "def (:\n"})
    result = call("--path", project, "--", sys.executable, "-c", "pass")
    assert "note: not analysed: " in result.stderr
    assert "note: the command never ran a file that the fix changes: media.py\n" in result.stderr
    isolated = call("--path", project, "--", sys.executable, "-I", "-c", "pass")
    assert "note: no Python process could be watched" in isolated.stderr


def test_what_cannot_be_done(project: Path, environment_folder: Environment) -> None:
    python = environment_folder.python
    command = ["--", str(python), "-c", "pass"]
    assert "either --package or --path" in refusal(call(*command))
    assert "either --package or --path" in refusal(
        call("--path", project, "--package", "media", *command)
    )
    assert "give that too" in refusal(call("--path", project, "--python", python, *command))
    assert "no package named 'studio'" in refusal(call("--package", "studio", *command))
    assert "cannot run no-such-command" in refusal(call("--path", project, "--", "no-such-command"))
    (project / "media.py").write_text("x = 1\n", encoding="utf-8")
    assert "nothing to fix was found" in refusal(call("--path", project, *command))


@pytest.mark.parametrize(
    "arguments",
    [
        ["--path", "no-such-folder", "--", "true"],
        ["--path", ".", "--"],
        ["--path", ".", "--timeout", "0", "--", "true"],
        ["--path", ".", "--timeout", "soon", "--", "true"],
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    assert call(*arguments).exit_code == 2
