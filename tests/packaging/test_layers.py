"""The shape of the package: layers, no circles, small files, a complete map (docs/design.md)."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from ..conftest import ROOT

PACKAGE = ROOT / "mangle_lint"

LAYERS = [
    {"errors", "levels", "findings"},
    {"source"},
    {"facts"},
    {"sieves"},
    {"fixing"},
    {"rules"},
    {"options"},
    {"engine"},
    {"runs", "output", "tracebacks"},
    {"known"},
    {"verify", "explaining"},
    {"cli", "__main__"},
]
"""From the ground up."""

LAYER = {name: number for number, names in enumerate(LAYERS) for name in names}

SURFACE_DEPENDENCIES = {"click"}
"""What only the surfaces may import, and `output`, which colours."""

MOST_LINES = 300
MOST_AT_THE_TOP = 10

PATHS = sorted(PACKAGE.rglob("*.py"))
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in PATHS
}
every_file = pytest.mark.parametrize("path", PATHS, ids=lambda p: p.relative_to(ROOT).as_posix())


def part(path: Path) -> str:
    """The part of the package that a file belongs to, as LAYERS names it."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[str, ast.stmt]]:
    """Every module that a file imports, anywhere in it, also for type checkers only."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            assert node.module is not None
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                yield inside if inside in MODULES else node.module, node


def test_every_module_has_a_layer() -> None:
    assert {part(path) for path in PATHS} - {"__init__"} == set(LAYER)


@every_file
def test_imports_point_down(path: Path) -> None:
    mine = LAYER.get(part(path), -1)
    for name, node in imports(path):
        if name.startswith("mangle_lint."):
            assert LAYER[name.split(".")[1]] <= mine, f"line {node.lineno}: {name} is above"


def test_no_circle_of_imports() -> None:
    """Not even of two files, and not for type checkers either."""
    graph = {
        module: {name for name, _ in imports(path) if name in MODULES and name != "mangle_lint"}
        for module, path in MODULES.items()
    }
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


@every_file
def test_files_are_small(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= MOST_LINES


def test_few_files_at_the_top() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= MOST_AT_THE_TOP


def test_the_map_of_contributing_is_complete() -> None:
    """It lists every module, and none that is gone."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\s*([\w/]+\.py)\b", text, re.MULTILINE))
    here = {path.relative_to(PACKAGE).as_posix() for path in PATHS}
    assert listed == {name for name in here if not name.endswith("__init__.py")}


@every_file
def test_dependencies(path: Path) -> None:
    roots = {name.partition(".")[0] for name, _ in imports(path)}
    assert "codemods" not in roots
    assert "tests" not in roots
    if part(path) not in ("cli", "__main__", "output", "verify"):
        assert not roots & SURFACE_DEPENDENCIES
    if LAYER.get(part(path), -1) <= LAYER["engine"]:
        assert not roots & {"os", "pathlib", "subprocess", "shutil", "tempfile"}, "reads no file"


@every_file
def test_only_surfaces_print(path: Path) -> None:
    """What they call prints nothing."""
    if part(path) in ("cli", "verify"):
        return
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("print", "input", "open"), f"line {node.lineno}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert node.value.id != "sys" or node.attr not in ("stdout", "stderr", "stdin")
            assert node.value.id != "click" or node.attr not in ("echo", "secho")


RULE_WORDS = re.compile(r"MGL\d|delet|\bdel\b", re.IGNORECASE)


@pytest.mark.parametrize(
    "path", sorted((PACKAGE / "output").rglob("*.py")), ids=lambda p: p.relative_to(ROOT).as_posix()
)
def test_outputs_know_no_rule(path: Path) -> None:
    assert not RULE_WORDS.search(path.read_text(encoding="utf-8"))


FORBIDDEN = re.compile(r"rtcrtpsender|aiortc|encoder", re.IGNORECASE)


@every_file
def test_nothing_is_made_for_one_project(path: Path) -> None:
    """The rules know no name of the project that the first bug was found in."""
    source = path.read_bytes()
    docstrings = {
        (node.body[0].lineno, node.body[0].col_offset)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and ast.get_docstring(node) is not None
    }
    for token in tokenize.tokenize(io.BytesIO(source).readline):
        if token.start not in docstrings:
            assert not FORBIDDEN.search(token.string), f"line {token.start[0]}"
