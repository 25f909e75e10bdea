"""Imports point down only: DESIGN, section 3."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..conftest import ROOT

PACKAGE = ROOT / "mangle_lint"

LAYERS = [
    {
        "errors",
        "mangling",
        "codes",
        "levels",
        "findings",
        "builtin",
        "suppression",
        "source",
        "positions",
    },
    {"facts"},
    {"rules", "fixing"},
    {
        "prefilter",
        "mentions",
        "excerpt",
        "analysis",
        "wanted",
        "applying",
        "gate",
        "rewriting",
        "widening",
        "engine",
    },
    {
        "discovery",
        "packages",
        "cpus",
        "pool",
        "room",
        "sweep",
        "selection",
        "runner",
        "target_version",
        "writing",
        "output",
    },
    {"verify"},
    {"cli", "__main__"},
]
"""From the ground up; within a layer modules may import each other."""

LAYER = {name: number for number, names in enumerate(LAYERS) for name in names}

SURFACE_DEPENDENCIES = {"click"}
"""What only the surfaces may import, and `output`, which colours."""


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def part(path: Path) -> str:
    """The part of the package that a file belongs to, as LAYERS names it."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[str, ast.stmt]]:
    """Every module that a file imports, anywhere in it, also for type checkers only."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *(node.module or "").split(".")]).strip(".")
            yield base, node
            if base == "mangle_lint":
                for alias in node.names:
                    yield f"{base}.{alias.name}", node


def test_every_module_has_a_layer() -> None:
    parts = {part(path) for path in modules()} - {"__init__"}
    assert parts == set(LAYER)


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_point_down(path: Path) -> None:
    mine = LAYER.get(part(path), -1)
    for name, node in imports(path):
        if name.startswith("mangle_lint."):
            other = name.split(".")[1]
            if other in LAYER:  # else a name of mangle_lint/__init__.py
                assert LAYER[other] <= mine, f"line {node.lineno}: {name} is above"


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_dependencies(path: Path) -> None:
    roots = {name.partition(".")[0] for name, _ in imports(path)}
    assert "codemods" not in roots
    assert "tests" not in roots
    if part(path) not in ("cli", "__main__", "output", "verify"):
        assert not roots & SURFACE_DEPENDENCIES
    if LAYER.get(part(path), -1) <= LAYER["engine"]:
        assert not roots & {"os", "pathlib", "subprocess", "shutil", "tempfile"}, "reads no file"


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
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


FORBIDDEN = re.compile(r"rtcrtpsender|aiortc|encoder", re.IGNORECASE)


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
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
