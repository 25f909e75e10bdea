"""How the time of a check grows with the size of a class.

One class has from 10 to 2,000 methods, another one method of 10 to 10,000 lines. For each size it
prints the seconds of the whole check and of the bare LibCST parse, in the same process. The ratio
of the two should stay level.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial

import libcst as cst

from mangle_lint.engine import check
from mangle_lint.runs.deep_stack import with_deep_stack

ROUNDS = 3

HEAD = """\
class Session:
    def __init__(self):
        self.__timer = object()
        self.closed = False

    def stop(self):
        self.closed = True
        del self.__timer

    def pause(self):
        del self.__timer

"""

METHODS = (
    "    def m{0}(self, a):\n        if self.closed:\n            return None\n"
    "        return self.__timer.left\n",
    "    def m{0}(self, a):\n        self.__timer = a\n        return self.__h{0}(a)\n\n"
    "    def __h{0}(self, a):\n        self.y{0} = self.__timer\n",
    "    def m{0}(self, a):\n        for item in a:\n            if item:\n"
    "                self.n{0} = item\n",
    "    def m{0}(self, a):\n        try:\n            self.__timer.cancel()\n"
    "        except AttributeError:\n            return a\n",
    "    def m{0}(self, a):\n        return self.pause() or self.y{0}\n",
)

LINES = """\
        if a == {0}:
            self.__timer = a
        elif self.closed:
            del self.__timer
            self.closed = False
        self.v = self.__timer + a
"""


def many_methods(count: int) -> str:
    """A class with `count` methods of several shapes."""
    return HEAD + "\n".join(METHODS[n % len(METHODS)].format(n) for n in range(count))


def one_long_method(lines: int) -> str:
    """A class with one method of about `lines` lines."""
    repeats = max(lines // LINES.count("\n"), 1)
    return HEAD + "    def m(self, a):\n" + "".join(LINES.format(n) for n in range(repeats))


def best(action: Callable[[], object]) -> float:
    """The shortest of ROUNDS runs, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def rows(title: str, make: Callable[[int], str], sizes: tuple[int, ...]) -> Iterator[str]:
    """Yield the rows of one kind of class, one for each size."""
    for size in sizes:
        text = make(size)
        parse = best(partial(cst.parse_module, text))
        whole = best(partial(check, text.encode(), "session.py"))
        count = text.count("\n")
        yield f"{title:<10}{size:>7}{count:>9}{parse:>10.3f}{whole:>10.3f}{whole / parse:>8.1f}"


def main() -> None:
    """Print both tables."""
    print(f"{'':<10}{'size':>7}{'lines':>9}{'parse/s':>10}{'check/s':>10}{'ratio':>8}")
    curves = (
        ("methods", many_methods, (10, 30, 100, 300, 1000, 2000)),
        ("lines", one_long_method, (10, 100, 1000, 3000, 10000)),
    )
    for title, make, sizes in curves:
        for row in rows(title, make, sizes):
            print(row, flush=True)


if __name__ == "__main__":
    with_deep_stack(main)
