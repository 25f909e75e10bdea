"""The sieves of all rules against a whole standard library: the same findings without them.

A standard library has hardly any finding, so it is compared as it is, all of it, and once more with
deletions put into its classes. A sample of it is every so many-th file, or, of those that may get
deletions, which are few, every so many-th.
"""

from __future__ import annotations

import ast
import re
import sysconfig
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from mangle_lint.findings import Finding
from mangle_lint.options import Options
from mangle_lint.rules import RULES
from mangle_lint.runs.discovery import SourceFile, discover
from mangle_lint.runs.runner import check_files
from tests.amounts import sample_and_all

LIBRARY = Path(sysconfig.get_path("stdlib"))
SAMPLED = 24
SAMPLED_OF_PRIVATE = 6
APPENDED = """
class Asking_:
    def __init__(self): self.__own = {}
    def __getattr__(self, name): return self._ask_it(name)
    def _ask_it(self, name): return self.__own[name]

class Making_:
    def __init__(self): self.show_it(); self.__it = 1
    def show_it(self): return self.__it

class Owning_:
    def __init__(self): self.__own = {}

class Poking_:
    def show_it(self, other): return other.__own

class Linking_:
    def open_it(self): self.__it = []
    def close(self): return self.__it

class Hooking_:
    def do_it(self): self.__do_it()
    def __do_it(self): raise NotImplementedError

class Hooked_(Hooking_):
    def __do_it(self): return 1
    def do_more(self): return self.__do_it()
"""
PRIVATE = re.compile(r"self\.(__\w*[^\W_])\b")

pytestmark = [pytest.mark.alone, pytest.mark.timeout(1200)]


def findings_in(files: Sequence[SourceFile], options: Options) -> list[tuple[str, Finding]]:
    run = check_files(files, options)
    return [(result.path, finding) for result in run.results for finding in result.findings]


def assert_superset(files: Sequence[SourceFile], step: int) -> Counter[str]:
    """The sieves of each rule alone, and of all of them, lose nothing; how many findings."""
    assert len(files) > 50 / step
    every = Options(select=frozenset(RULES))
    expected = findings_in(files, every._replace(prefilter=False))
    for options in (every, *(Options(select=frozenset({code})) for code in RULES)):
        wanted = [(path, found) for path, found in expected if found.code in options.select]
        assert findings_in(files, options) == wanted
    return Counter(finding.code for _, finding in expected)


@sample_and_all("step", SAMPLED, 1)
def test_the_library_as_it_is(step: int) -> None:
    assert_superset([*discover([LIBRARY])][::step], step)


@sample_and_all("step", SAMPLED_OF_PRIVATE, 1)
def test_the_library_with_deletions(tmp_path: Path, step: int) -> None:
    datas = ((path, Path(path.path).read_bytes()) for path in discover([LIBRARY]))
    private = [(path, data) for path, data in datas if b"self.__" in data]
    for number, (path, data) in enumerate(private[::step]):
        text = with_deletions(data)
        if text is not None:
            name = f"{number:04}_{Path(path.path).name}"
            (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    count = assert_superset([*discover([tmp_path])], step)
    assert all(count[code] > 20 / step for code in RULES)


def with_deletions(data: bytes) -> str | None:
    """A file whose classes with private attributes have each methods that delete and read one.

    The second one assigns None right after; the others name one that nothing assigns. Behind them
    stand classes for rules that look at more.
    """
    try:
        text = data.decode()
        tree = ast.parse(text)
    except (UnicodeDecodeError, SyntaxError, ValueError, RecursionError):
        return None
    lines = text.splitlines(keepends=True)
    places = sorted(insertions(tree, text.splitlines()), reverse=True)
    for line, method in places:
        lines.insert(line, method)
    return "".join([*lines, APPENDED]) if places else None


def insertions(tree: ast.Module, lines: list[str]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.ClassDef) or node.body[0].lineno == node.lineno:
            continue
        assert node.end_lineno is not None
        names = PRIVATE.findall("\n".join(lines[node.lineno - 1 : node.end_lineno]))
        if names:
            indent = " " * node.body[0].col_offset
            drop = f"def drop_it(self):\n{indent}    del self.{names[-1]}\n"
            reset = f"def reset_it(self): del self.{names[0]}; self.{names[0]} = None\n"
            ask = f"def ask_it(self): return hasattr(self, '{names[0]}'), self.{names[0]}_nowhere\n"
            lose = f"def lose_it(self): del self.{names[0]}_gone\n"
            methods = "".join(f"\n{indent}{method}" for method in (drop, reset, ask, lose))
            yield node.end_lineno, methods
