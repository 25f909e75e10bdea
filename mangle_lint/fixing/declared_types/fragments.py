"""Types that are written inside a string or a comment, parsed on their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

import libcst as cst

_TYPE_COMMENT = re.compile(
    r"""\#[ \t]*type:[ \t]*
    (?!ignore(?![A-Za-z0-9\x80-\U0010ffff]))  # as Python's tokenizer tells them apart
    (?=\S)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A type written as `text`, which starts `offset` characters into its string or comment."""

    text: str
    offset: int
    module: cst.Module
    type: cst.BaseExpression


def in_string(node: cst.SimpleString) -> Fragment | None:
    """Parse the type in a quoted annotation; None if it is not a type, or has escapes."""
    if "\\" in node.raw_value or set(node.prefix) - set("ru"):
        return None
    return _fragment(node.raw_value, len(node.prefix) + len(node.quote))


def in_comment(comment: str) -> Fragment | None:
    """Parse the type in a comment `# type: …` (PEP 484); None if there is none."""
    found = _TYPE_COMMENT.match(comment)
    return None if found is None else _fragment(comment[found.end() :], found.end())


def _fragment(text: str, offset: int) -> Fragment | None:
    try:
        module = cst.parse_module(text)
    except cst.ParserSyntaxError:
        return None
    match module.body:
        case [cst.SimpleStatementLine([cst.Expr(type_)])]:
            return Fragment(text, offset, module, type_)
    return None
