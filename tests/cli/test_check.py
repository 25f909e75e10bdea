"""`mangle-lint check`: exit status and output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from mangle_lint import __version__

from ..conftest import BAD, GOOD, ROOT, Command, environment

FULL = """\
MGL001 [*] `__file` is deleted here, but `position` can still read it
  --> bad.py:9:13
   |
 8 |     def forget(self):
 9 |         del self.__file
   |             ^^^^^^^^^^^ deleted here, in `Player.forget`
10 |
11 |     def position(self):
   |
  ::: bad.py:12:12
   |
11 |     def position(self):
12 |         if self.__file:
   |            ----------- `Player.position` tests it, which reads it and raises
13 |             return self.__file.tell()
14 |         return 0
   |
   = error: AttributeError: 'Player' object has no attribute '_Player__file'
   = note: calling `forget` twice raises too
   = note: high confidence: the object lives on after the deletion
   = help: assign None instead of deleting `__file`: `self.__file = None`

"""

CONCISE = (
    "bad.py:9:13: MGL001 [*] `__file` is deleted here, but `position` can still read it"
    " (at 12:12)\n"
)

SUMMARY = "Found 1 finding in 1 file.\n[*] 1 fixable with `mangle-lint codemod --apply`.\n"


@pytest.fixture
def bad(folder: Path) -> Path:
    path = folder / "bad.py"
    path.write_text(BAD, encoding="utf-8")
    return path


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")


# --- exit status ----------------------------------------------------------------------------------


def test_finding(bad: Path, mangle_lint: Command) -> None:
    done = mangle_lint("check", "bad.py")
    assert (done.status, done.stdout, done.stderr) == (1, FULL + SUMMARY, "")


def test_nothing_found(folder: Path, mangle_lint: Command) -> None:
    write(folder, a=GOOD, b="")
    done = mangle_lint("check", ".")
    assert (done.status, done.stdout, done.stderr) == (0, "Nothing found in 2 files.\n", "")


def test_folder_without_python(folder: Path, mangle_lint: Command) -> None:
    done = mangle_lint("check", ".")
    assert (done.status, done.stdout, done.stderr) == (0, "Nothing found in 0 files.\n", "")


def test_current_folder_by_default(bad: Path, mangle_lint: Command) -> None:
    assert mangle_lint("check").stdout == mangle_lint("check", ".").stdout == FULL + SUMMARY


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--no-such-option"),
        ("check", "--output-format", "yaml", "."),
        ("check", "--output-format"),
        ("check", "--min-confidence", "some", "."),
        ("no-such-command",),
        ("--no-such-option",),
        ("codemod", "--output-format", "json"),
    ],
)
def test_bad_option(folder: Path, mangle_lint: Command, arguments: tuple[str, ...]) -> None:
    done = mangle_lint(*arguments)
    assert done.status == 2
    assert done.stdout == ""
    assert "Error: " in done.stderr.splitlines()[-1]


def test_version_and_help(mangle_lint: Command) -> None:
    assert mangle_lint("--version").stdout == f"mangle-lint {__version__}\n"
    for arguments in (["-h"], ["--help"], ["check", "-h"], ["codemod", "--help"]):
        done = mangle_lint(*arguments)
        assert done.status == 0
        assert done.stdout.startswith("Usage: mangle-lint ")


# --- formats --------------------------------------------------------------------------------------


TIDY = """\
class Session:
    def finish(self):
        del self.__timer
        self.__timer = None
"""

FULL_OF_TIDY = """\
MGL002 `__timer` is deleted and assigned None right after
 --> tidy.py:3:13
  |
1 | class Session:
2 |     def finish(self):
3 |         del self.__timer
  |             ^^^^^^^^^^^^ deleted here, in `Session.finish`
4 |         self.__timer = None
  |
  = note: high confidence: the two statements stand next to each other
  = help: with `codemod --unsafe-fixes`, assign None to `__timer` without deleting it first
  = note: the fix is unsafe: the deletion raises where the attribute is missing, the assignment \
