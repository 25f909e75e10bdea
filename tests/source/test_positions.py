"""Places of nodes, held against LibCST's own metadata."""

from __future__ import annotations

import inspect
import json.decoder
import queue
import sched
import types
from operator import attrgetter
from pathlib import Path

import libcst as cst
import pytest
from libcst._nodes import internal
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from mangle_lint.findings import Position, Span
from mangle_lint.source.lines import Lines
from mangle_lint.source.positions import Places
from tests.harness import source

KINDS = (cst.Attribute, cst.Call, cst.Del, cst.Name, cst.Subscript, cst.Expr)

SHAPES = """\
class C:
\tdef f(self):
\t\tdel (self.__x), ((self).__y,)  # é \U0001d54f
\t\tx = "é\U0001d54f"; del self . a . b \\
\t\t\t. c
\t\treturn (
\t\t\tself
\t\t\t.__x  # why
\t\t)(  1  )[ 2 ]
\f
def g(): x.é = []
"""


def text_of(module: types.ModuleType) -> str:
    path = inspect.getsourcefile(module)
    assert path is not None
    return Path(path).read_text(encoding="utf-8")


TEXTS = {
    **{module.__name__: text_of(module) for module in (json.decoder, queue, sched)},
    "shapes": SHAPES,
    "fixture": source("        del self.__x\n"),
    "no final newline": "x = a.b(c)[d]",
    "with byte order mark removed": "\nx.y()\n\n\n",
}


def nodes_of(module: cst.Module) -> list[cst.CSTNode]:
    stack: list[cst.CSTNode] = [module]
    found: list[cst.CSTNode] = []
    while stack:
        node = stack.pop()
        if isinstance(node, KINDS):
            found.append(node)
        stack.extend(node.children)
    return found


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("name", TEXTS)
def test_places_are_those_of_libcst(name: str, line_end: str) -> None:
    text = TEXTS[name].replace("\n", line_end)
    module = cst.parse_module(text)
    wrapper = MetadataWrapper(module, unsafe_skip_copy=True)
    theirs = wrapper.resolve(PositionProvider)
    nodes = nodes_of(module)
    assert nodes
    places = Places(module, text)
    for node in nodes:
        expected = theirs[node]
        assert isinstance(expected, CodeRange)
        assert places.span(node) == Span(
            Position(expected.start.line, expected.start.column + 1),
            Position(expected.end.line, expected.end.column + 1),
        )


@pytest.mark.parametrize("name", TEXTS)
def test_offsets_cut_out_the_node(name: str) -> None:
    text = TEXTS[name]
    module = cst.parse_module(text)
    names = [node for node in nodes_of(module) if isinstance(node, cst.Name)]
    places = Places(module, text)
    offset = Lines(text).offset
    for node in names:
        start, end = places.offsets(node)
        assert text[start:end] == places.code(node) == node.value
        assert offset(places.span(node).start) == start
        assert offset(places.span(node).end) == end


def test_a_tree_of_another_text_is_refused() -> None:
    module = cst.parse_module("a = 1\n")
    with pytest.raises(ValueError, match="does not print as the text"):
        Places(module, "b = 1\n")


@pytest.mark.parametrize(
    ("owner", "part", "parameters"),
    [
        (
            internal,
            "CodegenState",
            ("default_indent", "default_newline", "provider", "indent_tokens", "tokens"),
        ),
        (
            internal,
            "CodegenState.record_syntactic_position",
            ("self", "node", "start_node", "end_node"),
        ),
        (cst, "Module._codegen", ("self", "state", "kwargs")),
    ],
)
def test_private_parts_of_libcst(
    owner: types.ModuleType, part: str, parameters: tuple[str, ...]
) -> None:
    try:
        found = tuple(inspect.signature(attrgetter(part)(owner)).parameters)
    except AttributeError:
        found = ()
    wanted = f"{owner.__name__}.{part}({', '.join(parameters)})"
    assert found == parameters, f"LibCST no longer has {wanted}; see positions.py"
