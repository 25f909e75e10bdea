"""Many files: the same results whatever does the work, and one bad file hides no other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mangle_lint import engine
from mangle_lint.findings import Result
from mangle_lint.options import Options
from mangle_lint.runs.deep_stack import with_deep_stack
from mangle_lint.runs.discovery import SourceFile, discover
from mangle_lint.runs.pool import Pool
from mangle_lint.runs.runner import check_files, fix_files
from mangle_lint.sieves.excerpt import Excerpt

from ..conftest import BAD, FIXED, GOOD, environment

FILLER = "\n".join(f"def f{n}():\n    return {n}\n" for n in range(400))
FILES = 40


@pytest.fixture
def tree(folder: Path) -> Path:
    """Enough candidates to be spread, a deep one and broken ones among them."""
    for number in range(FILES):
        text = (GOOD if number % 3 == 0 else BAD) + FILLER
        if number % 10 == 5:
            text += "x y\n"
        if number == 7:
            text += "z = " + "-" * 900 + "1\n"
        (folder / f"m{number:03}.py").write_text(text, encoding="utf-8")
    return folder


POOLS: dict[str, Callable[[], Pool]] = {
    "one": lambda: Pool(1),
    "processes": lambda: Pool(3),
    "threads": lambda: Pool(4, ThreadPoolExecutor),
}


@pytest.mark.parametrize("pool", POOLS.values(), ids=POOLS)
def test_results_do_not_depend_on_who_does_the_work(tree: Path, pool: Callable[[], Pool]) -> None:
    run = check_files(discover([Path()]), Options(), pool=pool())
    paths = sorted(Path().glob("*.py"))
    alone = with_deep_stack(lambda: [engine.check(path.read_bytes(), path.name) for path in paths])
    assert run.files == FILES
    assert list(run.results) == [r for r in alone if r.findings or r.failure is not None]
    assert sum(result.failure is not None for result in run.results) == FILES // 10
    fixes = fix_files(discover([Path()]), Options(), pool=pool())
    assert [fix.path for fix in fixes] == [f"m{number:03}.py" for number in range(FILES)]
    assert fixes[1].failure is None
    assert fixes[1].after == (FIXED + FILLER).encode()
    assert [fix.path for fix in fixes if fix.changed] == [
        result.path for result in run.results if result.findings
    ]


def test_progress_counts_up_to_the_end(tree: Path) -> None:
    said: list[tuple[int, int, int]] = []
    run = check_files(
        discover([Path()]), Options(), pool=Pool(1), progress=lambda *now: said.append(now)
    )
    assert len(said) > 1
    assert said == sorted(said)
    assert said[-1] == (FILES, FILES, sum(len(result.findings) for result in run.results))


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("names", [["."], ["m0001.py", "m0900.py", "."]], ids=["", "named"])
@pytest.mark.parametrize("filler", [FILLER, ""], ids=["large", "small"])
def test_progress_of_sweeps(folder: Path, jobs: int, names: list[str], filler: str) -> None:
    """What is read only is counted, too; the number of all files is known from the start."""
    for number in range(2100):
        text = BAD if number % 300 == 5 else GOOD
        (folder / f"m{number:04}.py").write_text(text + filler, encoding="utf-8")
    said: list[tuple[int, int, int]] = []
    targets = [
        *discover(list(map(Path, names))),
        SourceFile("gone", named=False, problem="it is gone"),
    ]
    check_files(targets, Options(), pool=Pool(jobs), progress=lambda *now: said.append(now))
    assert said == sorted(said)
    assert {total for _, total, _ in said} == {2101}
    assert said[-1] == (2101, 2101, 7)
    assert sum(0 < done < 2000 for done, _, _ in said) >= 3


CHECK_EXCERPT = engine.check_excerpt


def deadly(excerpt: Excerpt, options: Options) -> Result:
    if excerpt.source.path in ("m001.py", "m034.py"):
        os._exit(1)
    return CHECK_EXCERPT(excerpt, options)


@pytest.mark.skipif(sys.platform != "linux", reason="workers are no copies there")
def test_worker_that_dies(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its file is a failure; all others are as ever."""
    expected = {r.path: r for r in check_files(discover([Path()]), Options()).results}
    monkeypatch.setattr(engine, "check_excerpt", deadly)
    run = check_files(discover([Path()]), Options(), pool=Pool(2))
    assert run.files == FILES
    results = {result.path: result for result in run.results}
    assert results.keys() == expected.keys()
    for path, result in results.items():
        if path in ("m001.py", "m034.py"):
            assert result.failure is not None
            assert "died" in result.failure.reason
        else:
            assert result == expected[path]


