"""Building the bodies of a class. Importing this registers the lowering of every kind of node."""

from __future__ import annotations

from mangle_lint.facts.cfg import (  # noqa: F401 - imported to be registered
    assignments,
    bindings,
    branches,
    calls,
    conditions,
    expressions,
    handlers,
    jumps,
    statements,
)
from mangle_lint.facts.cfg.functions import lower_function, lower_lines, nested_body

__all__ = ["lower_function", "lower_lines", "nested_body"]
