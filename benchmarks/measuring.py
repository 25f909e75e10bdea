"""Run commands side by side; measure wall time, processor time and memory."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Cost:
    """The cost of one run: wall and processor time in seconds, memory in MiB.

    The memory is that of the largest single process.
    """

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str], cwd: str | os.PathLike[str] | None = None) -> Cost:
    """Run a command to its end, ignoring its output and its exit status.

    The figures are the kernel's, for the process and those of its children that have ended.
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
    """Several commands, by their names in the table, and the costs of their runs."""

    commands: Mapping[str, tuple[str, ...]]
    costs: Mapping[str, Sequence[Cost]]

    def of(self, *names: str) -> Runs:
        """Pick some of the commands."""
        commands = {name: self.commands[name] for name in names}
        return Runs(commands, {name: self.costs[name] for name in names})


def interleaved(commands: Mapping[str, Sequence[str]], rounds: int) -> Runs:
    """Run the commands in turn, `rounds` times, so that a busy machine slows them all alike."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            costs[name].append(run(command))
    return Runs({name: tuple(command) for name, command in commands.items()}, costs)


def typical(costs: Sequence[Cost], what: str) -> float:
    """The median of one figure: "wall", "cpu" or "memory"."""
    return median(_figure(cost, what) for cost in costs)


def ratio(ours: Sequence[Cost], theirs: Sequence[Cost], what: str) -> float:
    """The median of our figure divided by theirs, round by round."""
    pairs = zip(ours, theirs, strict=True)
    return median(_figure(mine, what) / _figure(other, what) for mine, other in pairs)


def _figure(cost: Cost, what: str) -> float:
    return {"wall": cost.wall, "cpu": cost.cpu, "memory": cost.memory}[what]
