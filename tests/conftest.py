"""What tests of every layer use: classes with findings, the command, real releases."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from mangle_lint import cli

ROOT = Path(__file__).resolve().parent.parent

# how long an example takes says more of the machine than of the code; the same ones every time
settings.register_profile(
    "any machine",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("any machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that need more time than others, so that none is left for the end."""
    items.sort(key=lambda item: item.get_closest_marker("timeout") is None)


BAD = """\
class Player:
    def __init__(self):
        self.__file = None

    def play(self, file):
        self.__file = file

    def forget(self):
        del self.__file

    def position(self):
        if self.__file:
            return self.__file.tell()
        return 0
"""
"""A class with one finding, at 9:13, whose fix is safe and complete."""

FIXED = BAD.replace("del self.__file", "self.__file = None")

GOOD = BAD.replace("        del self.__file\n", "        pass\n")


@dataclass(frozen=True)
class Done:
    """What a command that has run left behind."""

    status: int
    out: bytes
    err: bytes

    @property
    def stdout(self) -> str:
        return self.out.decode()

    @property
    def stderr(self) -> str:
        return self.err.decode()

    @property
    def errors(self) -> list[str]:
        """The lines on stderr that tell of something that could not be done."""
        return [line for line in self.stderr.splitlines() if line.startswith("error: ")]


Command = Callable[..., Done]


def environment(**more: str) -> dict[str, str]:
    """What a child process inherits: nothing of pytest's, no wish for colours, this checkout."""
    unwanted = ("PYTEST", "FORCE_COLOR", "NO_COLOR", "PYTHON", "GIT_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def run_process(
    *command: str | Path, cwd: Path, timeout: float = 60, stdin: bytes = b"", **variables: str
) -> Done:
    """Run a command of any kind; `stdin` is all that it gets on standard input."""
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=environment(**variables),
        input=stdin,
        capture_output=True,
        timeout=timeout,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def mangle_lint(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Command:
    """Run `mangle-lint` in this process."""

    def run(*arguments: str | Path, **variables: str) -> Done:
        with monkeypatch.context() as patch:
            for name in ("FORCE_COLOR", "NO_COLOR"):
                patch.delenv(name, raising=False)
            for name, value in variables.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["mangle-lint", *map(str, arguments)])
            capsysbinary.readouterr()
            with pytest.raises(SystemExit) as exit_:
                cli.run()
        captured = capsysbinary.readouterr()
        code = exit_.value.code
        assert isinstance(code, int)
        return Done(code, captured.out, captured.err)

    return run


@pytest.fixture
def mangle_lint_process(tmp_path: Path) -> Command:
    """Run `python -m mangle_lint` in a process of its own, by default in `tmp_path`."""

    def run(
        *arguments: str | Path,
        cwd: Path = tmp_path,
        timeout: float = 60,
        stdin: bytes = b"",
        **variables: str,
    ) -> Done:
        command = (sys.executable, "-m", "mangle_lint", *arguments)
        return run_process(*command, cwd=cwd, timeout=timeout, stdin=stdin, **variables)

    return run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, the current one."""
    path = tmp_path / "here"
    path.mkdir()
    monkeypatch.chdir(path)
    return path


@pytest.fixture(scope="session")
def release() -> Callable[[str], Path]:
    """The unpacked files of an aiortc release."""

    def find(version: str) -> Path:
        path = ROOT / ".cache" / f"aiortc-{version}"
        if not (path / "aiortc").is_dir():
            pytest.fail(f"aiortc {version} is not unpacked; run `make releases`", pytrace=False)
        return path

    return find
