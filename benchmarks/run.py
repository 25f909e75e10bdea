"""Measure mangle-lint beside its peers; print the table, keep it, and put it into the README.

Usage: python benchmarks/run.py [--rounds N] [--sparse FOLDER] [--folder FOLDER]
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path

from inputs import HERE, build
from peers import Peers, find, versions
from rows import Row, all_rows

README = HERE.parent / "README.md"
RESULTS = HERE / "results.md"
START, END = "<!-- bench -->", "<!-- /bench -->"
HEADINGS = ("case", "mangle-lint", "beside it", "ratio", "goal", "held")
HELD = {True: "yes", False: "**no**", None: ""}


def main() -> None:
    """Build the inputs, measure, and write the table to results.md and the README."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sparse", type=Path, help="the sparse tree; a Python's lib folder")
    parser.add_argument("--folder", type=Path, default=HERE.parent / ".cache" / "bench")
    arguments = parser.parse_args()
    peers = find(arguments.folder)
    inputs = build(arguments.folder / "inputs", arguments.sparse)
    rows = []
    for row in all_rows(inputs, peers, arguments.rounds):
        print(" · ".join(cells(row)), flush=True)
        rows.append(row)
    commands = dict.fromkeys(inputs.spelled(command) for row in rows for command in row.commands)
    table = "\n".join([*markdown(rows), "", "```text", *commands, "```"])
    RESULTS.write_text(results(table, peers), encoding="utf-8")
    readme = README.read_text(encoding="utf-8")
    before, _, rest = readme.partition(START)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{START}\n{table}\n{END}{after}", encoding="utf-8")


def cells(row: Row) -> tuple[str, ...]:
    """The texts of the columns of a row."""
    return (row.case, row.ours, row.theirs, row.ratio, row.goal, HELD[row.held])


def markdown(rows: Iterable[Row]) -> Iterable[str]:
    """Yield the lines of the table in Markdown."""
    for line in (HEADINGS, ("---",) * len(HEADINGS), *map(cells, rows)):
        yield f"| {' | '.join(line)} |"


def results(table: str, peers: Peers) -> str:
    """The text of results.md: the table, the machine and the versions."""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    listed: Sequence[str] = [machine, f"load at the end: {load}", *versions(peers)]
    lines = "\n".join(f"- {line}" for line in listed)
    return f"# Results\n\nWritten by `make bench`.\n\n{lines}\n\n{table}\n"


if __name__ == "__main__":
    main()
