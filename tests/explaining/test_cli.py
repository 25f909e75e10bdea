"""`mangle-lint explain`: real errors of real programs, and the story that is told of each."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
from pathlib import Path

import pytest

from ..conftest import BAD, FIXED, Command, Done
from ..verify.conftest import Environment

PLAYER = "'Player' object has no attribute '_Player__file'"
CRASH = "from player import Player\nplayer = Player()\nplayer.play(None)\nplayer.forget()\n"


def raised(folder: Path, script: str, files: dict[str, str]) -> str:
    """What a script prints on stderr, in a folder with these files."""
    for name, text in {**files, "app.py": script}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "app.py"], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stderr


@pytest.fixture
def explain(mangle_lint: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run `mangle-lint explain` with a log on standard input."""

    def run(log: str | bytes, *arguments: str | Path) -> Done:
        data = log if isinstance(log, bytes) else log.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return mangle_lint("explain", *arguments)

    return run


def test_whole_story(folder: Path, explain: Command) -> None:
    log = raised(folder, f"{CRASH}player.position()\n", {"player.py": BAD})
    done = explain(f"INFO starting\n{log}")
    assert (done.status, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    frame = log.splitlines()[3].partition('"')[2].partition('"')[0]
    number = len(log.splitlines()) + 1
    assert lines[:3] == [
        f"AttributeError: {PLAYER}",
        f"  raised at {frame}:12 in `position` (line {number} of the log)",
        "",
    ]
    assert lines[3].startswith("MGL001 [*] `__file` is deleted here, but `position` can still")
    assert lines[4].strip() == "--> player.py:9:13"
    rest = lines[lines.index("`Player.__file` in player.py:") :]
    assert rest == [
        "`Player.__file` in player.py:",
        "  assigned  in `__init__` (line 3), `play` (line 6)",
        "  deleted   in `forget` (line 9)",
        "  read      in `position` (lines 12, 13)",
        "the fix: mangle-lint codemod --apply --only Player.__file player.py",
        "--- player.py",
        "+++ player.py",
        "@@ -6,7 +6,7 @@",
        "         self.__file = file",
        " ",
        "     def forget(self):",
        "-        del self.__file",
        "+        self.__file = None",
        " ",
        "     def position(self):",
        "         if self.__file:",
        "",
        "Explained 1 of 1 error.",
    ]


def test_command_that_is_shown_applies_the_fix(
    folder: Path, explain: Command, mangle_lint: Command
) -> None:
    raised(folder, "", {"player.py": BAD})
    done = explain(PLAYER)
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("the fix")]
    command = line.partition(": mangle-lint ")[2].split()
    assert mangle_lint(*command).status == 0
    assert (folder / "player.py").read_text(encoding="utf-8") == FIXED


def test_unsafe_fix_is_marked(folder: Path, explain: Command) -> None:
    tested = BAD + '\n    def has(self):\n        return hasattr(self, "_Player__file")\n'
    raised(folder, "", {"player.py": tested})
    done = explain(PLAYER)
    assert done.status == 0
    assert "the fix, which is unsafe: mangle-lint codemod --apply --unsafe-fixes" in done.stdout
    assert "+        return self.__file is not None" in done.stdout


def test_log_from_a_file(folder: Path, mangle_lint: Command) -> None:
    log = raised(folder, f"{CRASH}player.position()\n", {"player.py": BAD})
    (folder / "a.log").write_text(log, encoding="utf-8")
    assert mangle_lint("explain", "--file", "a.log").status == 0
    (folder / "b.log").write_bytes(log.encode("utf-16"))  # as PowerShell redirects
    assert mangle_lint("explain", "--file", "b.log").status == 0


# --- where the class is found ---------------------------------------------------------------------


def found(done: Done) -> str:
    """The file with the class."""
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("`Player.__file` in ")]
    return line.partition(" in ")[2].rstrip(":")


