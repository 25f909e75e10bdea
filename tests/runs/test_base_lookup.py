"""Base classes in other files: where they are looked for, and what is said of a class then."""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from mangle_lint.runs.base_lookup import SourceLookup

from ..conftest import Command

BASE = "class Base: pass\n"
READING = "\nclass C({base}):\n    def f(self): return self.__x\n"
"""A class that reads what nothing assigns: how sure that is depends on its base."""

Files = Mapping[str, str]


def write(folder: Path, files: Files) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def reading(imports: str, base: str) -> str:
    return imports + READING.format(base=base)


class Report:
    """What `check` finds in a class `C`, in a list for each rule."""

    def __init__(self, mangle_lint: Command) -> None:
        self.run = mangle_lint

    def found(self, *arguments: str | Path) -> list[dict[str, Any]]:
        done = self.run("check", "--output-format=json", *arguments)
        assert done.status in (0, 1), done.stderr
        found: list[dict[str, Any]] = json.loads(done.stdout)
        return found

    def one(self, *arguments: str | Path) -> tuple[str, list[str]]:
        """The confidence of the only finding, and its notes."""
        [finding] = self.found(*arguments)
        return finding["confidence"], finding["notes"]

    def why(self, place: str) -> str:
        return self.run("check", f"--explain-silence={place}").stdout


@pytest.fixture
def report(mangle_lint: Command) -> Report:
    return Report(mangle_lint)


