"""Many files: find those that may have something to say, hand them to the engine, in order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from mangle_lint import engine
from mangle_lint.runs.candidates import Selection
from mangle_lint.runs.deep_stack import high_limits, with_room
from mangle_lint.runs.discovery import Target
from mangle_lint.runs.pool import Pool
from mangle_lint.runs.sweep import Candidate

if TYPE_CHECKING:
    from mangle_lint.findings import Failure, FixResult, Result

R = TypeVar("R", "Result", "FixResult")

Progress = Callable[[int, int, int], None]
"""Told from time to time: files done, files in all, findings so far."""

_CHUNK = 128 * 1024
_WORTH_WORKERS = 256 * 1024
_DIED = "the process that analysed it died; please report this with the file"


@dataclass(frozen=True, slots=True)
class Run(Generic[R]):
    """What came of a number of files: the results that say something, in order of the files."""

    results: tuple[R, ...]
    files: int


def check_files(
    targets: Iterable[Target],
    options: engine.Options,
    *,
    pool: Pool | None = None,
    progress: Progress | None = None,
) -> Run[Result]:
    """Check files; a file that cannot be read or analysed gives a result with a failure."""
    total, found = _run(_check, _failed_check, targets, options, pool, progress)
    return Run(tuple(found.values()), total)


def fix_files(
    targets: Iterable[Target],
    options: engine.Options,
    *,
    pool: Pool | None = None,
    progress: Progress | None = None,
) -> list[FixResult]:
    """Work out what fixing would make of files; nothing is written.

    One result a file. One that has nothing to say has no bytes, either.
    """
    from mangle_lint.findings import FixResult

    targets = list(targets)
    _, found = _run(_fix, _failed_fix, targets, options, pool, progress)
    return [
        found[index] if index in found else FixResult(os.fspath(target.path), b"", b"")
        for index, target in enumerate(targets)
    ]


def check_bytes(data: bytes, path: str, options: engine.Options) -> Result:
    """Check one file that has been read already."""
    try:
        return with_room(lambda: engine.check(data, path, options))
    except Exception as error:  # no traceback for a user, whatever the bug
        return Result(path, failure=_internal(path, error))


def fix_bytes(data: bytes, path: str, options: engine.Options) -> FixResult:
    """Work out what fixing would make of one file that has been read already."""
    try:
        return with_room(lambda: engine.fix(data, path, _for_project(options, path)))
    except Exception as error:  # no traceback for a user, whatever the bug
        return FixResult(path, data, data, failure=_internal(path, error))


def explain_line(path: Path, line: int) -> list[str] | Failure:
    """Why the deletions on a line of a file are reported or not."""
    data = _read(str(path))
    if not isinstance(data, bytes):
        return data
    try:
        return with_room(lambda: engine.explain(data, str(path), line))
    except Exception as error:  # no traceback for a user, whatever the bug
        return _internal(str(path), error)


# --- one file -------------------------------------------------------------------------------------


def _check(candidate: Candidate, options: engine.Options) -> Result | None:
    path = candidate.path
    if candidate.excerpt is not None:
        look = partial(engine.check_excerpt, candidate.excerpt, options)
    else:
        data = _read(path)
        if not isinstance(data, bytes):
            return _failed_check(data)
        if engine.is_silent(data, options):
            return None
        look = partial(engine.check, data, path, options)
    try:
        result = look()
    except Exception as error:  # a bug of ours must not hide the other files
        return _failed_check(_internal(path, error))
    return result if result.findings or result.failure is not None else None


def _fix(candidate: Candidate, options: engine.Options) -> FixResult | None:
    path = candidate.path
    data = _read(path)
    if not isinstance(data, bytes):
        return _failed_fix(data)
    if engine.is_silent(data, options):
        return None
    from mangle_lint.findings import FixResult

    try:
        result = engine.fix(data, path, _for_project(options, path))
    except Exception as error:  # a bug of ours must not hide the other files
        return FixResult(path, data, data, failure=_internal(path, error))
    has_something = result.fixed or result.left or result.failure is not None
    return result if has_something else None


def _for_project(options: engine.Options, path: str) -> engine.Options:
    """The options with what the project around a file says of the Pythons that it must run on."""
    if not options.annotate:
        return options
    from mangle_lint.runs.target_version import minimum_python

    return replace(options, minimum=minimum_python(Path(path)))


def _failed_check(failure: Failure) -> Result:
    from mangle_lint.findings import Result

    return Result(failure.path, failure=failure)


def _failed_fix(failure: Failure) -> FixResult:
    from mangle_lint.findings import FixResult

    return FixResult(failure.path, b"", b"", failure=failure)


def _read(path: str) -> bytes | Failure:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        return _failure(path, f"cannot be read: {error.strerror or error}")


def _internal(path: str, error: Exception) -> Failure:
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    return _failure(path, f"internal error ({what}); please report this with the file")


def _failure(path: str, reason: str) -> Failure:
    from mangle_lint.findings import Failure

    return Failure(path, reason)


# --- many of them ---------------------------------------------------------------------------------


def _run(
    work: Callable[[Candidate, engine.Options], R | None],
    failed: Callable[[Failure], R],
    targets: Iterable[Target],
    options: engine.Options,
    pool: Pool | None,
    progress: Progress | None,
) -> tuple[int, dict[int, R]]:
    """The number of files, and what there is to say, by the places of the files among all."""
    found: dict[int, R] = {}
    task = partial(_work_on, work, options)
    with high_limits(), pool if pool is not None else Pool() as pool:
        selection = Selection(
            targets, pool, prefilter=options.prefilter, excerpts=not options.is_thorough
        )
        later: list[Candidate] = []
        done = spent = 0

        def tell() -> None:
            if progress is not None:
                progress(
                    selection.done + done, selection.files, sum(map(_findings, found.values()))
                )

        for candidates in selection.candidates():
            spent += sum(candidate.cost for candidate in candidates)
            if selection.is_large and spent <= _WORTH_WORKERS:
                # workers go on sweeping; and of so many files, some will need LibCST
                import mangle_lint.engine.analysis  # noqa: F401

                found.update(task(candidates))
                done += len(candidates)
            else:
                later += candidates
            tell()
        for number, target in selection.problems:
            found[number] = failed(_failure(target.path, f"cannot be read: {target.problem}"))
        is_worth_it = sum(candidate.cost for candidate in later) > _WORTH_WORKERS
        for chunk, results in pool.map(task, _chunks(sorted(later)), spread=is_worth_it):
            if results is None:
                (candidate,) = chunk
                results = [(candidate.number, failed(_failure(candidate.path, _DIED)))]
            found.update(results)
            done += len(chunk)
            tell()
    return selection.files, dict(sorted(found.items()))


def _work_on(
    work: Callable[[Candidate, engine.Options], R | None],
    options: engine.Options,
    chunk: Sequence[Candidate],
) -> list[tuple[int, R]]:
    """What there is to say about some files, and the places of these."""

    def results() -> list[tuple[int, R]]:
        said = (
            (candidate.number, work(candidate, replace(options, syntax=candidate.syntax)))
            for candidate in chunk
        )
        return [(index, result) for index, result in said if result is not None]

    return with_room(results)


def _chunks(candidates: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    """Candidates put together until they cost enough to be handed over."""
    chunk: list[Candidate] = []
    cost = 0
    for candidate in candidates:
        chunk.append(candidate)
        cost += candidate.cost
        if cost > _CHUNK:
            yield chunk
            chunk, cost = [], 0
    if chunk:
        yield chunk


def _findings(result: Result | FixResult) -> int:
    from mangle_lint.findings import Result

    return len(result.findings if isinstance(result, Result) else result.fixed + result.left)