def test_names_of_another_machine(folder: Path, explain: Command) -> None:
    """The last parts of a path tell which file is meant."""
    raised(folder, "", {"src/media/player.py": BAD, "old/player.py": BAD})
    (folder / "src/media/__init__.py").touch()
    for name in ("/srv/app/media/player.py", r"C:\\srv\\media\\player.py", "media/player.py"):
        log = f'Traceback (most recent call last):\n  File "{name}", line 12, in position\n'
        log += f"    if self.__file:\nAttributeError: {PLAYER}\n"
        for path in (".", "src", "src/media", "src/media/player.py"):
            done = explain(log, path)
            assert done.status == 0, done.stdout
            assert found(done) == "src/media/player.py"


def test_installed_distribution(
    folder: Path, explain: Command, environment_folder: Environment
) -> None:
    environment_folder.install("studio", {"studio/__init__.py": "", "studio/player.py": BAD})
    place = str(environment_folder.packages / "studio" / "player.py")
    python = str(environment_folder.python)
    name = "/other/lib/python3.9/site-packages/studio/player.py"
    log = f'  File "{name}", line 12, in position\n    if self.__file:\nAttributeError: {PLAYER}\n'
    for text in (log, PLAYER):
        assert explain(text).status == 1
        assert found(explain(text, "--python", python)) == place
        assert found(explain(text, "--python", python, "--package", "studio")) == place


def test_class_of_another_file_is_passed_over(folder: Path, explain: Command) -> None:
    """The error is raised in a file without the class: a frame above is in the right one."""
    call = BAD + "\n    def peek(self, look):\n        return look(self)\n"
    look = "def look(player):\n    return player._Player__file\n"
    log = raised(
        folder,
        f"from look import look\n{CRASH}player.peek(look)\n",
        {"player.py": call, "look.py": look},
    )
    done = explain(log)
    assert done.status == 0
    assert found(done) == "player.py"


def test_several_files_with_the_class(folder: Path, explain: Command) -> None:
    raised(folder, "", {"a.py": BAD.replace("        del self.__file\n", ""), "b.py": BAD})
    done = explain(PLAYER)
    assert done.status == 0
    assert found(done) == "b.py"
    assert "  such a class is also in a.py" in done.stdout


def test_nested_classes_and_underscores(folder: Path, explain: Command) -> None:
    """The mangled prefix leaves out the underscores in front, and the classes around."""
    inner = "".join(f"    {line}\n" if line else "\n" for line in BAD.splitlines())
    code = f"class Outer:\n{inner.replace('class Player', 'class __Player')}"
    script = (
        "from player import Outer\n"
        "player = Outer._Outer__Player()\nplayer.forget()\nplayer.position()\n"
    )
    done = explain(raised(folder, script, {"player.py": code}))
    assert done.status == 0
    assert "AttributeError: '__Player' object has no attribute '_Player__file'" in done.stdout
    assert "`Outer.__Player.__file` in player.py:" in done.stdout


def test_object_of_a_subclass(folder: Path, explain: Command) -> None:
    script = (
        "from player import Player\nclass Loud(Player):\n    pass\n"
        "player = Loud()\nplayer.forget()\nplayer.position()\n"
    )
    done = explain(raised(folder, script, {"player.py": BAD}))
    assert done.status == 0
    assert "'Loud' object has no attribute '_Player__file'" in done.stdout


def test_file_that_has_changed(folder: Path, explain: Command) -> None:
    log = raised(folder, f"{CRASH}player.position()\n", {"player.py": BAD})
    (folder / "player.py").write_text(f"# new\n\n{BAD}", encoding="utf-8")
    done = explain(log)
    assert done.status == 0
    assert "  which is line 14 now; the log is of another version of player.py" in done.stdout
    (folder / "player.py").write_text(BAD.replace("if self.__file:", "if self.__file is 1:"))
    done = explain(log)
    assert done.status == 0
    assert "  that line reads otherwise now" in done.stdout


def test_finding_that_is_switched_off(folder: Path, explain: Command) -> None:
    code = BAD.replace("del self.__file", "del self.__file  # noqa: MGL001")
    done = explain(raised(folder, f"{CRASH}player.position()\n", {"player.py": code}))
    assert done.status == 0
    assert "a comment in player.py switches MGL001 off" in done.stdout


# --- other rules, and none ------------------------------------------------------------------------

NEVER = """\
class Base:
    def __init__(self):
        self.__x = 1


class Child(Base):
    def get(self):
        return self.__x
"""


