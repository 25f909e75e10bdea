"""Work in chunks: order, other executors, workers that die."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangle_lint.runs.pool import Pool, processes, usable_cpus

forked = pytest.mark.skipif(sys.platform != "linux", reason="workers are no copies there")


def doubled(chunk: Sequence[int]) -> list[int]:
    return [2 * number for number in chunk]


def doubled_or_dead(poison: Sequence[int], chunk: Sequence[int]) -> list[int]:
    if set(poison) & set(chunk):
        os._exit(3)
    return doubled(chunk)


def whose(chunk: Sequence[int]) -> int:
    return os.getpid()


@given(st.lists(st.lists(st.integers(), min_size=1)), st.integers(1, 4), st.booleans())
def test_results_come_in_order(chunks: list[list[int]], jobs: int, spread: bool) -> None:
    with Pool(jobs, ThreadPoolExecutor) as pool:
        results = list(pool.map(doubled, iter(chunks), spread=spread))
    assert results == [(chunk, doubled(chunk)) for chunk in chunks]


def test_processes_do_the_work() -> None:
    chunks = [[n] for n in range(8)]
    with Pool(2) as pool:
        assert [result for _, result in pool.map(doubled, chunks, spread=True)] == [
            [2 * n] for n in range(8)
        ]
        assert os.getpid() not in {who for _, who in pool.map(whose, chunks, spread=True)}


def no_executor(workers: int) -> Executor:
    pytest.fail("started")


@pytest.mark.parametrize(("jobs", "spread"), [(1, True), (1, False), (4, False)])
def test_nothing_is_started_in_vain(jobs: int, spread: bool) -> None:
    with Pool(jobs, no_executor) as pool:
        assert list(pool.map(whose, [[1], [2]], spread=spread)) == [
            ([1], os.getpid()),
            ([2], os.getpid()),
        ]


def test_executor_is_told_the_number_of_jobs_and_kept() -> None:
    asked: list[int] = []

    def make(workers: int) -> Executor:
        asked.append(workers)
        return ThreadPoolExecutor(workers)

    with Pool(3, make) as pool:
        for _ in range(2):
            list(pool.map(doubled, [[1]], spread=True))
    assert asked == [3]


@forked
@pytest.mark.parametrize("poison", [[], [0], [7], [3, 4], [0, 9, 19], list(range(20))])
@pytest.mark.parametrize("size", [1, 4, 20])
def test_dead_workers_cost_only_what_killed_them(poison: list[int], size: int) -> None:
    numbers = list(range(20))
    chunks = [numbers[n : n + size] for n in range(0, 20, size)]
    with Pool(2) as pool:
        results = list(pool.map(partial(doubled_or_dead, poison), chunks, spread=True))
    assert [number for chunk, _ in results for number in chunk] == numbers
    assert [chunk for chunk, result in results if result is None] == [[n] for n in poison]
    assert [n for _, result in results for n in result or []] == [
        2 * n for n in numbers if n not in poison
    ]


def failing(chunk: Sequence[int]) -> None:
    raise LookupError(chunk)


def test_errors_are_raised_here() -> None:
    with pytest.raises(LookupError), Pool(2) as pool:
        list(pool.map(failing, [[1], [2]], spread=True))


def interrupted() -> None:
    with Pool(2) as pool:
        for _ in pool.map(doubled, [[n] for n in range(50)], spread=True):
            raise KeyboardInterrupt


@forked
def test_no_worker_is_left_behind() -> None:
    import multiprocessing

    before = set(multiprocessing.active_children())
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert set(multiprocessing.active_children()) <= before
    assert threading.active_count() == 1


def test_processes_is_an_executor() -> None:
    with processes(1) as executor:
        assert executor.submit(doubled, [4]).result() == [8]


QUOTAS = {"200000 100000": 2, "150000 100000": 2, "1000 100000": 1, "max 100000": None, "": None}


@pytest.mark.parametrize(("content", "expected"), QUOTAS.items())
def test_quota(tmp_path: Path, content: str, expected: int | None) -> None:
    """A quota lowers the number of processors, rounded up; it never raises it."""
    file = tmp_path / "cpu.max"
    file.write_text(content, encoding="ascii")
    unlimited = usable_cpus(str(tmp_path / "missing"))
    assert unlimited >= 1
    assert usable_cpus(str(file)) == min(unlimited, expected or unlimited)
