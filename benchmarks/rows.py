"""The rows of the table; each measures one goal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from inputs import HERE, SAMPLE_EVERY, Inputs
from measuring import Runs, interleaved, ratio, typical
from peers import Peers

UNITS = {"wall": "s", "cpu": "s CPU", "memory": "MiB"}


@dataclass(frozen=True)
class Row:
    """A row of the table: two figures, their ratio, and the goal for it.

    `held` is None if there is no goal. `commands` are those that were run for it.
    """

    case: str
    ours: str
    theirs: str
    ratio: str
    goal: str
    held: bool | None
    commands: tuple[tuple[str, ...], ...] = ()


def compared(case: str, runs: Runs, what: str, most: float | None) -> Row:
    """Compare ours with theirs, the first two of `runs`; `most` is the goal for the ratio.

    `what` is "wall", "cpu" or "memory". `most` is None if there is no goal.
    """
    ours, theirs = list(runs.costs)[:2]
    value = ratio(runs.costs[ours], runs.costs[theirs], what)
    return Row(
        case,
        f"{typical(runs.costs[ours], what):.2f} {UNITS[what]}",
        f"{theirs}: {typical(runs.costs[theirs], what):.2f} {UNITS[what]}",
        f"{value:.2f}" if value >= 0.1 else f"{value:.4f}",
        f"≤ {most}" if most is not None else "",
        value <= most if most is not None else None,
        (runs.commands[ours], runs.commands[theirs]),
    )


def missing(case: str, who: str) -> Row:
    """The row for a program that is not installed."""
    return Row(case, "", f"{who}: not installed", "", "", None)


def all_rows(inputs: Inputs, peers: Peers, rounds: int) -> Iterator[Row]:
    """Yield every row of the table, as soon as it is measured."""
    tables: tuple[Callable[[Inputs, Peers, int], Iterator[Row]], ...] = (
        sparse_tree, clean_file, dense_tree, best_rule, huge_file, scaling
    )  # fmt: skip
    for table in tables:
        yield from table(inputs, peers, rounds)


def sparse_tree(inputs: Inputs, peers: Peers, rounds: int) -> Iterator[Row]:
    """A standard library with its site-packages: nearly no file has a finding."""
    commands = {
        "mangle-lint": peers.check("--exclude", "", inputs.sparse),
        "ruff": peers.undefined_names(inputs.sparse),
    }
    if peers.ripgrep is not None:
        pattern = [r"del self\.__\w", str(inputs.sparse)]
        commands["ripgrep"] = [peers.ripgrep, "--no-ignore", "-g", "*.py", *pattern]
    runs = interleaved(commands, rounds)
    yield compared("sparse tree", runs, "wall", 0.35)
    yield compared("sparse tree", runs, "cpu", 0.35)
    memory = typical(runs.costs["mangle-lint"], "memory")
    yield Row("sparse tree", f"{memory:.0f} MiB", "", "", "≤ 80 MiB", memory <= 80)
    if "ripgrep" in commands:
        yield compared("sparse tree", runs.of("mangle-lint", "ripgrep"), "wall", None)
    else:
        yield missing("sparse tree", "ripgrep")


def clean_file(inputs: Inputs, peers: Peers, rounds: int) -> Iterator[Row]:
    """One file without findings, as pre-commit usually runs it."""
    commands = {"mangle-lint": peers.check(inputs.clean), "import click": peers.import_click()}
    yield compared("one clean file", interleaved(commands, 5 * rounds), "wall", 1.6)


def dense_tree(inputs: Inputs, peers: Peers, rounds: int) -> Iterator[Row]:
    """Every file has private attributes; one in seven has a finding."""
    if peers.fixit is not None:
        commands = {
            "mangle-lint": peers.check(inputs.sample),
            "Fixit": [peers.fixit, "--quiet", "lint", str(inputs.sample)],
        }
        case = f"dense tree, every {SAMPLE_EVERY}th file"
        yield compared(case, interleaved(commands, 1), "wall", 0.06)
    else:
        yield missing("dense tree", "Fixit")
    commands = {
        "mangle-lint": peers.check("--jobs", "1", inputs.dense),
        "LibCST's parse": peers.bare_parse(*inputs.with_deletion),
    }
    yield compared("dense tree, one worker", interleaved(commands, rounds), "cpu", 2)


def best_rule(inputs: Inputs, peers: Peers, rounds: int) -> Iterator[Row]:  # noqa: ARG001 - same signature as the others
    """The comparison with semgrep: run once, on every 13th file, because semgrep takes minutes."""
    case = "sparse tree, every 13th file"
    if peers.semgrep is None:
        yield missing(case, "semgrep")
        return
    options = ["--metrics", "off", "--disable-version-check", "--no-git-ignore", "--quiet"]
    rule = ["--config", str(HERE / "semgrep_rule.yml")]
    commands = {
        "mangle-lint": peers.check("--exclude", "", inputs.thirteenth),
        "semgrep": [peers.semgrep, "scan", *options, *rule, str(inputs.thirteenth)],
    }
    yield compared(case, interleaved(commands, 1), "wall", 0.05)


def huge_file(inputs: Inputs, peers: Peers, rounds: int) -> Iterator[Row]:
    """One file of 100,000 lines and 2,000 classes."""
    commands = {
        "mangle-lint": peers.check(inputs.huge),
        "LibCST's parse": peers.bare_parse(inputs.huge),
    }
    runs = interleaved(commands, rounds)
    yield compared("one huge file", runs, "wall", 2)
    yield compared("one huge file", runs, "memory", 1.5)


def scaling(inputs: Inputs, peers: Peers, rounds: int) -> Iterator[Row]:
    """A second worker, and thirteen times as many files."""
    commands = {f"--jobs {n}": peers.check("--jobs", str(n), inputs.dense) for n in (1, 2)}
    runs = interleaved(commands, rounds)
    value = ratio(runs.costs["--jobs 1"], runs.costs["--jobs 2"], "wall")
    one, two = (f"{name}: {typical(costs, 'wall'):.2f} s" for name, costs in runs.costs.items())
    case = "dense tree, two workers"
    ran = tuple(runs.commands.values())
    yield Row(case, two, one, f"{value:.2f}", "≥ 1.7", value >= 1.7, ran)
    commands = {
        "all": peers.check("--jobs", "1", "--exclude", "", inputs.sparse),
        "every 13th": peers.check("--jobs", "1", "--exclude", "", inputs.thirteenth),
        "start": peers.check(inputs.clean),
    }
    runs = interleaved(commands, rounds)
    start = typical(runs.costs["start"], "cpu")
    all_files, some = (typical(runs.costs[name], "cpu") - start for name in ("all", "every 13th"))
    share = sum(1 for _ in inputs.thirteenth.iterdir()) / count(inputs.sparse)
    value = all_files * share / some
    yield Row(
        "thirteen times the files",
        f"{all_files:.2f} s CPU",
        f"every 13th: {some:.2f} s CPU",
        f"{value:.2f} a file",
        "≤ 1.2",
        value <= 1.2,
        tuple(runs.commands.values()),
    )


def count(folder: Path) -> int:
    """How many Python files a folder has, at any depth."""
    return sum(1 for _ in folder.rglob("*.py"))