does not

"""

CONCISE_OF_TIDY = "tidy.py:3:13: MGL002 `__timer` is deleted and assigned None right after\n"


@pytest.mark.parametrize(
    ("output_format", "shown"), [("concise", CONCISE_OF_TIDY), ("full", FULL_OF_TIDY)]
)
def test_finding_without_reads(
    folder: Path, mangle_lint: Command, output_format: str, shown: str
) -> None:
    write(folder, tidy=TIDY)
    done = mangle_lint(
        "check", "--quiet", "--select", "MGL002", "--output-format", output_format, "."
    )
    assert (done.status, done.stdout, done.stderr) == (1, shown, "")


def test_concise(bad: Path, mangle_lint: Command) -> None:
    done = mangle_lint("check", "--output-format", "concise", "bad.py")
    assert (done.status, done.stdout, done.stderr) == (1, CONCISE + SUMMARY, "")


WITNESS = (
    "`__init__` (2) -> `forget` (8) -> deleted (9) -> `position` (11)"
    " -> tests it, which reads it and raises (12)"
)


def test_witness(bad: Path, mangle_lint: Command) -> None:
    """Text formats show it if they are told to, and are else as they were."""
    done = mangle_lint("check", "-q", "--show-witness", "--output-format", "concise", "bad.py")
    assert (done.status, done.stdout) == (1, f"{CONCISE}    witness: {WITNESS}\n")
    done = mangle_lint("check", "-q", "--show-witness", "bad.py")
    error, rest = FULL.split("   = note", 1)
    assert (done.status, done.stdout) == (1, f"{error}   = witness: {WITNESS}\n   = note{rest}")


def test_witness_in_json(bad: Path, mangle_lint: Command) -> None:
    """It is always there."""
    (finding,) = json.loads(mangle_lint("check", "--output-format", "json", "bad.py").stdout)
    assert finding["witness_note"] is None
    assert [step["text"] for step in finding["witness"]] == [
        "`__init__`",
        "`forget`",
        "deleted",
        "`position`",
        "tests it, which reads it and raises",
    ]
    assert finding["witness"][2] == {
        "filename": "bad.py",
        "location": finding["location"],
        "end_location": finding["end_location"],
        "method": "Player.forget",
        "kind": "event",
        "text": "deleted",
    }


def test_no_witness_where_nothing_is_raised(folder: Path, mangle_lint: Command) -> None:
    write(folder, tidy=TIDY)
    done = mangle_lint("check", "-q", "--select", "MGL002", "--show-witness", ".")
    assert done.stdout == FULL_OF_TIDY


def test_quiet(bad: Path, mangle_lint: Command) -> None:
    assert mangle_lint("check", "-q", "--output-format", "concise", ".").stdout == CONCISE
    assert mangle_lint("check", "-q", ".").stdout == FULL
    write(bad.parent, bad="")
    done = mangle_lint("check", "-q", ".")
    assert (done.status, done.stdout, done.stderr) == (0, "", "")


def load(text: str) -> list[dict[str, Any]]:
    findings = json.loads(text)
    assert isinstance(findings, list)
    return findings


def test_json(bad: Path, mangle_lint: Command) -> None:
    done = mangle_lint("check", "--output-format", "json", ".")
    assert (done.status, done.stderr) == (1, "")
    (finding,) = load(done.stdout)
    assert {
        key: finding[key]
        for key in ("filename", "location", "end_location", "code", "message", "class",
                    "attribute", "method", "error", "complete")
    } == {
        "filename": "bad.py",
        "location": {"row": 9, "column": 13},
        "end_location": {"row": 9, "column": 24},
        "code": "MGL001",
        "message": "`__file` is deleted here, but `position` can still read it",
        "class": "Player",
        "attribute": "_Player__file",
        "method": "Player.forget",
        "error": "AttributeError: 'Player' object has no attribute '_Player__file'",
        "complete": True,
    }  # fmt: skip
    assert finding["url"].endswith("MGL001.md")
    assert finding["fix"] == {
        "applicability": "safe",
        "message": "assign None instead of deleting `__file`",
        "edits": [
            {
                "content": "self.__file = None",
                "location": {"row": 9, "column": 9},
                "end_location": {"row": 9, "column": 24},
            }
        ],
        "withheld": None,
    }
    (read,) = finding["reads"]
    assert {
        key: read[key] for key in ("filename", "location", "end_location", "method", "kind")
    } == {
        "filename": "bad.py",
        "location": {"row": 12, "column": 12},
        "end_location": {"row": 12, "column": 23},
        "method": "Player.position",
        "kind": "test",
    }


def test_json_has_nothing_but_json_on_stdout(folder: Path, mangle_lint: Command) -> None:
    write(folder, a="x y\n", b=GOOD)
    done = mangle_lint("check", "--output-format", "json", ".")
    assert done.status == 2
    assert load(done.stdout) == []
    assert len(done.errors) == 1


def test_json_of_an_unsafe_fix_and_of_none(folder: Path, mangle_lint: Command) -> None:
    write(
        folder,
        a=BAD + "\n    def has(self):\n        return hasattr(self, '_Player__file')\n",
        b=BAD.replace("del self.__file", "print(delattr(self, '_Player__file'))"),
    )
    first, second = load(mangle_lint("check", "--output-format", "json", ".").stdout)
    assert first["fix"]["applicability"] == "unsafe"
    assert "line 17" in first["fix"]["withheld"]
    assert second["fix"] is None


def test_unsafe_fixes_have_no_mark(folder: Path, mangle_lint: Command) -> None:
    write(folder, a=BAD + "\n    def has(self):\n        return hasattr(self, '_Player__file')\n")
    done = mangle_lint("check", ".")
    assert "[*]" not in done.stdout
    assert "= note: the fix is unsafe: " in done.stdout
    assert done.stdout.endswith("Found 1 finding in 1 file.\n")


def test_wide_characters_and_tabs_are_underlined(folder: Path, mangle_lint: Command) -> None:
    text = BAD.replace("del self.__file", "wide = '日本'; del self.__file")
    write(folder, a=text.replace("    ", "\t"))
    lines = mangle_lint("check", ".").stdout.splitlines()
    at = next(n for n, line in enumerate(lines) if "del self" in line)
    cells = lines[at].replace("日本", "....")
    assert lines[at + 1].index("^") == cells.index("self.__file")
    assert lines[at + 1].count("^") == len("self.__file")
    assert "\t" not in lines[at]
    place = mangle_lint("check", "--output-format", "concise", ".").stdout.split(": ")[0]
    assert place == f"a.py:9:{len('__wide = ' + chr(39) * 2 + '日本; del ') + 1}"


def test_findings_are_sorted(folder: Path, mangle_lint: Command) -> None:
    write(folder, b=BAD + BAD.replace("Player", "Other"), a=BAD)
    done = mangle_lint("check", "-q", "--output-format", "concise", "b.py", "a.py")
    assert [line.split(": ")[0] for line in done.stdout.splitlines()] == [
        "b.py:9:13", "b.py:23:13", "a.py:9:13"
    ]  # fmt: skip
    assert [finding["filename"] for finding in load(
        mangle_lint("check", "--output-format", "json", ".").stdout
    )] == ["a.py", "b.py", "b.py"]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["with space.py", "été.py", "日本.py", "-x.py", "a'b.py", "a%sb.py"]
)
def test_file_names(folder: Path, mangle_lint: Command, name: str) -> None:
    (folder / name).write_text(BAD, encoding="utf-8")
    for output_format in ("full", "concise", "json"):
        done = mangle_lint("check", "--output-format", output_format, ".")
        assert done.status == 1
        assert name in done.stdout
    assert mangle_lint("check", "--", name).status == 1


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
@pytest.mark.parametrize("output_format", ["full", "concise", "json"])
def test_file_name_that_is_not_utf8(
    folder: Path, mangle_lint_process: Command, output_format: str
) -> None:
    (folder / os.fsdecode(b"b\xff.py")).write_text(BAD, encoding="utf-8")
    (folder / os.fsdecode(b"c\xff.py")).write_text("x y\n", encoding="utf-8")
    done = mangle_lint_process("check", "--output-format", output_format, ".", cwd=folder)
    assert done.status == 2
    assert b"Traceback" not in done.err
    assert b"MGL001" in done.out
    assert done.err.startswith(b"error: c")


# --- colours --------------------------------------------------------------------------------------


def test_no_colours_in_a_file_or_pipe(bad: Path, mangle_lint: Command) -> None:
    assert "\x1b" not in mangle_lint("check", ".").stdout


@pytest.mark.parametrize("output_format", ["full", "concise", "json"])
def test_force_color(bad: Path, mangle_lint: Command, output_format: str) -> None:
    done = mangle_lint("check", "--output-format", output_format, ".", FORCE_COLOR="1")
    assert ("\x1b[" in done.stdout) is (output_format == "full")
    plain = mangle_lint("check", "--output-format", output_format, ".")
    assert click.unstyle(done.stdout) == plain.stdout


def test_no_color_wins(bad: Path, mangle_lint: Command) -> None:
    assert "\x1b" not in mangle_lint("check", ".", FORCE_COLOR="1", NO_COLOR="1").stdout


def test_empty_variables_say_nothing(bad: Path, mangle_lint: Command) -> None:
    assert "\x1b" not in mangle_lint("check", ".", FORCE_COLOR="", NO_COLOR="").stdout
    assert "\x1b[" in mangle_lint("check", ".", FORCE_COLOR="1", NO_COLOR="").stdout


def on_terminal(folder: Path, **variables: str) -> bytes:
    """What `check` prints on a terminal."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "mangle_lint", "check", "."],
        cwd=folder,
        env=environment(TERM="xterm", **variables),
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    ):
        os.close(theirs)
        output = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # Linux, when the other end is closed
                break
            if not piece:
                break
            output += piece
    os.close(ours)
    return output


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminals")
def test_terminal(bad: Path) -> None:
    assert b"\x1b[" in on_terminal(bad.parent)
    plain = on_terminal(bad.parent, NO_COLOR="1")
    assert b"\x1b" not in plain
    assert plain.replace(b"\r\n", b"\n").decode() == FULL + SUMMARY


