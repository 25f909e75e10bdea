"""Run code on a deep stack: LibCST's parser recurses on the C stack."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

_STACK = 512 * 1024 * 1024
_RECURSION_LIMIT = 100_000


@contextmanager
def high_limits() -> Iterator[None]:
    """Let threads that are started inside recurse deeply. The limits are the whole process's."""
    limit, stack = sys.getrecursionlimit(), threading.stack_size()
    sys.setrecursionlimit(max(limit, _RECURSION_LIMIT))
    threading.stack_size(max(stack, _STACK))
    try:
        yield
    finally:
        threading.stack_size(stack)
        sys.setrecursionlimit(limit)


def with_deep_stack(work: Callable[[], T]) -> T:
    """Run `work` in a thread with a large stack, and return what it returns.

    On a usual stack, deeply nested code would overflow the stack and crash the process. Raises what
    `work` raises. If several threads call this, wrap them all in one `high_limits`.
    """
    outcome: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:
            errors.append(error)

    with high_limits():
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join()
    if errors:
        raise errors[0]
    return outcome[0]
