"""Run work in chunks, spread over processes or any other `concurrent.futures.Executor`."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

T = TypeVar("T")
R = TypeVar("R")

_QUOTA = "/sys/fs/cgroup/cpu.max"


def usable_cpus(quota: str = _QUOTA) -> int:
    """Return how many processors this process may use, at least 1.

    That is the scheduler's affinity, but no more than the quota of the control group. `quota` is
    the file with that quota, cgroup v2's `cpu.max`: microseconds of processor time, then the period
    in microseconds.
    """
    if hasattr(os, "process_cpu_count"):
        count = os.process_cpu_count() or 1
    elif hasattr(os, "sched_getaffinity"):
        count = len(os.sched_getaffinity(0))
    else:
        count = os.cpu_count() or 1
    try:
        share, _, period = Path(quota).read_text(encoding="ascii").partition(" ")
        granted = -(-int(share) // int(period))  # rounded up
    except (OSError, ValueError, ZeroDivisionError):  # there is none
        granted = count
    return max(min(count, granted), 1)


def processes(workers: int) -> Executor:
    """Return an executor with `workers` processes; on Linux they are forked, which starts fast."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_die_of_signals)


def _die_of_signals() -> None:
    """Let SIGINT and SIGTERM end a worker at once and silently; the main process reports it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


class Pool:
    """Runs work on chunks, `jobs` at a time; by default one job for each usable processor.

    `executor` is called with the number of workers when the first one is needed, and makes the
    executor. With one job, everything runs in this process. Use it as a context manager.
    """

    def __init__(
        self, jobs: int | None = None, executor: Callable[[int], Executor] = processes
    ) -> None:
        self.jobs = usable_cpus() if jobs is None else jobs
        self._make = executor
        self._executor: Executor | None = None

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._stop(at_once=kind is not None)

    def map(
        self, work: Callable[[Sequence[T]], R], chunks: Iterable[Sequence[T]], *, spread: bool
    ) -> Iterator[tuple[Sequence[T], R | None]]:
        """Yield `(chunk, work(chunk))` for each chunk, in order.

        The work is done in workers if `spread` is true and there is more than one job, else in this
        process. If a worker dies, its chunk is tried again, then its halves, each yielded on its
        own; a single item that kills its worker is yielded with None. Raises what `work` raises.
        """
        if not spread or self.jobs == 1:
            for chunk in chunks:
                yield chunk, work(chunk)
            return
        waiting = deque((chunk, self._submit(work, chunk)) for chunk in chunks)
        while waiting:
            chunk, future = waiting.popleft()
            if not _is_lost(future):
                yield chunk, future.result()
                continue
            self._stop(at_once=True)
            yield from self._again(work, chunk)
            waiting = deque(
                (chunk, self._submit(work, chunk) if _is_lost(future) else future)
                for chunk, future in waiting
            )

    def _again(
        self, work: Callable[[Sequence[T]], R], chunk: Sequence[T]
    ) -> Iterator[tuple[Sequence[T], R | None]]:
        """Try a chunk again whose worker died, in one new worker; if that dies too, in halves."""
        with Pool(1, self._make) as alone:
            future = alone._submit(work, chunk)
            if not _is_lost(future):
                yield chunk, future.result()
                return
        if len(chunk) == 1:
            yield chunk, None
            return
        middle = len(chunk) // 2
        for half in (chunk[:middle], chunk[middle:]):
            yield from self._again(work, half)

    def _submit(self, work: Callable[[Sequence[T]], R], chunk: Sequence[T]) -> Future[R]:
        from concurrent.futures import BrokenExecutor, Future

        if self._executor is None:
            self._executor = self._make(self.jobs)
        try:
            return self._executor.submit(work, chunk)
        except BrokenExecutor as error:
            lost: Future[R] = Future()
            lost.set_exception(error)
            return lost

    def _stop(self, *, at_once: bool) -> None:
        executor, self._executor = self._executor, None
        if executor is None:
            return
        if at_once:  # Python 3.14 has kill_workers() for this
            for process in list((getattr(executor, "_processes", None) or {}).values()):
                process.kill()
        executor.shutdown(cancel_futures=at_once)


def _is_lost(future: Future[R]) -> bool:
    """Wait for the future, and return whether its worker died before it was done."""
    from concurrent.futures import BrokenExecutor

    return isinstance(future.exception(), BrokenExecutor)
