"""Parse the files named on the command line with LibCST, and do nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import libcst as cst


def main() -> None:
    """Parse the files one after the other."""
    for path in sys.argv[1:]:
        cst.parse_module(Path(path).read_bytes())


if __name__ == "__main__":
    main()
