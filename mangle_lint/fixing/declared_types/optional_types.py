"""Which types admit None, and how to change those that do not."""

from __future__ import annotations

import re
from typing import TypeAlias

import libcst as cst

from mangle_lint.fixing.declared_types.fragments import in_string
from mangle_lint.fixing.declared_types.type_names import Names
from mangle_lint.source.newline import NEWLINE
from mangle_lint.source.positions import Places

_CONTAINERS = frozenset({"ClassVar", "Annotated"})
_LOOSE = (
    cst.IfExp,
    cst.Lambda,
    cst.BooleanOperation,
    cst.UnaryOperation,
    cst.Comparison,
    cst.NamedExpr,
)
"""Expressions that bind less tightly than `|`, or look as if they did."""

_OWN_LINE = re.compile(rf"(?:{NEWLINE.pattern})[ \t\f]*\Z")
"""The line end and the indentation before an item that starts a line."""

Insertion: TypeAlias = tuple[int, int, str]
"""A start and an end offset, mostly the same, and the text that replaces what is between."""


def needs_widening(node: cst.BaseExpression, names: Names) -> bool:
    """Whether assigning None to a variable of this type is an error."""
    return _special(core(node, names), names) == "Final" or not _admits_none(node, names)


def _admits_none(
    node: cst.BaseExpression, names: Names, seen: frozenset[str] = frozenset()
) -> bool:
    """Whether a variable of this type may be None, as far as this file shows.

    `seen` are the aliases that it is part of.
    """
    match node:
        case cst.Name("None"):
            return True
        case cst.Name() | cst.Attribute() if names.special(node) in ("Any", "object"):
            return True
        case cst.Name(name) if name not in seen and (value := names.alias(name)) is not None:
            return _admits_none(value, names, seen | {name})
        case cst.BinaryOperation(left, cst.BitOr(), right):
            return _admits_none(left, names, seen) or _admits_none(right, names, seen)
        case cst.SimpleString() if (quoted := in_string(node)) is not None:
            return _admits_none(quoted.type, names, seen)
        case cst.Subscript():
            match names.special(node.value):
                case "Optional":
                    return True
                case "Union" | "Literal" | "ClassVar" | "Annotated" as name:
                    members = _elements(node)[: 1 if name in _CONTAINERS else None]
                    return any(_admits_none(part, names, seen) for part in members)
    return False


def core(node: cst.BaseExpression, names: Names) -> cst.BaseExpression:
    """The type inside ClassVar[…] and Annotated[…]: the part to widen."""
    if isinstance(node, cst.Subscript) and names.special(node.value) in _CONTAINERS:
        for inner in _elements(node)[:1]:
            return core(inner, names)
    return node


def is_union(node: cst.BaseExpression, names: Names) -> bool:
    """Whether a type, quoted or not, is a union to which None can be added as a member."""
    match core(node, names):
        case cst.Subscript(value):
            return names.special(value) == "Union"
        case cst.BinaryOperation(operator=cst.BitOr()):
            return True
        case cst.SimpleString() as text if (quoted := in_string(text)) is not None:
            return is_union(quoted.type, names)
    return False


def obstacle(node: cst.BaseExpression, names: Names) -> str | None:
    """Say why a type cannot be made to admit None; None if it can."""
    inner = core(node, names)
    match _special(inner, names):
        case "Final":
            return "it is Final and cannot be assigned again"
        case "InitVar":
            return "it is an argument of __init__ (InitVar), no attribute"
        case "ClassVar" | "Annotated":
            return "its annotation names no type"
    match inner:
        case cst.SimpleString() if (quoted := in_string(inner)) is not None:
            return obstacle(quoted.type, names)
        case cst.BaseString():
            return "its quoted annotation cannot be read"
    return None


def insertions(
    node: cst.BaseExpression, places: Places, optional: str | None, names: Names
) -> list[Insertion]:
    """The changes that make a type admit None, in order; it must have no obstacle.

    `optional` is how Optional is spelled; None means to write `X | None`. A quoted type stays
    quoted; a union gets one more member.
    """
    inner = core(node, names)
    start, end = places.offsets(inner)
    is_open = is_union(inner, names)
    if isinstance(inner, cst.SimpleString) and (quoted := in_string(inner)) is not None:
        if is_open or optional is None or core(quoted.type, names) is not quoted.type:
            inside = Places(quoted.module, quoted.text)
            found = insertions(quoted.type, inside, optional, names)
            return [(start + quoted.offset + a, start + quoted.offset + b, c) for a, b, c in found]
    elif is_open and isinstance(inner, cst.Subscript):
        return [_appended(places.text, *places.offsets(inner.slice[-1]))]
    if optional is not None and not is_open:
        return [(start, start, f"{optional}["), (end, end, "]")]
    if isinstance(inner, _LOOSE):
        return [(start, start, "("), (end, end, ") | None")]
    return [(end, end, " | None")]


def _appended(text: str, start: int, end: int) -> Insertion:
    """The change that puts None after the last member of a list, at offsets `start` to `end`.

    It stands on the same line, or on one of its own; a comment stays beside the last member.
    """
    found = _OWN_LINE.search(text, 0, start)
    if found is None:
        return end, end, ", None"
    new = f"{found.group()}None"
    newline = NEWLINE.search(text, end)
    stop = newline.start() if newline else len(text)
    rest = text[end:stop]
    comment = rest.removeprefix(",").lstrip()
    if not comment.startswith("#") and (comment or not rest.startswith(",")):
        return end, end, f",{new}"
    if rest.startswith(","):
        return stop, stop, f"{new},"
    return end, stop, f",{rest}{new}"


def _special(node: cst.BaseExpression, names: Names) -> str:
    """The name from `typing` that a type is, or that it subscripts; "" if none."""
    return names.special(node.value if isinstance(node, cst.Subscript) else node)


def _elements(node: cst.Subscript) -> list[cst.BaseExpression]:
    slices = [element.slice for element in node.slice]
    return [part.value for part in slices if isinstance(part, cst.Index)]
