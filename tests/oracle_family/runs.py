"""Runs generated classes, and tells which lines raise which errors."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, NamedTuple

PATH = "generated.py"


def names_of(source: str) -> dict[str, Any]:
    """What a source defines; `show` and `nullcontext` are there."""
    names: dict[str, Any] = {"__name__": PATH, "nullcontext": contextlib.nullcontext}
    names["show"] = lambda *values, **options: None
    exec(compile(source, PATH, "exec", dont_inherit=True), names)
    return names


class Run(NamedTuple):
    """The lines that raised AttributeError, also if it was caught there, with the errors, in order.

    `passed` are the lines that ran to their end; those that ran more than once may be both.
    """

    raised: list[tuple[int, str]]
    passed: set[int]


def missing_in(run: Callable[[], object], source: str) -> set[tuple[int, str]]:
    """The lines that raise AttributeError when something is run, with the errors."""
    return set(trace(run, source).raised)


def trace(run: Callable[[], object], source: str) -> Run:
    """Run something line by line. Lines that say `# expected` do not count as raising."""
    found = Run([], set())
    lines = source.splitlines()
    under_way: dict[FrameType, int] = {}

    def follow(frame: FrameType, event: str, arg: Any) -> Any:
        if frame.f_code.co_filename != PATH:
            return None
        if event == "exception":
            under_way.pop(frame, None)
            kind, error, traceback = arg
            is_here = traceback.tb_next is None  # not on its way through the callers
            if is_here and issubclass(kind, AttributeError):
                if "# expected" not in lines[frame.f_lineno - 1]:
                    found.raised.append((frame.f_lineno, f"{kind.__name__}: {error}"))
        elif (line := under_way.pop(frame, None)) is not None:
            found.passed.add(line)
        if event == "line":
            under_way[frame] = frame.f_lineno
        return follow

    before = sys.gettrace()
    sys.settrace(follow)
    try:
        with contextlib.suppress(Exception):
            run()
    finally:
        sys.settrace(before)
    return found
