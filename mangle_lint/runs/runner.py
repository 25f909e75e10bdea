"""Check or fix many files: find candidates, give them to the engine, collect results in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from mangle_lint import engine
from mangle_lint.options import Options
from mangle_lint.runs.candidates import Candidate, CandidateSearch
from mangle_lint.runs.deep_stack import high_limits, with_deep_stack
from mangle_lint.runs.discovery import SourceFile
from mangle_lint.runs.pool import Pool

if TYPE_CHECKING:
    from mangle_lint.engine.inspection import Inspection
    from mangle_lint.findings import Failure, FixResult, Result
    from mangle_lint.sieves.excerpt import Excerpt

R = TypeVar("R", "Result", "FixResult")

Progress = Callable[[int, int, int], None]
"""Called from time to time: files done, files in all, findings so far."""

_CHUNK = 128 * 1024
_WORTH_WORKERS = 256 * 1024
_DIED = "the process that analysed it died; please report this with the file"


class Checked(NamedTuple):
    """The results that say something, in the order of the files.

    `files` counts all files and unreadable folders, with or without a result.
    """

    results: tuple[Result, ...]
    files: int


def check_files(
    files: Iterable[SourceFile],
    options: Options,
    *,
    pool: Pool | None = None,
    progress: Progress | None = None,
) -> Checked:
    """Check files. A file that cannot be read or analysed gives a result with a failure.

    `pool` does the work, by default a new one with a job for each processor.
    """
    total, found = _run(engine.check_excerpt, _failed_check, files, options, pool, progress)
    return Checked(tuple(found.values()), total)


def fix_files(
    files: Iterable[SourceFile],
    options: Options,
    *,
    pool: Pool | None = None,
    progress: Progress | None = None,
) -> list[FixResult]:
    """Work out the fixed bytes of files, without writing them; one result for each file, in order.

    A file with no finding and no failure gets a result with empty `before` and `after`.
    """
    from mangle_lint.findings import FixResult

    files = list(files)
    _, found = _run(_fix, _failed_fix, files, options, pool, progress)
    return [
        found[index] if index in found else FixResult(file.path, b"", b"")
        for index, file in enumerate(files)
    ]


def check_bytes(data: bytes, path: str, options: Options) -> Result:
    """Check the bytes of one file; `path` is used in messages only."""
    try:
        return with_deep_stack(lambda: engine.check(data, path, options))
    except Exception as error:  # no traceback for a user, whatever the bug
        return _failed_check(path, error)


def fix_bytes(data: bytes, path: str, options: Options) -> FixResult:
    """Work out the fixed bytes of one file that was read already; nothing is written."""
    try:
        return with_deep_stack(lambda: engine.fix(data, path, _for_project(options, path)))
    except Exception as error:  # no traceback for a user, whatever the bug
        return _failed_fix(path, error, data)


def explain_line(path: Path, line: int, options: Options) -> list[str] | Failure:
    """Say why each deletion on a line (1-based) is reported or not; a Failure if that fails."""
    try:
        data = path.read_bytes()
        return with_deep_stack(lambda: engine.explain(data, str(path), line, options))
    except Exception as error:  # no traceback for a user, whatever the bug
        return _failure(str(path), error)


def inspect_file(path: Path, shown: str, attribute: str, options: Options) -> Inspection | Failure:
    """All that a file, to be called `shown`, has of an attribute; a Failure if that fails."""
    try:
        data = path.read_bytes()
        return with_deep_stack(lambda: engine.inspect(data, shown, attribute, options))
    except Exception as error:  # no traceback for a user, whatever the bug
        return _failure(shown, error)


# --- one file -------------------------------------------------------------------------------------


def _fix(excerpt: Excerpt, options: Options) -> FixResult:
    return engine.fix_excerpt(excerpt, _for_project(options, excerpt.source.path))


def _for_project(options: Options, path: str) -> Options:
    """The options, with `minimum` set from the project of the file if types are to be widened."""
    if not options.annotate:
        return options
    from mangle_lint.runs.target_version import minimum_python

    return options._replace(minimum=minimum_python(Path(path)))


def _failed_check(path: str, error: Exception | str) -> Result:
    from mangle_lint.findings import Result

    return Result(path, failure=_failure(path, error))


def _failed_fix(path: str, error: Exception | str, data: bytes = b"") -> FixResult:
    from mangle_lint.findings import FixResult

    return FixResult(path, data, data, failure=_failure(path, error))


def _failure(path: str, error: Exception | str) -> Failure:
    """Say why a file failed; an unexpected exception becomes an internal error."""
    from mangle_lint.findings import Failure
    from mangle_lint.source.text import SourceError

    if isinstance(error, str):
        return Failure(path, error)
    if isinstance(error, SourceError):
        return error.failure
    if isinstance(error, OSError):
        return Failure(path, f"cannot be read: {error.strerror or error}")
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    return Failure(path, f"internal error ({what}); please report this with the file")


# --- many of them ---------------------------------------------------------------------------------


def _run(
    work: Callable[[Excerpt, Options], R],
    failed: Callable[[str, Exception | str], R],
    files: Iterable[SourceFile],
    options: Options,
    pool: Pool | None,
    progress: Progress | None,
) -> tuple[int, dict[int, R]]:
    """Do `work` on all candidates; `failed` makes the result of a file that could not be done.

    Returns the number of files, and the results by the number of the file, in order. Files with
    nothing to report have no result.
    """
    found: dict[int, R] = {}
    task = partial(_work_on, work, failed, options)
    with high_limits(), pool if pool is not None else Pool() as pool:
        search = CandidateSearch(files, pool, options)
        later: list[Candidate] = []
        done = spent = 0

        def tell() -> None:
            if progress is not None:
                progress(search.done + done, search.files, sum(map(_findings, found.values())))

        for candidates in search.candidates():
            spent += sum(candidate.cost for candidate in candidates)
            if search.is_large and spent <= _WORTH_WORKERS:
                # done here, as the workers still sweep; of so many files, some will need LibCST
                import mangle_lint.engine.analysis  # noqa: F401

                found.update(task(candidates))
                done += len(candidates)
            else:
                later += candidates
            tell()
        for number, folder in search.problems:
            found[number] = failed(folder.path, f"cannot be read: {folder.problem}")
        is_worth_it = sum(candidate.cost for candidate in later) > _WORTH_WORKERS
        for chunk, results in pool.map(task, _chunks(sorted(later)), spread=is_worth_it):
            if results is None:
                (candidate,) = chunk
                results = [(candidate.number, failed(candidate.path, _DIED))]
            found.update(results)
            done += len(chunk)
            tell()
    return search.files, dict(sorted(found.items()))


def _work_on(
    work: Callable[[Excerpt, Options], R],
    failed: Callable[[str, Exception | str], R],
    options: Options,
    chunk: Sequence[Candidate],
) -> list[tuple[int, R]]:
    """Do `work` on a chunk; returns the results that say something, with the files' numbers."""

    def results() -> Iterator[tuple[int, R]]:
        for candidate in chunk:
            try:
                excerpt = candidate.excerpt
                if excerpt is None:
                    data = Path(candidate.path).read_bytes()
                    ours = options._replace(syntax=candidate.syntax)
                    excerpt = engine.read(data, candidate.path, ours, matters=candidate.matters)
                result = work(excerpt, options) if excerpt is not None else None
            except Exception as error:  # a bad file, or our bug, must not hide the other files
                result = failed(candidate.path, error)
            if result is not None and _says_something(result):
                yield candidate.number, result

    return with_deep_stack(lambda: list(results()))


def _chunks(candidates: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    """Group candidates into chunks, each just costly enough to be worth sending to a worker."""
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


def _says_something(result: Result | FixResult) -> bool:
    from mangle_lint.findings import FixResult

    given_up = () if isinstance(result, FixResult) else result.given_up
    return bool(_findings(result) or given_up or result.failure is not None)


def _findings(result: Result | FixResult) -> int:
    from mangle_lint.findings import Result

    return len(result.findings if isinstance(result, Result) else result.fixed + result.left)
