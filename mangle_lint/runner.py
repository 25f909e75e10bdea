"""Many files: read each, hand it to the engine, give the results back in order."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from mangle_lint import engine
from mangle_lint.discovery import Target
from mangle_lint.findings import Failure, FixResult, Result

T = TypeVar("T")

_STACK = 512 * 1024 * 1024
_RECURSION_LIMIT = 100_000
_PARSED_FOR_SYNTAX = 2 * 1024 * 1024


def check_files(targets: Sequence[Target], options: engine.Options) -> list[Result]:
    """Check files; a file that cannot be read or analysed gives a result with a failure."""
    syntax = _syntax_policy(targets)

    def check_one(target: Target) -> Result:
        path = str(target.path)
        data = _read(target)
        if isinstance(data, Failure):
            return Result(path, failure=data)
        try:
            return engine.check(data, path, replace(options, syntax=syntax or target.named))
        except Exception as error:  # a bug of ours must not hide the other files
            return Result(path, failure=_internal(path, error))

    return with_room(lambda: [check_one(target) for target in targets])


def fix_files(targets: Sequence[Target], options: engine.Options) -> list[FixResult]:
    """Work out what fixing would make of files; nothing is written."""
    syntax = _syntax_policy(targets)

    def fix_one(target: Target) -> FixResult:
        path = str(target.path)
        data = _read(target)
        if isinstance(data, Failure):
            return FixResult(path, b"", b"", failure=data)
        try:
            return engine.fix(data, path, replace(options, syntax=syntax or target.named))
        except Exception as error:  # a bug of ours must not hide the other files
            return FixResult(path, data, data, failure=_internal(path, error))

    return with_room(lambda: [fix_one(target) for target in targets])


def check_bytes(data: bytes, path: str, options: engine.Options) -> Result:
    """Check one file that has been read already."""
    try:
        return with_room(lambda: engine.check(data, path, options))
    except Exception as error:  # no traceback for a user, whatever the bug
        return Result(path, failure=_internal(path, error))


def fix_bytes(data: bytes, path: str, options: engine.Options) -> FixResult:
    """Work out what fixing would make of one file that has been read already."""
    try:
        return with_room(lambda: engine.fix(data, path, options))
    except Exception as error:  # no traceback for a user, whatever the bug
        return FixResult(path, data, data, failure=_internal(path, error))


def explain_line(path: Path, line: int) -> list[str] | Failure:
    """Why the deletions on a line of a file are reported or not."""
    data = _read(Target(path, named=True))
    if isinstance(data, Failure):
        return data
    try:
        return with_room(lambda: engine.explain(data, str(path), line))
    except Exception as error:  # no traceback for a user, whatever the bug
        return _internal(str(path), error)


def with_room(work: Callable[[], T]) -> T:
    """Run `work` where deep nesting finds room: a thread with a large stack.

    LibCST's parser recurses on the machine's stack, and would end the process where that runs out.
    """
    outcome: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:
            errors.append(error)

    limit, stack = sys.getrecursionlimit(), threading.stack_size(_STACK)
    sys.setrecursionlimit(max(limit, _RECURSION_LIMIT))
    try:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(stack)
        sys.setrecursionlimit(limit)
    if errors:
        raise errors[0]
    return outcome[0]


def _syntax_policy(targets: Sequence[Target]) -> bool:
    """Whether files that can hold no finding are parsed too, to report their syntax errors.

    In a small tree that costs nothing that a user would notice; in a large one nearly all the time
    would go there.
    """
    total = 0
    for target in targets:
        try:
            total += target.path.stat().st_size
        except OSError:
            continue
        if total > _PARSED_FOR_SYNTAX:
            return False
    return True


def _read(target: Target) -> bytes | Failure:
    path = target.path
    if target.problem is not None:
        return Failure(str(path), f"cannot be read: {target.problem}")
    try:
        return path.read_bytes()
    except OSError as error:
        return Failure(str(path), f"cannot be read: {error.strerror or error}")


def _internal(path: str, error: Exception) -> Failure:
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    return Failure(path, f"internal error ({what}); please report this with the file")