FOUND: dict[str, tuple[str, str, str, Files]] = {
    # the file with the class, its imports, the base, the other files
    "beside it": ("c.py", "from m import Base", "Base", {"m.py": BASE}),
    "beside it, as a module": ("c.py", "import m", "m.Base", {"m.py": BASE}),
    "under another name": ("c.py", "from m import Base as B", "B", {"m.py": BASE}),
    "relative": (
        "p/c.py", "from .m import Base", "Base", {"p/__init__.py": "", "p/m.py": BASE}
    ),
    "a relative module": (
        "p/c.py", "from . import m", "m.Base", {"p/__init__.py": "", "p/m.py": BASE}
    ),
    "relative without a package": ("p/c.py", "from . import m", "m.Base", {"p/m.py": BASE}),
    "from the package itself": ("p/c.py", "from . import Base", "Base", {"p/__init__.py": BASE}),
    "from the package above": (
        "p/q/c.py", "from .. import m", "m.Base",
        {"p/__init__.py": "", "p/q/__init__.py": "", "p/m.py": BASE},
    ),
    "from a package beside": (
        "p/q/c.py", "from ..r.m import Base", "Base",
        {"p/__init__.py": "", "p/q/__init__.py": "", "p/r/__init__.py": "", "p/r/m.py": BASE},
    ),
    "the own package by its name": (
        "p/q/c.py", "from p.m import Base", "Base",
        {"p/__init__.py": "", "p/q/__init__.py": "", "p/m.py": BASE},
    ),
    "a module of a package, renamed": (
        "c.py", "import a.b as c", "c.Base", {"a/__init__.py": "", "a/b.py": BASE}
    ),
    "a module of a package": ("c.py", "import a.b", "a.b.Base", {"a/b.py": BASE}),
    "handed on by the package": (
        "c.py", "from p import Base", "Base",
        {"p/__init__.py": "from .m import Base", "p/m.py": BASE},
    ),
    "handed on by two packages": (
        "c.py", "import p", "p.Base",
        {"p/__init__.py": "from .q import *", "p/q/__init__.py": "from .m import Base as Base",
         "p/q/m.py": BASE},
    ),
    "a star": ("c.py", "from m import *", "Base", {"m.py": BASE}),
    "the folder src": (
        "tests/c.py", "from p.m import Base", "Base",
        {"pyproject.toml": "", "src/p/__init__.py": "", "src/p/m.py": BASE},
    ),
    "the top of the project": (
        "tests/deep/c.py", "from p.m import Base", "Base",
        {"setup.cfg": "", "p/__init__.py": "", "p/m.py": BASE},
    ),
    "a namespace package": (
        "ns/a/c.py", "from ns.b.m import Base", "Base", {"pyproject.toml": "", "ns/b/m.py": BASE}
    ),
    "a package far below the top": (
        "services/app/p/q/c.py", "from p.m import Base", "Base",
        {"pyproject.toml": "", "services/app/p/__init__.py": "", "services/app/p/m.py": BASE,
         "services/app/p/q/__init__.py": ""},
    ),
    "in try": (
        "c.py", "try:\n    from m import Base\nexcept ImportError:\n    Base = object", "Base",
        {"m.py": BASE},
    ),
    "for type checkers": (
        "c.py", "if TYPE_CHECKING:\n    from m import Base\nelse:\n    Base = get()", "Base",
        {"m.py": BASE},
    ),
    "imports in a circle": (
        "p/c.py", "from p.m import Base", "Base",
        {"p/__init__.py": "from .c import C", "p/m.py": f"from p import c\n{BASE}"},
    ),
    "in another encoding": (
        "c.py", "from m import Base", "Base", {"m.py": f"# coding: utf-8\nx = 'é'\n{BASE}"}
    ),
    "a thread": ("c.py", "import threading", "threading.Thread", {}),
    "an enumeration": ("c.py", "from enum import Enum", "Enum", {}),
    "an abstract class": ("c.py", "from abc import ABC", "ABC", {}),
    "an abstract collection": ("c.py", "from collections.abc import Mapping", "Mapping", {}),
    "a generic class": ("c.py", "import typing as t", "t.Generic[t.T]", {}),
    "a test": ("c.py", "import unittest", "unittest.TestCase", {}),
    "a module of the same name as the file": (
        "p/enum.py", "from enum import Enum", "Enum", {"p/__init__.py": ""}
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FOUND)
def test_found(case: str, folder: Path, report: Report) -> None:
    """A base that is in sight and adds nothing: the finding is sure."""
    path, imports, base, files = FOUND[case]
    write(folder, {**files, path: reading(imports, base)})
    assert report.one(path) == ("high", [])


UNSEEN: dict[str, tuple[str, str, Files]] = {
    "not installed": ("from nowhere_at_all import Base", "Base", {}),
    "C code": ("import _io", "_io.BytesIO", {}),
    "C code that is handed on": ("from collections import deque", "deque", {}),
    "an extension": ("from fast import Base", "Base", {"fast.abi3.so": "", "fast.pyd": ""}),
    "compiled": ("from m import Base", "Base", {"m.pyc": "", "__pycache__/m.pyc": ""}),
    "a stub": ("from m import Base", "Base", {"m.pyi": BASE}),
    "a syntax error": ("from m import Base", "Base", {"m.py": f"{BASE}def ("}),
    "Python 2": ("from m import Base", "Base", {"m.py": f"{BASE}print 'x'\n"}),
    "unknown encoding": ("from m import Base", "Base", {"m.py": f"# coding: martian\n{BASE}"}),
    "a null byte": ("from m import Base", "Base", {"m.py": f"{BASE}\0"}),
    "no class": ("from m import Base", "Base", {"m.py": "Base = make()\n"}),
    "above all folders": (f"from {'.' * 99} import m", "m.Base", {"m.py": BASE}),
    "nothing above all folders": (f"from {'.' * 99} import Base", "Base", {}),
    "a long name": (f"from {'m' * 999} import Base", "Base", {}),
    "a folder named like a file": ("from m import Base", "Base", {"m.py/x": ""}),
    "made at run time": ("", "make()", {}),
}


@pytest.mark.parametrize("case", UNSEEN)
def test_unseen(case: str, folder: Path, report: Report) -> None:
    """A base that nobody can look into: it might have the attribute, and that is said."""
    imports, base, files = UNSEEN[case]
    write(folder, {**files, "c.py": reading(imports, base)})
    confidence, notes = report.one("c.py")
    name = "a computed base class" if base == "make()" else f"`{base}`"
    assert (confidence, notes) == ("medium", [f"not seen: {name}, which might answer for it"])


def test_unseen_above_one_that_is_found(folder: Path, report: Report) -> None:
    text = "from gone import Root, Other\nclass Base(Root, Other): pass"
    write(folder, {"m.py": text, "c.py": reading("from m import Base", "Base")})
    notes = ["not seen: `Root` and `Other`, which might answer for it"]
    assert report.one("c.py") == ("medium", notes)


ANSWERING = {
    "__getattr__": (
        "class Base:\n    def __getattr__(self, name): return 1\n",
        "base `Base`: the class defines __getattr__",
    ),
    "far above": (
        "class Root:\n    def __getattribute__(self, name): return 1\nclass Base(Root): pass\n",
        "base `Root`: the class defines __getattribute__",
    ),
    "setattr": (
        "class Base:\n    def __init__(self, **k):\n        for n in k: setattr(self, n, k[n])\n",
        "base `Base`: the class sets attributes by names that it computes",
    ),
    "a metaclass": (
        "class Base(metaclass=Meta): pass\n",
        "base `Base`: the metaclass may add attributes",
    ),
}


@pytest.mark.parametrize("case", ANSWERING)
def test_a_base_that_answers(case: str, folder: Path, report: Report) -> None:
    text, why = ANSWERING[case]
    write(folder, {"m.py": text, "c.py": reading("from m import Base", "Base")})
    assert report.found("c.py") == []
    assert f"_C__x is not reported: {why}" in report.why("c.py:3")


def test_a_base_of_the_same_name(folder: Path, report: Report) -> None:
    """It shares the mangled names; underscores in front do not count."""
    for name in ("C", "_C", "__C"):
        text = f"class {name}:\n    def __init__(self): self.__x = 1\n"
        write(folder, {"m.py": text, "c.py": reading("import m", f"m.{name}")})
        assert report.found("c.py") == []
        why = f"base `{name}` of the same name assigns it"
        assert f"_C__x is not reported: {why}" in report.why("c.py:3")
        write(folder, {"m.py": text.replace("__x", "__y")})
        assert report.one("c.py") == ("high", [])


def test_a_base_of_the_same_name_that_is_not_found(folder: Path, report: Report) -> None:
    write(folder, {"c.py": reading("import gone", "gone._C")})
    assert report.found("c.py") == []
    assert "shares the mangled names, for its name is the same" in report.why("c.py:3")


EARLY = """
class C({base}):
    def __init__(self):
        super().__init__()
        print(self.__x)
        self.__x = 1
"""


@pytest.mark.parametrize(
    ("imports", "base", "confidences"),
    [
        ("from m import C", "C", []),
        ("import m", "m.C", []),
        ("from gone import C", "C", []),
        ("import gone", "gone._C", []),
        ("from m import D", "D", ["high"]),
        ("from m import E", "E", []),
    ],
)
def test_early_reads(
    imports: str, base: str, confidences: list[str], folder: Path, report: Report
) -> None:
    """MGL007 is silent where a base class may have assigned the attribute, or answers for it."""
    text = "class C:\n    def __init__(self): self.__x = 1\nclass D: pass\n"
    write(folder, {"m.py": f"{text}class E:\n    def __getattr__(self, name): return 1\n"})
    write(folder, {"c.py": imports + EARLY.format(base=base)})
    findings = report.found("c.py", "--select=MGL007")
    assert [finding["confidence"] for finding in findings] == confidences


DELETING = """
class C(Base):
    def __init__(self): self.__x = 1
    def close(self): del self.__x
    def f(self): return self.__x
"""


@pytest.mark.parametrize(
    ("base", "found", "why"),
    [
        (BASE, ["medium"], ""),
        (
            "class Base:\n    def __getattr__(self, name): return 1\n",
            [],
            "base `Base` defines __getattr__, which may answer for it",
        ),
        (
            "class Root:\n    def __getattribute__(self, name): return 1\nclass Base(Root): pass\n",
            [],
            "base `Root` defines __getattribute__, which may answer for it",
        ),
        (
            "class C:\n    __x = 1\nclass Base(C): pass\n",
            [],
            "base `C` has a value of that name: the read falls back to it",
        ),
    ],
)
def test_deletions(base: str, found: list[str], why: str, folder: Path, report: Report) -> None:
    """MGL001 is silent where a base class answers for what is missing."""
    write(folder, {"m.py": base, "c.py": f"from m import Base\n{DELETING}"})
    findings = report.found("c.py", "--select=MGL001")
    assert [finding["confidence"] for finding in findings] == found
    assert why in report.why("c.py:5")


HOOK = "class Base:\n    def run(self): self.__step()\n    def __step(self): {body}\n"
HOOKED = "class C(Base):\n    def __step(self): return 1\n{more}"
CALL = "    def f(self): return self.__step()\n"


@pytest.mark.parametrize(
    ("body", "more", "confidences"),
    [
        ("raise NotImplementedError", "", ["high"]),
        ("raise NotImplementedError", CALL, []),
        ("pass", "", ["high"]),
        ("return work()", "", ["medium"]),
        ("return work()", CALL, []),
    ],
)
def test_hooks(body: str, more: str, confidences: list[str], folder: Path, report: Report) -> None:
    """MGL010 looks for the hook in bases of other files, if the class does not use its own."""
    text = "from m import Base\n" + HOOKED.format(more=more)
    write(folder, {"m.py": HOOK.format(body=body), "c.py": text})
    for options in ([], ["--no-prefilter"]):
        findings = report.found("c.py", "--select=MGL010", *options)
        assert [finding["confidence"] for finding in findings] == confidences


def test_a_hook_of_a_base_that_is_not_found(folder: Path, report: Report) -> None:
    write(folder, {"c.py": "from gone import Base\n" + HOOKED.format(more="")})
    assert report.found("c.py", "--select=MGL010") == []


PROJECT = {
    "pyproject.toml": "",
    "src/p/__init__.py": "from .base import Base\n",
    "src/p/base.py": BASE,
    "src/p/a.py": reading("from p import Base", "Base"),
    "src/p/b.py": reading("from gone import Lost", "Lost"),
    "src/p/sub/__init__.py": "",
    "src/p/sub/c.py": reading("from .. import a", "a.C").replace("class C", "class D"),
    "tests/t.py": reading("from p.a import C as X", "X"),
}


def test_how_it_is_run_makes_no_difference(tmp_path: Path, mangle_lint_process: Command) -> None:
    """The same is found from anywhere, in any company, and by any number of workers."""
    write(tmp_path, PROJECT)
    write(tmp_path / "elsewhere", {"p/__init__.py": "class Base(Gone): pass\n", "p/base.py": ""})

    def found(*arguments: str | Path, cwd: Path = tmp_path) -> list[tuple[str, int, str, str]]:
        done = mangle_lint_process("check", "--output-format=json", *arguments, cwd=cwd)
        assert not done.stderr
        return [
            (
                (cwd / finding["filename"]).resolve().relative_to(tmp_path).as_posix(),
                finding["location"]["row"],
                finding["confidence"],
                " ".join(finding["notes"]),
            )
            for finding in json.loads(done.stdout)
        ]

    everything = found(tmp_path)
    assert [(path, confidence) for path, _, confidence, _ in everything] == [
        ("src/p/a.py", "high"),
        ("src/p/b.py", "medium"),
        ("src/p/sub/c.py", "high"),
        ("tests/t.py", "high"),
    ]
    assert found(".") == found("src", "tests") == found("--jobs=3", ".") == everything
    assert found(tmp_path, cwd=tmp_path / "elsewhere") == everything
    assert found("p", cwd=tmp_path / "src") == everything[:3]
    assert found("../src", cwd=tmp_path / "elsewhere") == everything[:3]
    for finding in everything:
        assert found(finding[0]) == [finding]
        assert found(Path(finding[0]).name, cwd=(tmp_path / finding[0]).parent) == [finding]


def test_standard_input(tmp_path: Path, mangle_lint_process: Command) -> None:
    """It stands where --stdin-filename says."""
    write(tmp_path, PROJECT)
    arguments = ("check", "--output-format=json", "-")
    data = PROJECT["src/p/a.py"].encode()
    done = mangle_lint_process(*arguments, "--stdin-filename=src/p/new.py", stdin=data)
    assert [finding["confidence"] for finding in json.loads(done.stdout)] == ["high"]
    done = mangle_lint_process(*arguments, stdin=data)
    assert [finding["confidence"] for finding in json.loads(done.stdout)] == ["high"]
    done = mangle_lint_process(*arguments, stdin=data, cwd=tmp_path / "src")
    assert [finding["confidence"] for finding in json.loads(done.stdout)] == ["high"]


def test_the_environment(folder: Path, tmp_path: Path) -> None:
    """An installed module is found, behind those of the project; relative folders are none."""
    write(tmp_path / "site", {"lib/__init__.py": BASE, "m.py": BASE})
    write(folder, {"m.py": ""})
    lookup = SourceLookup([str(tmp_path / "site"), "", "here", str(tmp_path / "gone")])
    found = lookup.module("lib", str(folder / "c.py"))
    assert found is not None
    assert Path(found.path) == tmp_path / "site" / "lib" / "__init__.py"
    own = lookup.module("m", "c.py")
    assert own is not None
    assert Path(own.path) == folder / "m.py"
    assert SourceLookup([]).module("threading", "c.py") is None
    assert SourceLookup().module("threading", "c.py") is not None


def test_what_was_found_is_kept(folder: Path) -> None:
    """A file is read once in a run; a copy for another process reads for itself."""
    write(folder, {"m.py": BASE})
    lookup = SourceLookup([])
    found = lookup.module("m", "c.py")
    (folder / "m.py").unlink()
    assert found is not None
    assert lookup.module("m", "d.py") is found
    copied = pickle.loads(pickle.dumps(lookup))
    assert copied.module("m", "c.py") is None


def test_files_that_are_too_big(folder: Path) -> None:
    write(folder, {"m.py": BASE + "#" * 5_000_000})
    assert SourceLookup([]).module("m", "c.py") is None


def interpreters() -> list[Path]:
    """Another Python, if there is one."""
    folder = Path.home() / ".pyenv" / "versions"
    running = ".".join(map(str, sys.version_info[:2]))
    found = sorted(folder.glob("3.*/bin/python"))
    others = [path for path in found if not path.parts[-3].startswith(running)]
    return others[-1:]


@pytest.mark.parametrize("python", interpreters(), ids=lambda path: path.parts[-3])
def test_another_interpreter(python: Path, folder: Path, report: Report) -> None:
    """With --python its library counts, and not that of the running one."""
    text = reading("import threading", "threading.Thread") + reading("import click", "click.Group")
    write(folder, {"c.py": text.replace("class C(click", "class D(click")})
    confidences = {f["class"]: f["confidence"] for f in report.found("c.py", f"--python={python}")}
    assert confidences == {"C": "high", "D": "medium"}
    confidences = {f["class"]: f["confidence"] for f in report.found("c.py")}
    assert confidences["C"] == "high"