def test_other_rules(folder: Path, explain: Command) -> None:
    done = explain(raised(folder, "from m import Child\nChild().get()\n", {"m.py": NEVER}))
    assert done.status == 0
    assert "\nMGL003 " in done.stdout
    impossible = "class C:\n    def f(self):\n        del self.__x\n"
    done = explain(raised(folder, "from m import C\nC().f()\n", {"m.py": impossible}))
    assert done.status == 0
    assert "\nMGL006 " in done.stdout


def test_name_that_is_not_mangled(folder: Path, explain: Command) -> None:
    done = explain(raised(folder, "from m import Base\nBase().__x\n", {"m.py": NEVER}))
    assert done.status == 0
    assert "asks for `__x` as it is written, but the attribute is `_Base__x`" in done.stdout


CART = """\
class Cart:
    def __init__(self):
        self.show()
        self.__items = []

    def show(self):
        return ""

    def count(self):
        return len(self.__items)


class Basket(Cart):
    def __init__(self):
        self.size = 1


class Box(Basket):
    pass


class Eager(Cart):
    def show(self):
        return self.count()
"""
MADE = "assigned only in `__init__` (line 4), whenever that returns; so the object was made without"
UNEXPLAINED = {
    "Box().count()": (
        MADE,
        "`Basket.__init__` in m.py, which `Box` extends, does not call `super(",
    ),
    "Cart.__new__(Cart).count()": (
        MADE,
        "no subclass is in question, for the object is a `Cart` itself",
        "in question: `copy`, `pickle`, `__new__` without `__init__`",
    ),
    "Eager()": ("the traceback passes `__init__` (line 3), so the object was still being made",),
    "class Mine(Cart):\n    def __init__(self): pass\nMine().count()": (
        MADE,
        "`Mine.__init__` in app.py does not call `super().__init__()`",
    ),
    "class Mine(Cart): pass\nMine.__new__(Mine).count()": (
        MADE,
        "in question: `copy`, `pickle`, `__new__` without `__init__`, or a subclass that does not",
    ),
}
OTHERS = {
    "another object": (
        (
            "class C:\n    def __init__(self):\n        self.__x = 1\n    def get(self):\n"
            "        return None.__x\n"
        ),
        "the object is a `NoneType`, not a `C`",
    ),
    "out of sight": (
        (
            "class C:\n    def get(self):\n        setattr(self, input.__name__, 1)\n"
            "        return self.__x\n"
        ),
        "it may be assigned out of sight: the class sets attributes by names that it computes",
    ),
}


@pytest.mark.parametrize("script", UNEXPLAINED)
def test_no_rule_explains_it(script: str, folder: Path, explain: Command) -> None:
    done = explain(raised(folder, f"from m import *\n{script}\n", {"m.py": CART}))
    assert done.status == 1
    assert "not explained by any of " in done.stdout
    assert "; looked at lines 1 to 10 of m.py:" in done.stdout
    assert "  - nothing deletes `__items`, nor `_Cart__items`\n" in done.stdout
    for said in UNEXPLAINED[script]:
        assert f"  - {said}" in done.stdout or f"; {said}" in done.stdout
    assert "Explained 0 of 1 error." in done.stdout


@pytest.mark.parametrize("kind", OTHERS)
def test_what_else_is_concluded(kind: str, folder: Path, explain: Command) -> None:
    code, said = OTHERS[kind]
    done = explain(raised(folder, "from m import C\nC().get()\n", {"m.py": code}))
    assert done.status == 1
    assert f"  - {said}" in done.stdout


SET_UP_LATER = {
    "assigned later": (
        "class C:\n    def open(self):\n        self.__x = 1\n    def get(self):\n"
        "        return self.__x\n"
    ),
    "assigned on some paths": (
        "class C:\n    def __init__(self, fast=False):\n        if fast:\n"
        "            self.__x = 1\n    def get(self):\n        return self.__x\n"
    ),
    "early return": (
        "class C:\n    def __init__(self, fast=False):\n        if not fast: return\n"
        "        self.__x = 1\n    def get(self):\n        return self.__x\n"
    ),
}


