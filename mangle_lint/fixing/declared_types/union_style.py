"""How a file writes unions with None, and whether it needs Python 3.10 anyway."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import libcst as cst

from mangle_lint.fixing.declared_types.fragments import in_comment
from mangle_lint.fixing.declared_types.names import Names, is_type_checking

_PIPE = re.compile(r"\|\s*None\b|\bNone\s*\|")
_OPTIONAL = re.compile(r"\bOptional\[")
_NEW_SYNTAX = (cst.Match, cst.TryStar, cst.TypeAlias, cst.TypeParameters)


@dataclass(slots=True)
class UnionStyle:
    """How often a file writes `X | None`, and how often `Optional[X]`.

    `has_unions` is true if the file itself shows that it runs only on Python 3.10 or later.
    """

    pipes: int = 0
    optionals: int = 0
    has_unions: bool = False

    @property
    def prefers_pipe(self) -> bool:
        """Whether the file writes `X | None`, and at least as often as `Optional[X]`."""
        return self.pipes >= max(self.optionals, 1)

    @property
    def prefers_optional(self) -> bool:
        """Whether the file writes `Optional[X]` more often."""
        return self.optionals > self.pipes


@dataclass(frozen=True, slots=True)
class _Place:
    in_function: bool = False
    in_annotation: bool = False
    is_evaluated: bool = True


def read_style(module: cst.Module, names: Names) -> UnionStyle:
    """Count the unions with None in a file."""
    style = UnionStyle()
    stack: list[tuple[cst.CSTNode, _Place]] = [(module, _Place())]
    while stack:
        node, place = stack.pop()
        style.has_unions |= isinstance(node, _NEW_SYNTAX)
        match node:
            case cst.BinaryOperation(left, cst.BitOr(), right):
                if _is_none(left) or _is_none(right):
                    style.pipes += 1
                    style.has_unions |= place.is_evaluated
            case cst.Subscript(value) if names.special(value) == "Optional":
                style.optionals += 1
            case cst.SimpleString(text) if place.in_annotation:
                _count(style, text)
            case cst.Comment(text) if "type:" in text and in_comment(text) is not None:
                _count(style, text)
        stack.extend((child, _inside(node, child, place, names)) for child in node.children)
    return style


def _inside(node: cst.CSTNode, child: cst.CSTNode, place: _Place, names: Names) -> _Place:
    """The context of `child`, given that of its parent `node`."""
    match node:
        case cst.FunctionDef(body=body) if child is body:
            return replace(place, in_function=True)
        case cst.ClassDef(body=body) if child is body:
            return replace(place, in_function=False)
        case cst.If(test) if is_type_checking(test) or _asks_version(test):
            return replace(place, is_evaluated=False)
        case cst.AnnAssign(annotation=annotation) if child is annotation and place.in_function:
            return replace(place, in_annotation=True, is_evaluated=False)
        case cst.Annotation():
            is_evaluated = place.is_evaluated and not names.is_future
            return replace(place, in_annotation=True, is_evaluated=is_evaluated)
    return place


def _count(style: UnionStyle, text: str) -> None:
    style.pipes += len(_PIPE.findall(text))
    style.optionals += len(_OPTIONAL.findall(text))


def _is_none(node: cst.BaseExpression) -> bool:
    return isinstance(node, cst.Name) and node.value == "None"


def _asks_version(test: cst.CSTNode) -> bool:
    """Whether a condition mentions `version_info`."""
    is_it = isinstance(test, cst.Name) and test.value == "version_info"
    return is_it or any(map(_asks_version, test.children))