# --- how much of the files, and how ---------------------------------------------------------------


@pytest.mark.parametrize(
    "output_format",
    [
        pytest.param("full", marks=pytest.mark.long),
        pytest.param("concise", marks=pytest.mark.long),
        "json",
    ],
)
def test_number_of_jobs_changes_no_byte(
    folder: Path, mangle_lint_process: Command, output_format: str
) -> None:
    """Forty files are enough to be spread over processes."""
    filler = "\n".join(f"def f{n}():\n    return {n}\n" for n in range(400))
    for number in range(40):
        content = BAD.replace("Player", f"Player{number}") + filler
        write(folder, **{f"m{number:02}": content if number % 5 else content + "x y\n"})
    runs = [
        mangle_lint_process("check", "--output-format", output_format, *jobs, cwd=folder)
        for jobs in ([], ["--jobs", "1"], ["--jobs", "2"], ["-j", "7"], ["--no-prefilter"])
    ]
    assert runs[0].status == 2
    assert len(runs[0].errors) == 8
    assert runs[0].stdout.count("MGL001") >= 32
    assert all(run == runs[0] for run in runs)


@pytest.mark.parametrize("jobs", ["0", "-1", "many", ""])
def test_bad_number_of_jobs(folder: Path, mangle_lint: Command, jobs: str) -> None:
    done = mangle_lint("check", "--jobs", jobs)
    assert (done.status, done.stdout) == (2, "")
    assert "Invalid value" in done.stderr


