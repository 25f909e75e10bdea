"""The programs that are compared: their commands and versions."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Peers:
    """The paths of the programs; None if one is not installed."""

    mangle_lint: str
    python: str
    ruff: str
    fixit: str | None
    semgrep: str | None
    ripgrep: str | None

    def check(self, *arguments: str | Path) -> list[str]:
        """The command that checks with mangle-lint."""
        return [self.mangle_lint, "check", "--quiet", *map(str, arguments)]

    def undefined_names(self, folder: Path) -> list[str]:
        """The command that runs one rule of Ruff on all files, without its cache."""
        options = ["--no-cache", "--isolated", "--config", "exclude=[]", "--select", "F821"]
        return [self.ruff, "check", "--quiet", *options, str(folder)]

    def bare_parse(self, *files: Path) -> list[str]:
        """The command that runs only LibCST's parser."""
        return [self.python, str(HERE / "bare_parse.py"), *map(str, files)]

    def import_click(self) -> list[str]:
        """A command that starts Python and imports click: the least that a command line costs."""
        return [self.python, "-c", "import click"]


def find(folder: Path) -> Peers:
    """Find the programs in this environment, and in those that the Makefile made in `folder`."""
    here = Path(sys.executable).parent

    def peer(environment: str, name: str) -> str | None:
        path = folder / environment / "bin" / name
        return str(path) if path.exists() else shutil.which(name)

    return Peers(
        mangle_lint=str(here / "mangle-lint"),
        python=sys.executable,
        ruff=str(here / "ruff"),
        fixit=peer("fixit", "fixit"),
        semgrep=peer("semgrep", "semgrep"),
        ripgrep=peer("fixit", "rg"),
    )


def versions(peers: Peers) -> list[str]:
    """The version of each program, in its own words."""
    found = []
    programs = [peers.mangle_lint, peers.python, peers.ruff]
    for program in [*programs, peers.fixit, peers.semgrep, peers.ripgrep]:
        if program is not None:
            # semgrep would look online for a newer version, and wait for the answer
            quiet = ["--disable-version-check"] if program == peers.semgrep else []
            done = subprocess.run(
                [program, *quiet, "--version"], capture_output=True, text=True, check=False
            )
            line = (done.stdout or done.stderr).splitlines()[0]
            name = Path(program).name
            found.append(line if name in line.lower() else f"{name} {line}")
    code = "import libcst; print('libcst', libcst.LIBCST_VERSION)"
    done = subprocess.run([peers.python, "-c", code], capture_output=True, text=True, check=True)
    return [*found, done.stdout.strip()]
