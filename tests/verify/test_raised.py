"""What is seen of a run: every way in which an error gets out of the code."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from mangle_lint.verify import probe
from mangle_lint.verify.probe import MANGLED
from mangle_lint.verify.raised import observe
from mangle_lint.verify.scenario import Verdict

from .conftest import MESSAGE, SENDER, STOPPED, Verify, environment, write

WAYS = {
    "uncaught": """
        sender.report()
    """,
    "in a thread": """
        import threading
        thread = threading.Thread(target=sender.report)
        thread.start()
        thread.join()
    """,
    "in a finalizer": """
        Sender.__del__ = Sender.report
        del sender
    """,
    "logged with its traceback": """
        import logging
        try:
            sender.report()
        except Exception:
            logging.getLogger("x").exception("failed")
    """,
    "logged as an argument": """
        import logging
        try:
            sender.report()
        except Exception as error:
            logging.warning("failed: %s", error)
    """,
    "logged as the message, to nowhere": """
        import logging
        logging.getLogger().addHandler(logging.NullHandler())
        try:
            sender.report()
        except Exception as error:
            logging.error(error)
    """,
    "in an asyncio task that nobody awaits": """
        import asyncio
        async def work():
            sender.report()
        async def main():
            await asyncio.wait([asyncio.create_task(work())])
        asyncio.run(main())
    """,
    "formatted": """
        import traceback
        try:
            sender.report()
        except Exception:
            text = traceback.format_exc()
    """,
    "printed without a traceback": """
        try:
            sender.report()
        except Exception as error:
            print("failed:", error)
    """,
    "as the cause of another error": """
        try:
            sender.report()
        except Exception as error:
            raise RuntimeError("failed") from error
    """,
    "as the context of another error": """
        try:
            sender.report()
        except Exception:
            raise RuntimeError("failed")
    """,
    "in a child process": """
        import subprocess, sys
        code = "from media import Sender; sender = Sender(); sender.stop(); sender.report()"
        subprocess.run([sys.executable, "-c", code])
    """,
    "in a spawned worker": """
        import multiprocessing
        if __name__ == "__main__":
            worker = multiprocessing.get_context("spawn").Process(target=sender.report)
            worker.start()
            worker.join()
    """,
    "in a worker of a pool, and again here": """
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context
        if __name__ == "__main__":
            with ProcessPoolExecutor(1, get_context("spawn")) as pool:
                pool.submit(sender.report).result()
    """,
}
FATAL = {
    "uncaught",
    "as the cause of another error",
    "as the context of another error",
    "in a worker of a pool, and again here",
}


@pytest.mark.parametrize("way", WAYS)
def test_error_is_seen_once(way: str, project: Path, run_both: Verify) -> None:
    write(project, {"app.py": STOPPED + dedent(WAYS[way])})
    report = run_both(project, project / "app.py")
    assert report.verdict is Verdict.CONFIRMED, report
    assert report.before.outcome.status == (way in FATAL)
    (error,) = report.before.errors
    assert (error.type, error.message, error.count) == ("AttributeError", MESSAGE, 1)
    assert error.prediction is not None
    if way == "printed without a traceback":
        assert error.place is None
    else:
        assert error.place is not None
        assert (error.place.path, error.place.line) == (Path("media.py"), 10)
    assert report.after.errors == ()


@pytest.mark.skipif(sys.version_info < (3, 11), reason="exception groups are newer")
def test_member_of_a_group_is_seen(project: Path, run_both: Verify) -> None:
    group = (
        "import asyncio\n"
        "async def work():\n    sender.report()\n"
        "async def main():\n"
        "    async with asyncio.TaskGroup() as group:\n        group.create_task(work())\n"
        "asyncio.run(main())\n"
    )
    write(project, {"app.py": STOPPED + group})
    report = run_both(project, project / "app.py")
    assert report.verdict is Verdict.CONFIRMED
    assert [error.count for error in report.before.errors] == [1]


def test_handled_error_is_not_seen(project: Path, run_both: Verify) -> None:
    handled = "try:\n    sender.report()\nexcept AttributeError:\n    pass\n"
    hidden = handled.replace("pass", "raise RuntimeError('hidden') from None")
    write(project, {"app.py": STOPPED + handled + hidden})
    report = run_both(project, project / "app.py")
    assert report.verdict is Verdict.NOT_REPRODUCED
    assert report.before.errors == ()


def test_errors_of_one_kind_and_place_are_counted_together(project: Path, run_both: Verify) -> None:
    again = (
        "import traceback\n"
        "for _ in range(3):\n"
        "    try:\n        sender.report()\n    except AttributeError:\n"
        "        traceback.print_exc()\n        traceback.format_exc()\n"
    )
    write(project, {"app.py": STOPPED + again})
    report = run_both(project, project / "app.py")
    assert [error.count for error in report.before.errors] == [3]


def test_error_in_another_file_is_not_predicted(project: Path, run_both: Verify) -> None:
    """Nor where its line is one on which the other file has a read."""
    write(project, {"app.py": f"{STOPPED}\n\n\n\n\n\nsender._Sender__encoder\n"})
    report = run_both(project, project / "app.py")
    assert report.verdict is Verdict.NOT_REPRODUCED
    (error,) = report.before.errors
    assert error.prediction is None
    assert error.place is not None
    assert (error.place.path, error.place.line) == (Path("app.py"), 10)


def test_error_at_another_line_of_the_file_is_not_predicted(
    project: Path, run_both: Verify
) -> None:
    more = "\n    def peek(self, name):\n        return getattr(self, name)\n"
    write(project, {"media.py": SENDER + more})
    report = run_both(project, "-c", STOPPED + "sender.peek('_Sender__encoder')\n")
    assert report.verdict is Verdict.NOT_REPRODUCED
    (error,) = report.before.errors
    assert error.prediction is None
    assert error.place is not None
    assert (error.place.path, error.place.line) == (Path("media.py"), 15)


def test_deletion_that_runs_again_is_predicted(project: Path, run_both: Verify) -> None:
    write(project, {"app.py": STOPPED + "sender.stop()\n"})
    assert run_both(project, project / "app.py").verdict is Verdict.CONFIRMED


@pytest.mark.parametrize("options", [["-I"], ["-S"], ["-E"]])
def test_python_that_cannot_be_watched(options: list[str], project: Path, run_both: Verify) -> None:
    """There the printed text tells; and the overlay is not in force."""
    path = f"import sys\nsys.path.insert(0, {str(project)!r})\n"
    write(project, {"app.py": path + STOPPED + "sender.report()\n"})
    report = run_both(project, *options, project / "app.py")
    assert not report.before.watched
    (error,) = report.before.errors
    assert (error.message, error.place) == (MESSAGE, None)
    assert error.prediction is not None
    assert report.verdict is Verdict.STILL_FAILING


def test_printed_messages(tmp_path: Path) -> None:
    lines = [
        "AttributeError: 'C' object has no attribute '_C__x'. Did you mean: '_C__y'?",
        "AttributeError: 'C' object has no attribute '_C__x'",
        "E   AttributeError: type object 'C' has no attribute '_C__x'",
        "AttributeError: _C__x",
        "AttributeError: 'C' object has no attribute 'x'",
        "AttributeError: 'C' object has no attribute '_C__x__'",
        "AttributeError: 'C' object has no attribute '__x'",
        "caf\u00e9 \u2028 \ud800",
    ]
    output = tmp_path / "output"
    output.write_bytes("\r\n".join(lines).encode("utf-8", "surrogatepass"))
    seen = observe(tmp_path / "records.jsonl", output)
    assert [(error.message, error.attribute) for error in seen.raised] == [
        ("'C' object has no attribute '_C__x'", "_C__x"),
        ("type object 'C' has no attribute '_C__x'", "_C__x"),
        ("_C__x", "_C__x"),
    ]


def test_half_written_record_is_skipped(tmp_path: Path) -> None:
    records, output = tmp_path / "records.jsonl", tmp_path / "output"
    output.touch()
    records.write_text('{"event": "start"}\n{"event": "err', encoding="utf-8")
    seen = observe(records, output)
    assert (seen.watched, seen.imported, seen.raised) == (True, False, ())


@pytest.mark.parametrize(
    ("name", "mangled"),
    [
        ("_C__x", True),
        ("_C___x", True),
        ("_C__x_", True),
        ("_Two_Words__x_y", True),
        ("_C__x__", False),
        ("__x", False),
        ("___x", False),
        ("_C_x", False),
        ("C__x", False),
        ("_C__", False),
    ],
)
def test_looks_of_mangled_names(name: str, *, mangled: bool) -> None:
    assert bool(MANGLED.fullmatch(name)) is mangled


def test_probe_is_valid_in_old_pythons() -> None:
    ast.parse(Path(probe.__file__).read_text(encoding="utf-8"), feature_version=(3, 8))


@pytest.mark.parametrize("version", ["3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14"])
def test_probe_works_in_other_pythons(version: str, project: Path, run_both: Verify) -> None:
    python = shutil.which(f"python{version}")
    if python is None or subprocess.run([python, "-c", ""], check=False).returncode:
        pytest.skip("not installed")
    write(project, {"app.py": STOPPED + "sender.report()\n"})
    report = run_both(project, project / "app.py", command=[python])
    assert report.verdict is Verdict.CONFIRMED
    (error,) = report.before.errors
    assert error.place is not None
    assert (error.place.path, error.place.line) == (Path("media.py"), 10)


def test_slot_is_recognised(project: Path, run_both: Verify) -> None:
    """Before Python 3.11 its error is the bare name."""
    slotted = SENDER.replace(
        "    def __init__", '    __slots__ = ("__encoder",)\n\n    def __init__'
    )
    write(project, {"media.py": slotted, "app.py": STOPPED + "sender.report()\n"})
    assert run_both(project, project / "app.py").verdict is Verdict.CONFIRMED


def test_program_sees_no_difference(project: Path) -> None:
    """What it prints of itself is the same with and without the probe, but for the overlay."""
    code = (
        "import sys, logging, traceback, threading, inspect\n"
        "print(inspect.signature(traceback.TracebackException))\n"
        "print(inspect.signature(logging.LogRecord))\n"
        "print(sys.excepthook is sys.__excepthook__, sys.path[1:])\n"
        "print(logging.getLogRecordFactory() is logging.LogRecord)\n"
        "try:\n    None.x\nexcept AttributeError:\n    logging.exception('%s', 'failed')\n"
        "1 / 0\n"
    )
    plain = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=False
    )
    folder = project / "probe"
    folder.mkdir()
    shutil.copy(probe.__file__, folder / "sitecustomize.py")
    settings = '{"root": "", "names": [], "moved": {}, "files": [], "modules": []}'
    (folder / "settings.json").write_text(settings, encoding="utf-8")
    watched = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=environment(PYTHONPATH=str(folder)),
        check=False,
    )
    assert (folder / "records.jsonl").exists()
    assert (watched.returncode, watched.stdout, watched.stderr) == (
        plain.returncode,
        plain.stdout,
        plain.stderr,
    )


def test_broken_probe_does_not_stop_the_program(tmp_path: Path) -> None:
    shutil.copy(probe.__file__, tmp_path / "sitecustomize.py")
    done = subprocess.run(
        [sys.executable, "-c", "print('fine')"],
        capture_output=True,
        text=True,
        env=environment(PYTHONPATH=str(tmp_path)),
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "fine\n", "")