@pytest.mark.parametrize(
    ("exclude", "found"),
    [
        (None, ["a.py"]),
        ("", ["a.py", "env/b.py", "lib/c.py", "site-packages/d.py"]),
        ("lib", ["a.py", "env/b.py", "site-packages/d.py"]),
        ("lib,env", ["a.py", "site-packages/d.py"]),
    ],
)
def test_exclude(folder: Path, mangle_lint: Command, exclude: str | None, found: list[str]) -> None:
    for name in ("a", "env/b", "lib/c", "site-packages/d", "lib/__pycache__/e"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write(folder, **{name: BAD})
    for name in ("env", "lib"):
        (folder / name / "pyvenv.cfg").touch()
    options = [] if exclude is None else ["--exclude", exclude]
    done = mangle_lint("check", "-q", "--output-format", "concise", *options)
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == found


# --- the process ----------------------------------------------------------------------------------


def test_same_output_from_the_process(bad: Path, mangle_lint_process: Command) -> None:
    done = mangle_lint_process("check", "bad.py", cwd=bad.parent)
    assert (done.status, done.out, done.err) == (1, (FULL + SUMMARY).encode(), b"")


def test_nothing_is_imported_from_the_current_folder(
    folder: Path, mangle_lint_process: Command
) -> None:
    """The code under inspection is never run, whatever its modules are called."""
    trap = "import pathlib\npathlib.Path('trapped').touch()\nraise SystemExit('trapped')\n"
    names = "ast click codecs codemods concurrent dataclasses difflib engine findings json libcst"
    names += " metadata mangle runner subprocess tokenize typing_extensions yaml sitecustomize"
    write(folder, **dict.fromkeys(names.split(), trap), bad=BAD)
    for command in (["check", "."], ["codemod", "."], ["check", "--package", "click"]):
        done = mangle_lint_process(*command, cwd=folder)
        assert not (folder / "trapped").exists()
        assert b"Traceback" not in done.err
        assert done.status == (0 if "--package" in command else 1)


def test_reader_that_goes_away(folder: Path) -> None:
    write(folder, bad=BAD * 300)
    with subprocess.Popen(
        [sys.executable, "-m", "mangle_lint", "check", "."],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) != 0


CLEAN_CHECK_IMPORTS = """\
cli cli.check cli.progress cli.shared_options engine engine.reading errors levels options output
output.formats output.formats.full output.marks rules rules.deletion_before_none
rules.impossible_deletion rules.private_hook rules.private_name_of_another_class
rules.read_before_assignment rules.read_before_setup rules.read_of_deleted_attribute
rules.recursive_getattr rules.rule rules.undefined_private_attribute rules.unmangled_private_string
runs runs.base_lookup runs.candidates runs.deep_stack runs.discovery runs.pool runs.runner sieves
sieves.asking sieves.code sieves.construction sieves.deletions sieves.hooks sieves.narrowing
sieves.prefilter sieves.private_names sieves.quoted sieves.setup sieves.sieve sieves.unbound
sieves.unmangled source source.builtin_parser source.mangling source.newline
"""
"""All modules of ours that a `check` of clean files imports."""

HELP_IMPORTS = "cli cli.check cli.shared_options errors output output.formats"

NOT_FOR_CLEAN_FILES = """\
asyncio concurrent.futures dataclasses difflib importlib.metadata json libcst multiprocessing socket
subprocess tempfile unicodedata yaml
"""


def imported_by(folder: Path, *arguments: str) -> set[str]:
    """The modules that a command has imported when it is done, but those of a bare interpreter."""
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); before = set(sys.modules);"
        "from mangle_lint.cli import run\n"
        "try: run()\n"
        "except SystemExit: pass\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code, str(ROOT), *arguments],
        cwd=folder,
        capture_output=True,
        check=True,
        text=True,
        env=environment(PYTHONPATH=os.pathsep.join(path for path in sys.path if path)),
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [("a.py",), (".",)])
def test_imports_of_a_clean_check(folder: Path, arguments: tuple[str, ...]) -> None:
    """Nothing that finds or shows findings, no parser, no pool."""
    write(folder, a=GOOD, b="import os\n")
    modules = imported_by(folder, "check", *arguments)
    ours = {name.partition(".")[2] for name in modules if name.startswith("mangle_lint.")}
    assert ours == set(CLEAN_CHECK_IMPORTS.split())
    assert not modules & set(NOT_FOR_CLEAN_FILES.split())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("full_error", [False, True])
