"""A deep stack: LibCST's parser recurses on the stack of the machine."""

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
    """Run `work` in a thread with a large stack; where a small one overflows, the process ends.

    Raises what `work` raises. Calls from several threads need `high_limits` around them all.
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
