"""Running commands side by side: wall and processor time, and memory."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Cost:
    """What one run took: seconds of wall and processor time, MiB of its largest process."""

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str], cwd: str | os.PathLike[str] | None = None) -> Cost:
    """Run a command to its end, whatever its exit status; its output is thrown away.

    The figures are the kernel's for the process and its children that have ended.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


@dataclass(frozen=True)
class Runs:
    """Several commands, by what the table calls them, and what their runs took."""

    commands: Mapping[str, tuple[str, ...]]
    costs: Mapping[str, Sequence[Cost]]

    def of(self, *names: str) -> Runs:
        """Those of some commands."""
        commands = {name: self.commands[name] for name in names}
        return Runs(commands, {name: self.costs[name] for name in names})


def interleaved(commands: Mapping[str, Sequence[str]], rounds: int) -> Runs:
    """Several commands, run in turn, so that a busy machine hits them all alike."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            costs[name].append(run(command))
    return Runs({name: tuple(command) for name, command in commands.items()}, costs)


def typical(costs: Sequence[Cost], what: str) -> float:
    """The median of one figure: "wall", "cpu" or "memory"."""
    return median(_figure(cost, what) for cost in costs)


def ratio(ours: Sequence[Cost], theirs: Sequence[Cost], what: str) -> float:
    """The median of the ratios, round by round."""
    pairs = zip(ours, theirs, strict=True)
    return median(_figure(mine, what) / _figure(other, what) for mine, other in pairs)


def _figure(cost: Cost, what: str) -> float:
    return {"wall": cost.wall, "cpu": cost.cpu, "memory": cost.memory}[what]
