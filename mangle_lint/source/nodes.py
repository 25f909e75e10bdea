"""The code inside a syntax node, without what only serves to print it.

LibCST's own `children` runs a copying visitor, and lists white space, commas and parentheses too;
this looks at the fields, some ten times faster.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import cache

import libcst as cst

_PRINTED = frozenset(
    "lpar rpar lbracket rbracket lbrace rbrace comma semicolon equal colon first_colon "
    "second_colon dot relative newline header footer leading_lines lines_after_decorators "
    "lines_after_type_parameters trailing_whitespace leading_whitespace comment separator "
    "trailing_comma indent encoding default_indent default_newline has_trailing_newline".split()
)


def children_of(node: cst.CSTNode) -> list[cst.CSTNode]:
    """The nodes directly inside `node`, in the order of its fields: nearly that of the text."""
    found: list[cst.CSTNode] = []
    for name in _fields(type(node)):
        value = getattr(node, name)
        kind = type(value)
        if kind is tuple or kind is list:
            found += value
        elif value is not None and kind is not str and kind is not cst.MaybeSentinel:
            found.append(value)
    return found


def walk(root: cst.CSTNode, without: type[cst.CSTNode] | tuple[()] = ()) -> Iterator[cst.CSTNode]:
    """`root` and the nodes inside it, from outside to inside, but for those in `without`."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, without):
            stack += reversed(children_of(node))


def flat_targets(target: cst.BaseExpression) -> Iterator[cst.BaseExpression]:
    """The targets in an assignment target, with those in tuples and lists one by one."""
    match target:
        case cst.Tuple(elements) | cst.List(elements):
            for element in elements:
                yield from flat_targets(element.value)
        case _:
            yield target


def only_statement(suite: cst.BaseSuite) -> cst.CSTNode | None:
    """The one statement of a block; None if it has more."""
    body: cst.CSTNode = suite
    while isinstance(body, (cst.IndentedBlock, cst.SimpleStatementSuite, cst.SimpleStatementLine)):
        if len(body.body) != 1:
            return None
        body = body.body[0]
    return body


@cache
def _fields(kind: type[cst.CSTNode]) -> tuple[str, ...]:
    return tuple(
        field.name
        for field in fields(kind)
        if field.name not in _PRINTED and not field.name.startswith("whitespace")
    )