def test_output_that_cannot_be_written(folder: Path, full_error: bool) -> None:
    """One line, if that can be written, and never the status of a finding."""
    write(folder, a=BAD)
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            [sys.executable, "-m", "mangle_lint", "check", "a.py"],
            cwd=folder,
            env=environment(),
            stdout=full,
            stderr=full if full_error else subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert full_error or done.stderr == b"error: [Errno 28] No space left on device\n"


def test_imports_of_help(folder: Path) -> None:
    modules = imported_by(folder, "check", "--help")
    ours = {name.partition(".")[2] for name in modules if name.startswith("mangle_lint.")}
    assert ours == set(HELP_IMPORTS.split())


def test_imports_of_a_finding(bad: Path) -> None:
    """The pin above would hold of a command that does nothing."""
    assert "libcst" in imported_by(bad.parent, "check", "bad.py")


# --- the releases ---------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["1.8.0", "1.9.0", "1.10.0"])
def test_releases_with_the_bug(
    release: Callable[[str], Path], mangle_lint: Command, version: str
) -> None:
    done = mangle_lint("check", "--output-format", "json", release(version) / "aiortc")
    assert (done.status, done.stderr) == (1, "")
    (finding,) = load(done.stdout)
    assert finding["filename"].endswith("rtcrtpsender.py")
    assert finding["method"] == "RTCRtpSender._run_rtp"
    assert finding["error"] == (
        "AttributeError: 'RTCRtpSender' object has no attribute '_RTCRtpSender__encoder'"
    )
    assert [read["method"] for read in finding["reads"]] == [
        "RTCRtpSender._handle_rtcp_packet",
        "RTCRtpSender._next_encoded_frame",
    ]
    assert finding["complete"]
    assert finding["fix"]["applicability"] == "safe"


