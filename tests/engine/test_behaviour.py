"""Small classes, run before and after the fix: every sequence of public calls, up to three.

Calls that worked show the same. Calls that raised AttributeError on the private name do not any
more, where the fix is complete; where it is not, what they raise on None was announced.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import product
from pathlib import Path

import pytest

from mangle_lint.engine import fix
from mangle_lint.findings import Finding, FixResult, PlaceRole
from mangle_lint.options import Options
from tests.conftest import ROOT
from tests.fixing import test_rows

from .lives import Endless, Seen, classes, life, public

LONGEST = 3
MOST_NAMES = 8
# those of other rules have no deletions to fix
CASES = [path for path in sorted((ROOT / "tests" / "cases").glob("*.py")) if path.stem.islower()]

CLASSES = {
    "called": """\
class C:
    def __init__(self):
        self.__x = lambda: 1
    def use(self):
        return self.__x()
    def close(self):
        del self.__x
""",
    "subscripted": """\
class C:
    def __init__(self):
        self.__x = [1]
    def use(self):
        return self.__x[0]
    def put(self):
        self.__x[0] = 2
    def close(self):
        del self.__x
""",
    "added to": """\
class C:
    def __init__(self):
        self.__x = 1
    def use(self):
        self.__x += 1
        return self.__x
    def close(self):
        del self.__x
""",
    "iterated": """\
class C:
    def __init__(self):
        self.__x = [1]
    def use(self):
        return [x for x in self.__x]
    def length(self):
        return len(self.__x)
    def close(self):
        del self.__x
""",
    "attribute of it": """\
class C:
    def __init__(self):
        self.__x = 1j
    def use(self):
        return self.__x.real
    def close(self):
        del self.__x
""",
    "tested": """\
class C:
    def __init__(self):
        self.__x = [1]
    def use(self):
        if self.__x:
            return self.__x[0]
        return None
    def is_open(self):
        return self.__x is not None
    def close(self):
        if self.__x:
            print("bye")
        del self.__x
""",
    "opened again": """\
class C:
    def __init__(self):
        self.__x = None
    def open(self):
        if self.__x is None:
            self.__x = [1]
        return self.__x
    def close(self):
        if self.__x is not None:
            del self.__x
""",
    "zero": """\
class C:
    def __init__(self):
        self.__x = 0
    def up(self):
        self.__x = 1
    def use(self):
        return self.__x
    def close(self):
        if self.__x:
            del self.__x
""",
    "empty list": """\
class C:
    def __init__(self):
        self.__x = []
    def put(self):
        self.__x.append(1)
    def use(self):
        return self.__x
    def close(self):
        if self.__x:
            del self.__x
""",
    "maybe missing from the start": """\
class C:
    def open(self):
        self.__x = [1]
    def use(self):
        return self.__x
    def close(self):
        if hasattr(self, "_C__x"):
            del self.__x
""",
    "closed twice": """\
class C:
    def __init__(self):
        self.__x = [1]
    def use(self):
        return bool(self.__x)
    def close(self):
        try:
            del self.__x
        except AttributeError:
            pass
""",
    "closed twice, and says so": """\
class C:
    def __init__(self):
        self.__x = [1]
    def use(self):
        return bool(self.__x)
    def close(self):
        try:
            del self.__x
        except AttributeError:
            print("closed twice")
""",
    "half of it in the try": """\
from contextlib import suppress
class C:
    def __init__(self):
        self.__x = [1]
    def use(self):
        return bool(self.__x)
    def close(self):
        with suppress(AttributeError):
            del self.__x
            print("closed")
""",
    "tested by name": """\
class C:
    def __init__(self):
        self.__x = [1]
    def use(self):
        return bool(self.__x)
    def is_open(self):
        return hasattr(self, "_C__x")
    def is_closed(self):
        return not hasattr(self, "_C__x")
    def same(self):
        return hasattr(self, "_C__x") == True
    def word(self):
        return "open" if "_C__x" in self.__dict__ else "closed"
    def close(self):
        del self.__x
