"""`X | None` or Optional[X]: what the file writes, what its Pythons and type checkers take."""

from __future__ import annotations

import pytest

from mangle_lint.engine.widening import widen
from tests.harness import PATH

from .test_widen import NEW, OLD, in_class, in_method

FUTURE = "from __future__ import annotations\n\n\n"
OPTIONAL = "from typing import Optional\n\n\n"
USES_OPTIONAL = f"{OPTIONAL}def f(a: Optional[int]) -> None: ...\n\n\n"
USES_PIPE = "def f(a: int | None) -> None: ...\n\n\n"
EITHER = f"{USES_OPTIONAL}{USES_PIPE}"

ATTRIBUTE, LEVEL = "self.__x: Pump", "__x: Pump"
QUOTED, COMMENT = "__x: 'Pump'", "self.__x = p  # type: Pump"

PIPE, OPT = "Pump | None", "Optional["

STYLES = [
    # top, declaration, oldest Python, what it becomes
    *(("", line, NEW, PIPE) for line in (ATTRIBUTE, LEVEL, QUOTED, COMMENT)),
    # nothing evaluates annotations of attributes, in functions; type checkers may still object
    ("", ATTRIBUTE, None, PIPE),
    ("", ATTRIBUTE, OLD, OPT),
    ("", LEVEL, None, OPT),
    ("", LEVEL, OLD, OPT),
    *(("", line, oldest, PIPE) for line in (QUOTED, COMMENT) for oldest in (None, OLD)),
    *((FUTURE, line, oldest, PIPE) for line in (ATTRIBUTE, LEVEL) for oldest in (None, OLD)),
    # what the file writes
    *(
        (USES_OPTIONAL, line, oldest, OPT)
        for line in (ATTRIBUTE, LEVEL, QUOTED, COMMENT)
        for oldest in (None, OLD, NEW)
    ),
    *(
        (USES_PIPE, line, oldest, PIPE)
        for line in (ATTRIBUTE, LEVEL, QUOTED, COMMENT)
        for oldest in (None, OLD, NEW)
    ),
    (EITHER, ATTRIBUTE, NEW, PIPE),
    (EITHER + USES_OPTIONAL[len(OPTIONAL) :], ATTRIBUTE, NEW, OPT),
    # … but only where it runs: what is written here is not evaluated
    ("def f(a: 'int | None') -> None: ...\n\n\n", LEVEL, None, OPT),
    ("def f() -> None:\n    a: int | None\n\n\n", LEVEL, None, OPT),
    ("def f() -> None:\n    a: int | None\n\n\n", ATTRIBUTE, OLD, PIPE),
    ("if TYPE_CHECKING:\n    A = int | None\n\n\n", LEVEL, OLD, OPT),
    ("if sys.version_info >= (3, 10):\n    A = int | None\n\n\n", LEVEL, OLD, OPT),
    ("a = 1  # type: int | None\n\n\n", LEVEL, None, OPT),
    (f"{FUTURE}{USES_OPTIONAL[len(OPTIONAL):]}", LEVEL, None, OPT),
    # words in texts and comments say nothing
    ("# int | None, A | None\nx = 'Optional[int]'  # Optional[int]\n\n\n", LEVEL, None, OPT),
    ("# Optional[int]\nx = 'Optional[int]'\n\n\n", LEVEL, NEW, PIPE),
    # a file with newer syntax runs on nothing older
    ("match x:\n    case 1: pass\n\n\n", LEVEL, None, PIPE),
    ("try: pass\nexcept* ValueError: pass\n\n\n", LEVEL, None, PIPE),
    ("type A = int\n\n\n", LEVEL, None, PIPE),
    ("def f[T](a: T) -> T: ...\n\n\n", ATTRIBUTE, OLD, PIPE),
    ("isinstance(x, int | None)\n\n\n", LEVEL, None, PIPE),
    # names for which `|` is not defined at run time
    ("import threading\n\n\n", "__x: threading.Lock", NEW, "Optional[threading.Lock]"),
    ("from threading import RLock as L\n\n\n", "__x: L", NEW, "Optional[L]"),
    ("import threading\n\n\n", "self.__x: threading.Lock", NEW, "threading.Lock | None"),
    (f"{FUTURE}import threading\n\n\n", "__x: threading.Lock", None, "threading.Lock | None"),
    ("P = 'Pump'\n\n\n", "__x: P", NEW, "Optional[P]"),
    ("try: from p import P\nexcept ImportError: P = None\n\n\n", "__x: P", NEW, "Optional[P]"),
    ("P = int\n\n\n", "__x: P", NEW, "P | None"),
]  # fmt: skip


@pytest.mark.parametrize(("top", "line", "oldest", "expected"), STYLES)
def test_style(top: str, line: str, oldest: tuple[int, int] | None, expected: str) -> None:
    frame = in_method if "self" in line else in_class
    result = widen(frame(line, top).encode(), PATH, oldest)
    assert result.failure is None
    assert not result.refusals
    after = result.after.decode()
    declared = [text for text in after.splitlines() if "__x:" in text or "__x = p" in text]
    assert [expected in text for text in declared] == [True]
    assert after.count("import Optional") == (OPT in expected or "import Optional" in top)
    assert widen(result.after, PATH, oldest).after == result.after


def test_one_style_a_file() -> None:
    """Where one declaration takes no `|`, none gets it."""
    before = in_class("__x: Pump\n    __y: 'Pump'").replace("__x = None", "__x = self.__y = None")
    after = widen(before.encode(), PATH).after.decode()
    assert "__x: Optional[Pump]\n    __y: Optional['Pump']\n" in after


def test_unions_stay_unions_beside_it() -> None:
    """Optional[X] for one, one member more for the others: no `|` comes in."""
    declared = "__x: {}\n    __y: 'Union[Pump, {}]'\n    __z: Union[Pump, {}]\n    __w: 'Pump | {}'"
    assignment = "__x = self.__y = self.__z = self.__w = None"
    before = in_class(declared.format("Pump", "int", "int", "int"), USES_OPTIONAL)
    after = widen(before.replace("__x = None", assignment).encode(), PATH).after.decode()
    new = declared.format("Optional[Pump]", "int, None", "int, None", "int | None")
    assert after == in_class(new, USES_OPTIONAL).replace("__x = None", assignment)