def test_release_with_the_cure(release: Callable[[str], Path], mangle_lint: Command) -> None:
    done = mangle_lint("check", release("1.10.1") / "aiortc")
    assert (done.status, done.stderr) == (0, "")
    assert done.stdout.startswith("Nothing found in ")


@pytest.mark.parametrize(
    ("readers", "note"),
    [
        ("return self.__x", None),
        ("return self.__x.tell()", "exchanges the error: 1 read will meet None: 6"),
        (
            "return self.__x or self.__x.tell()",
            "fixes the crash at 1 read; 1 read will meet None: 6",
        ),
    ],
)
def test_fix_that_leaves_errors_about_none(
    folder: Path, mangle_lint: Command, readers: str, note: str | None
) -> None:
    text = (
        "class C:\n    def __init__(self): self.__x = 1\n    def drop(self):\n"
        f"        del self.__x\n    def get(self):\n        {readers}\n"
    )
    write(folder, a=text)
    done = mangle_lint("check", ".")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("MGL001 [*] " if note is None else "MGL001 [*!] ")
    assert [line for line in lines if "will meet None" in line] == (
        [f"  = note: {note}"] if note is not None else []
    )
    summary = "[*!] 1 with reads left that fail on None."
    assert (lines[-1] == summary) == (note is not None)
