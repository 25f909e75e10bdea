"""Report on the mutants of folders; by default of the running Python."""

from __future__ import annotations

import sys
from pathlib import Path

from mangle_lint.runs.deep_stack import with_deep_stack

from .judging import Report, judge
from .trees import real_mutants, running_python


def main(arguments: list[str]) -> int:
    """Print the report; 1 if anything that was found is not restored."""
    folders = [Path(argument) for argument in arguments] or running_python()
    found = [judge(path, mutant) for path, mutant in real_mutants(folders)]
    report = Report(found)
    sys.stdout.write(f"{report}\n")
    return 0 if all(verdict.is_good for verdict in found) else 1


sys.exit(with_deep_stack(lambda: main(sys.argv[1:])))
