"""`python -m mangle_lint`: the command, with nothing importable from the working directory."""

import sys

if sys.path and not sys.flags.safe_path if hasattr(sys.flags, "safe_path") else sys.path:
    del sys.path[0]

from mangle_lint.cli import main

main()