def test_large_trees_are_swept_by_workers(folder: Path) -> None:
    """Of thousands of files, and too many bytes to parse, only what may be found comes back."""
    bad = [*range(5, 4000, 800), *range(2100, 2150)]  # few in most chunks, many in one
    unread = BAD.replace("if self.__file", "if self.file").replace("self.__file.", "self.file.")
    for number in range(4000):
        kinds = {5: BAD, 6: "x y\n", 7: BAD + "x y\n", 8: unread, 9: f"z = {'(' * 300}\n{BAD}"}
        text = BAD if number in bad else kinds.get(number % 800, GOOD)
        (folder / f"m{number:04}.py").write_text(f"{text}{'#' * 512}\n", encoding="utf-8")
    (folder / "latin.py").write_bytes(b"x = '\xe9'\n")
    targets = [*discover([Path()]), SourceFile("gone.py", named=False)]
    runs = [check_files(targets, Options(), pool=Pool(jobs)) for jobs in (1, 3)]
    assert runs[0] == runs[1]
    assert runs[0].files == 4002
    found = [result for result in runs[0].results if result.findings]
    assert [result.path for result in found] == [f"m{number:04}.py" for number in sorted(bad)]
    broken = sorted(f"m{n + m:04}.py" for n in range(0, 4000, 800) for m in (7, 9))
    failed = [result.path for result in runs[0].results if result.failure is not None]
    assert failed == ["latin.py", *broken, "gone.py"]
    fixes = [fix_files(targets, Options(), pool=Pool(jobs)) for jobs in (1, 3)]
    assert fixes[0] == fixes[1]
    assert [fix.path for fix in fixes[0] if fix.changed] == [result.path for result in found]


@pytest.mark.parametrize("size", [1 << 16, (1 << 21) + 1], ids=["small", "large"])
def test_syntax_errors_of_what_can_hold_no_finding(folder: Path, size: int) -> None:
    """Told in small trees and of files that are named."""
    (folder / "a.py").write_text("x y\n", encoding="utf-8")
    (folder / "b.py").write_text("#" * size, encoding="utf-8")
    (folder / "c.py").write_text(BAD + "x y\n", encoding="utf-8")
    is_small = size < 1 << 20
    for paths, expected in ((["."], ["a.py"] if is_small else []), (["a.py", "."], ["a.py"])):
        run = check_files(discover(list(map(Path, paths))), Options())
        assert [result.path for result in run.results] == [*expected, "c.py"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipe_by_name(folder: Path) -> None:
    """Read once, for it cannot be read twice."""
    os.mkfifo("pipe")
    command = "import sys; open('pipe', 'w').write(sys.argv[1])"
    with subprocess.Popen([sys.executable, "-c", command, BAD]):
        run = check_files(discover([Path("pipe")]), Options())
    assert [len(result.findings) for result in run.results] == [1]


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_signals(folder: Path, jobs: str, sent: signal.Signals) -> None:
    """Ctrl-C and SIGTERM end the command and its workers, and without a traceback.

    The files are pipes that nobody writes to: the work cannot end on its own. Ctrl-C goes to all
    processes, SIGTERM to one; if a worker lived on, what it prints to would never end.
    """
    for number in range(4):
        os.mkfifo(f"pipe{number}")
    with subprocess.Popen(
        [sys.executable, "-m", "mangle_lint", "check", "-j", jobs, *sorted(Path().iterdir())],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # what runs in the background of a shell is deaf to Ctrl-C, and so would this be
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        try:
            writer = os.open("pipe0", os.O_WRONLY)  # waits for the reader: now the work goes on
            if sent is signal.SIGINT:
                os.killpg(process.pid, sent)
            else:
                process.send_signal(sent)
            out, err = process.communicate(timeout=60)
            os.close(writer)
        finally:
            process.kill()
    assert (process.returncode, out, err) == (128 + sent, b"", b"")
