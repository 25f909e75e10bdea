"""What widening is for: mypy takes the fixed file, and every Python that it is for runs it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from mangle_lint.engine import fix
from mangle_lint.engine.widening import widen
from mangle_lint.options import Options
from tests.conftest import run_process
from tests.harness import PATH

FRAME = """\
{top}class Pump:
    def run(self) -> None: ...


class C:
    size: int
    {level}

    def __init__(self, pump: Pump) -> None:
        self.size = 1
        {line}

    def stop(self) -> None:
        del self.__x

    def use(self) -> object:
        return self.__x


C(Pump()).stop()
"""

TYPING = (
    "import typing as t\nfrom typing import Annotated, Callable, ClassVar, List, Type, Union\n\n\n"
)
TOPS = {
    "plain": "",
    "typing": TYPING.replace("Annotated, ", ""),
    "future": "from __future__ import annotations\n\n\n",
    "Optional": "from typing import Optional\n\n\nV = Optional[int]\n\n\n",
    "module": "import typing as t\n\n\nV = t.Optional[int]\n\n\n",
    "threading": "import threading\n\n\n",
}

LINES = [
    # top, class level, in __init__
    *(
        (top, level, line)
        for top in ("plain", "future", "Optional", "module")
        for level, line in [
            ("", "self.__x: Pump = pump"),
            ("", "self.__x: Pump\n        self.__x = pump"),
            ("", 'self.__x: "Pump" = pump'),
            ("", "self.__x = pump  # type: Pump"),
            ("", "self.__x, self.__y = pump, 1  # type: Pump, int"),
            ("", "self.__x: (  # which\n            Pump\n        ) = pump"),
            ("__x: Pump", "self.__x = pump"),
            ("__x: 'Pump'", "self.__x = pump"),
        ]
    ),
    ("typing", "__x: Union[Pump, int]", "self.__x = pump"),
    ("typing", "__x: Union[\n        Pump,  # one\n        int,\n    ]", "self.__x = pump"),
    ("typing", "__x: List['Pump']", "self.__x = [pump]"),
    ("typing", "__x: Callable[[], None]", "self.__x = pump.run"),
    ("typing", "__x: Type['C']", "self.__x = C"),
    ("typing", "__x: 'Union[Pump, int]'", "self.__x = pump"),
    ("typing", "", "self.__x: t.Union['Pump', int] = pump"),
    ("threading", "__x: threading.Lock", "self.__x = threading.Lock()"),
]

OLDEST: list[tuple[int, int] | None] = [(3, 8), (3, 10), None]


def before(top: str, level: str, line: str) -> bytes:
    text = FRAME.format(top=TOPS[top], level=level, line=line)
    return text.replace("    \n", "", 1).encode() if not level else text.encode()


def fixed(data: bytes) -> bytes:
    """The deletion has become an assignment; the types have not kept up."""
    result = fix(data, PATH, Options(unsafe_fixes=True))
    assert len(result.fixed) == 1
    return result.after


def widened(data: bytes, oldest: tuple[int, int] | None) -> bytes:
    result = widen(data, PATH, oldest)
    assert result.failure is None
    assert result.changed
    return result.after


ERROR = re.compile(r"(\w+)\.py:(\d+): error: (.*)")


def test_mypy_has_no_new_error(tmp_path: Path) -> None:
    files: dict[str, bytes] = {}
    for number, case in enumerate(LINES):
        files[f"before{number}"] = data = before(*case)
        files[f"fixed{number}"] = fixed(data)
        for index, oldest in enumerate(OLDEST):
            files[f"widened{number}x{index}"] = widened(fixed(data), oldest)
    for name, data in files.items():
        (tmp_path / f"{name}.py").write_bytes(data)
    done = run_process(
        sys.executable, "-m", "mypy", "--strict", "--cache-dir", tmp_path / "cache",
        "--config-file=", "--no-pretty", "--no-error-summary", ".", cwd=tmp_path, timeout=240,
    )  # fmt: skip
    errors = {name: Counter[str]() for name in files}
    places: dict[str, set[int]] = {name: set() for name in files}
    for name, line, message in ERROR.findall(done.stdout):
        errors[name][message] += 1
        places[name].add(int(line))
    for number, case in enumerate(LINES):
        assert not errors[f"before{number}"], case
        at = fixed(before(*case)).decode().splitlines().index("        self.__x = None") + 1
        assert places[f"fixed{number}"] == {at}, case  # so the test can fail
        for index in range(len(OLDEST)):
            assert not errors[f"widened{number}x{index}"], (case, OLDEST[index])


def interpreters() -> dict[tuple[int, int], str]:
    """The Pythons at hand, by version: those on the path, and pyenv's."""
    found = {}
    for minor in range(8, 15):
        name = f"python3.{minor}"
        pyenv = Path.home() / ".pyenv" / "versions"
        places = [*map(str, sorted(pyenv.glob(f"3.{minor}.*/bin/{name}"))), shutil.which(name)]
        for place in places:
            if place is not None and _is_alive(place, minor):
                found[3, minor] = place
                break
    return found


def _is_alive(place: str, minor: int) -> bool:
    command = [place, "-c", f"import sys; sys.exit(sys.version_info[:2] != (3, {minor}))"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


RUN = """\
import sys
for name in sys.argv[1:]:
    try:
        with open(name, "rb") as file:
            exec(compile(file.read(), name, "exec", 0, True), {"__name__": name})
    except Exception as error:
        print(name, type(error).__name__, error)
"""


def test_every_python_runs_it(tmp_path: Path) -> None:
    """Those that it is said to be for; where nothing is said, all."""
    pythons = interpreters()
    if not any(version < (3, 10) for version in pythons):
        pytest.skip("no Python older than 3.10 here")
    oldest_of = {}
    for number, case in enumerate(LINES):
        for index, oldest in enumerate(OLDEST):
            path = tmp_path / f"m{number}x{index}.py"
            path.write_bytes(widened(fixed(before(*case)), oldest))
            oldest_of[path.name] = oldest
    for (_, minor), python in pythons.items():
        names = [n for n, oldest in oldest_of.items() if oldest is None or oldest <= (3, minor)]
        done = run_process(python, "-W", "error", "-c", RUN, *names, cwd=tmp_path)
        assert done.status == 0, done.stderr
        assert done.stdout == "", f"Python 3.{minor}"


def test_old_pythons_refuse_what_widening_avoids(tmp_path: Path) -> None:
    """The same declarations with `|`, where the class statement evaluates them."""
    python = next((p for v, p in interpreters().items() if v < (3, 10)), None)
    if python is None:
        pytest.skip("no Python older than 3.10 here")
    path = tmp_path / "m.py"
    path.write_bytes(widened(fixed(before("plain", "__x: Pump", "self.__x = pump")), (3, 10)))
    done = run_process(python, "-c", RUN, path.name, cwd=tmp_path)
    assert done.stdout.startswith("m.py TypeError unsupported operand")