@pytest.mark.parametrize("kind", SET_UP_LATER)
def test_what_is_set_up_later_is_explained(kind: str, folder: Path, explain: Command) -> None:
    done = explain(raised(folder, "from m import C\nC().get()\n", {"m.py": SET_UP_LATER[kind]}))
    assert done.status == 0
    assert "MGL008" in done.stdout


def test_rule_that_predicts_no_error_explains_none(folder: Path, explain: Command) -> None:
    code = (
        "class C:\n    def __init__(self):\n        self.__x = 1\n"
        "    def stop(self):\n        del self.__x\n        self.__x = None\n"
    )
    raised(folder, "", {"m.py": code})
    done = explain("'C' object has no attribute '_C__x'")
    assert done.status == 1
    assert "MGL002" not in done.stdout
    assert "  - deleted in `stop` (line 5)" in done.stdout


def test_finding_that_does_not_tell_of_the_place(folder: Path, explain: Command) -> None:
    """What guards the read was set from outside."""
    code = (
        "class C:\n    def __init__(self):\n        self.__x, self.done = 1, False\n"
        "    def stop(self):\n        del self.__x\n        self.done = True\n"
        "    def get(self):\n        if not self.done:\n            return self.__x\n"
        "    def peek(self):\n        return self.__x\n"
    )
    script = "from m import C\nc = C()\nc.stop()\nc.done = False\nc.get()\n"
    done = explain(raised(folder, script, {"m.py": code}))
    assert done.status == 1
    told, _, others = done.stdout.partition("reported of the same attribute, but not for where")
    assert "MGL001" not in told
    assert "MGL001" in others
    assert "+        self.__x = None" not in done.stdout


def test_one_of_two_is_explained(folder: Path, explain: Command) -> None:
    raised(folder, "", {"player.py": BAD})
    done = explain(f"{PLAYER}\n'C' object has no attribute '_C__x'\n")
    assert done.status == 1
    assert "  not explained: no class that may mean it was found in the files" in done.stdout
    assert "Explained 1 of 2 errors." in done.stdout


def test_class_in_a_broken_file(folder: Path, explain: Command) -> None:
    raised(folder, "", {"player.py": f"{BAD}x y\n"})
    done = explain(PLAYER)
    assert done.status == 1
    assert "  cannot be analysed: player.py:15:" in done.stdout


# --- bad input ------------------------------------------------------------------------------------


@pytest.mark.parametrize("log", ["", "all is well\n", "AttributeError: 'C' has no attribute 'x'\n"])
def test_nothing_to_explain(log: str, folder: Path, explain: Command) -> None:
    done = explain(log)
    assert (done.status, done.stdout) == (1, "")
    assert done.stderr == "no AttributeError on a mangled name in standard input\n"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["--file", "gone.log"], "gone.log cannot be read: No such file or directory"),
        (["--file", "."], ". cannot be read: Is a directory"),
        (["--file", "a.gz"], "a.gz is compressed (gzip); decompress it first"),
        (["gone.py"], "gone.py: there is no such file or folder"),
        ([".", "--package", "x"], "give either paths or --package, not both"),
        (["--package", "no-such-thing"], "no package named 'no-such-thing' is installed"),
        (["--python", "no-such-python"], "no-such-python is not a Python interpreter that works"),
    ],
)
def test_what_cannot_be_done(
    arguments: list[str], error: str, folder: Path, explain: Command
) -> None:
    (folder / "a.gz").write_bytes(gzip.compress(PLAYER.encode()))
    done = explain(PLAYER, *arguments)
    assert (done.status, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"error: {error}")


def test_bytes_of_any_kind(folder: Path, explain: Command) -> None:
    raised(folder, "", {"player.py": BAD})
    junk = bytes(range(256)) * 40 + b'\n{"a": "\\ud800 \\u0000'
    assert explain(junk + b"\n" + PLAYER.encode() + b"\n" + junk).status == 0
    assert explain(f'  File "\0", line 3, in x\nAttributeError: {PLAYER}\n').status == 0
    assert explain(f'  File "{"a" * 9000}", line 3\nAttributeError: {PLAYER}\n').status == 0
    assert explain("'" + "x" * 3_000_000 + PLAYER).status == 0
