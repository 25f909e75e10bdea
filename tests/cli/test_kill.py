"""`codemod --apply`, killed again and again: every file is as it was or as it should be."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from random import Random

import pytest

from tests.amounts import sample_and_all
from tests.conftest import BAD, FIXED, ROOT, environment

TREES = 5
FILES = 100  # in each
KILLS = 40  # of each
SAMPLE = (2, 15)  # so many trees and kills
SIDE_BY_SIDE = 2
MODES = (0o644, 0o600, 0o755, 0o640, 0o444)

# makes the writing of a file take long enough to be killed in, and its analysis no longer
PADDING = '\n\nTABLE = """\n' + "".join(f"{n:062d}\n" for n in range(128)) + '"""\n'

pytestmark = pytest.mark.skipif(os.name != "posix", reason="about SIGKILL")


@dataclass(frozen=True)
class Tree:
    """A folder of files that all have a finding; the number in each tells it from the others."""

    folder: Path

    def seed(self) -> None:
        """Give every file its old content and its mode."""
        for name in self.names():
            path = self.folder / name
            path.unlink(missing_ok=True)
            path.write_bytes(old(name))
            path.chmod(mode(name))

    def names(self) -> Iterator[str]:
        return (f"m{number:03d}.py" for number in range(FILES))

    def first_old(self) -> Path:
        """The file that a run writes first; the folder if all are new."""
        paths = (self.folder / name for name in self.names())
        return next((path for path in paths if path.read_bytes() == old(path.name)), self.folder)

    def state(self) -> Counter[str]:
        """How many files are old, how many new, how much litter there is; fails for all else."""
        seen = Counter(litter=len(list(self.folder.iterdir())) - FILES, new=0, old=0)
        for name in self.names():
            path = self.folder / name
            data = path.read_bytes()
            assert data in (old(name), new(name)), f"{name} is broken: {len(data)} bytes"
            assert stat.S_IMODE(path.stat().st_mode) == mode(name), f"the mode of {name} is lost"
            seen["new" if data == new(name) else "old"] += 1
        return seen


def old(name: str) -> bytes:
    return f"{BAD}{PADDING}# {name}\n".encode()


def new(name: str) -> bytes:
    return f"{FIXED}{PADDING}# {name}\n".encode()


def mode(name: str) -> int:
    return MODES[sum(name.encode()) % len(MODES)]


class Run:
    """`mangle-lint codemod --apply` on a tree, under way."""

    def __init__(self, tree: Tree) -> None:
        self.watched = (tree.folder, tree.first_old())
        self.untouched = self.marks()
        command = [sys.executable, "-m", "mangle_lint", "codemod", "--apply", "--quiet", "."]
        self.process = subprocess.Popen(
            command,
            cwd=tree.folder,
            env=environment(PYTHONPATH=str(ROOT)),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.started = time.monotonic()

    def wait_for_the_first_write(self) -> float:
        """How long that took, in seconds."""
        while self.marks() == self.untouched and self.goes_on_for(0.0005):
            pass
        return time.monotonic() - self.started

    def marks(self) -> list[int]:
        """What changes when the first file is written, in whatever way that is done."""
        return [path.stat().st_mtime_ns for path in self.watched]

    def goes_on_for(self, seconds: float) -> bool:
        """Let it run; whether it is still running after that time."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return True
        return False

    def kill(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def finish(self) -> None:
        assert self.process.wait(120) == 0


@dataclass(frozen=True)
class Pace:
    """How long a run over the whole tree takes to analyse all files, and to write them."""

    analysing: float
    writing: float


@pytest.mark.alone
@pytest.mark.timeout(900)
@sample_and_all("size", SAMPLE, (TREES, KILLS))
def test_killed_at_any_moment(tmp_path: Path, size: tuple[int, int]) -> None:
    """Some trees side by side, each killed again and again."""
    number_of_trees, kills = size
    trees = [Tree(tmp_path / str(number)) for number in range(number_of_trees)]
    for tree in trees:
        tree.folder.mkdir()
        tree.seed()
    run = Run(trees[0])
    analysing = run.wait_for_the_first_write()
    run.finish()
    pace = Pace(analysing, time.monotonic() - run.started - analysing)
    assert trees[0].state() == Counter(new=FILES)
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        found = pool.map(
            kill_again_and_again, trees, repeat(pace), range(number_of_trees), repeat(kills)
        )
        seen = sum(found, Counter())
    # so that the test can fail: most kills hit what they are meant to hit
    assert seen["partly written"] >= 0.3 * kills * number_of_trees, seen
    assert seen["with litter"] >= 0.02 * kills * number_of_trees, seen
    for tree in trees:
        Run(tree).finish()
        assert tree.state() == Counter(new=FILES)


def kill_again_and_again(tree: Tree, pace: Pace, seed: int, kills: int) -> Counter[str]:
    """Each run goes on with the tree as the last one left it; what the runs left behind."""
    random = Random(seed)
    seen: Counter[str] = Counter()
    before = tree.state()
    for number in range(kills):
        if not before["old"]:
            tree.seed()
            before = tree.state()
        run = Run(tree)
        left, moment = before["old"] / FILES, random.random()
        if number % 10:
            run.wait_for_the_first_write()
            run.goes_on_for(moment * pace.writing * left)
        else:
            run.goes_on_for(moment * (pace.analysing + pace.writing) * left)
        run.kill()
        after = tree.state()
        seen["untouched"] += after["new"] == before["new"]
        seen["partly written"] += after["new"] > before["new"] and after["old"] > 0
        seen["complete"] += not after["old"]
        seen["with litter"] += after["litter"] > before["litter"]
        before = after
    return seen
