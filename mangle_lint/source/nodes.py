"""The code inside a syntax node, without what only printing it needs.

LibCST's own `children` visits the node with a copying visitor and lists white space, commas and
parentheses too; this looks at the fields, some ten times faster.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache

import libcst as cst

_PRINTED = frozenset(
    "lpar rpar lbracket rbracket lbrace rbrace comma semicolon equal colon first_colon "
    "second_colon dot relative newline header footer leading_lines lines_after_decorators "
    "lines_after_type_parameters trailing_whitespace leading_whitespace comment separator "
    "trailing_comma indent encoding default_indent default_newline has_trailing_newline".split()
)


def parts(node: cst.CSTNode) -> list[cst.CSTNode]:
    """The nodes directly inside `node`, field by field.

    The order is that of the text but for conditional expressions and comprehensions.
    """
    found: list[cst.CSTNode] = []
    for name in _fields(type(node)):
        value = getattr(node, name)
        kind = type(value)
        if kind is tuple or kind is list:
            found += value
        elif value is not None and kind is not str and kind is not cst.MaybeSentinel:
            found.append(value)
    return found


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
