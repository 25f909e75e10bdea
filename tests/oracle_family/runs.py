"""Runs generated classes, and tells which lines raise which errors."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

PATH = "generated.py"


def names_of(source: str) -> dict[str, Any]:
    """What a source defines; `show` and `nullcontext` are there."""
    names: dict[str, Any] = {"__name__": PATH, "nullcontext": contextlib.nullcontext}
    names["show"] = lambda *values, **options: None
    exec(compile(source, PATH, "exec", dont_inherit=True), names)
    return names


def missing_in(run: Callable[[], object], source: str) -> set[tuple[int, str]]:
    """The lines that raise AttributeError when something is run, also if that is caught there.

    Lines that say `# expected` do not count.
    """
    raised = set()
    lines = source.splitlines()

    def trace(frame: FrameType, event: str, arg: Any) -> Any:
        if frame.f_code.co_filename != PATH:
            return None
        if event == "exception" and issubclass(arg[0], AttributeError):
            if "# expected" not in lines[frame.f_lineno - 1]:
                raised.add((frame.f_lineno, f"{arg[0].__name__}: {arg[1]}"))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        with contextlib.suppress(Exception):
            run()
    finally:
        sys.settrace(before)
    return raised