""",
    "tested by name before it is there": """\
class C:
    def open(self):
        self.__x = [1]
    def use(self):
        return bool(self.__x)
    def is_open(self):
        return hasattr(self, "_C__x")
    def is_closed(self):
        return not hasattr(self, "_C__x")
    def word(self):
        return "closed" if "_C__x" not in vars(self) else "open"
    def close(self):
        del self.__x
""",
    "cached": """\
class C:
    def get(self):
        try:
            return self.__x
        except AttributeError:
            print("computing")
            self.__x = 1
        return self.__x
    def use(self):
        return self.__x
    def forget(self):
        del self.__x
""",
    "several": """\
class C:
    def __init__(self):
        self.__x, self.__y, self.z = 1, 2, 3
    def use(self):
        return self.__x, self.__y
    def rest(self):
        return self.z
    def close(self):
        del self.__x, (self.z, self.__y)
""",
    "in a loop": """\
class C:
    def __init__(self):
        self.__x = 1
    def use(self):
        return self.__x
    def close(self):
        for _ in range(2):
            if self.__x:
                print("closing")
                del self.__x
                break
""",
}


def check(source: str, options: Options) -> Counter[str]:
    """Hold all lives of all classes of a file against each other; what was seen, counted."""
    result = fix(source.encode(), "m.py", options)
    assert result.failure is None
    seen: Counter[str] = Counter(fixed=len(result.fixed))
    if not result.changed:
        return seen
    before, after = classes(source), classes(result.after.decode())
    assert before.keys() == after.keys()
    for name, cls in before.items():
        for used in product(public(cls)[:MOST_NAMES], repeat=LONGEST):
            try:
                lives = [*zip(life(cls, used), life(after[name], used), strict=False)]
            except Endless:
                seen["endless"] += 1
                continue
            for (old, new), use in zip(lives, ("__init__", *used), strict=False):
                told = f"{name}: {used}, at {use}: {old} became {new}\n{result.after.decode()}"
                if old.error.startswith("NameError") or _lacked(old, result.left):
                    break  # nothing can be said: the case is not complete, or not all is fixed
                lacked = _lacked(old, result.fixed)
                if lacked is None or (lacked not in old.lost and old.is_like(new)):
                    assert old.is_like(new), told
                    seen["alike"] += 1
                    continue
                assert _lacked(new, result.fixed) is None, told
                assert "NoneType" not in new.error or _is_announced(new, result), told
                seen["announced" if new.error else "cured"] += 1
                break
    return seen


def _lacked(seen: Seen, findings: Iterable[Finding]) -> str | None:
    """The attribute that was missing, where it is one whose deletion is among `findings`."""
    if not seen.error.startswith(("AttributeError: ", "KeyError: ")):
        return None
    names = {finding.attribute for finding in findings}
    return next((name for name in names if re.search(rf"\b{name}\b", seen.error)), None)


def _is_announced(seen: Seen, result: FixResult) -> bool:
    """Whether it was said that None would be met there, or that the deletion raises twice."""
    for finding in result.fixed:
        for meeting in finding.places(PlaceRole.NONE):
            is_there = meeting.method.rpartition(".")[2] == seen.raised_in
            if is_there and meeting.label != "None is passed on":
                return True
        if finding.method.rpartition(".")[2] == seen.raised_in:
            return True
    return False


MODES = {"safe": Options(), "unsafe": Options(unsafe_fixes=True)}


@pytest.mark.parametrize("options", MODES.values(), ids=MODES)
@pytest.mark.parametrize("source", CLASSES.values(), ids=CLASSES)
def test_class(source: str, options: Options) -> None:
    seen = check(source, options)
    assert not seen["fixed"] or seen["cured"] + seen["announced"], seen


@pytest.mark.parametrize("path", test_rows.ROWS, ids=lambda path: str(path.stem))
def test_row(path: Path) -> None:
    row = test_rows.read(path)
    check(row.before, row.options)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of a `__del__`
@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.stem))
def test_case(path: Path) -> None:
    check(path.read_text(encoding="utf-8"), Options())
