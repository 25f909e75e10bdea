"""How a file writes types that admit None: as `X | None` or `Optional[X]`, by which name."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace
from itertools import takewhile

import libcst as cst

from mangle_lint.findings import Edit, Position, Span
from mangle_lint.fixing.declared_types.fragments import in_comment
from mangle_lint.fixing.declared_types.type_names import Names, is_type_checking

_TYPING = ("typing", "typing_extensions")
_OPTIONAL = "Optional"
_DOTTED = tuple(f"{module}.{_OPTIONAL}" for module in _TYPING)
_PIPE_IN_TEXT = re.compile(r"\|\s*None\b|\bNone\s*\|")
_OPTIONAL_IN_TEXT = re.compile(r"\bOptional\[")
_NEW_SYNTAX = (cst.Match, cst.TryStar, cst.TypeAlias, cst.TypeParameters)


@dataclass(slots=True)
class UnionStyle:
    """How often a file writes `X | None`, and how often `Optional[X]`.

    `has_unions` is true if the file itself shows that it runs only on Python 3.10 or later.
    """

    pipes: int = 0
    optionals: int = 0
    has_unions: bool = False

    def count(self, text: str) -> None:
        """Count the unions in a type that is written as text."""
        self.pipes += len(_PIPE_IN_TEXT.findall(text))
        self.optionals += len(_OPTIONAL_IN_TEXT.findall(text))


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
                if any(isinstance(n, cst.Name) and n.value == "None" for n in (left, right)):
                    style.pipes += 1
                    style.has_unions |= place.is_evaluated
            case cst.Subscript(value) if names.special(value) == "Optional":
                style.optionals += 1
            case cst.SimpleString(text) if place.in_annotation:
                style.count(text)
            case cst.Comment(text) if in_comment(text) is not None:
                style.count(text)
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
            return replace(place, is_evaluated=False)
        case cst.Annotation():
            is_evaluated = place.is_evaluated and not names.is_future
            return replace(place, in_annotation=True, is_evaluated=is_evaluated)
    return place


def _asks_version(test: cst.CSTNode) -> bool:
    """Whether a condition mentions `version_info`."""
    is_it = isinstance(test, cst.Name) and test.value == "version_info"
    return is_it or any(map(_asks_version, test.children))


@dataclass(frozen=True, slots=True)
class OptionalName:
    """How to spell Optional, and the import that it needs; None if it needs none."""

    spelling: str
    importing: Edit | None = None


def optional_name(
    module: cst.Module, text: str, names: Names, *, is_evaluated: bool
) -> OptionalName | str:
    """Find out how to spell Optional in a file; if that is impossible, return the reason, a string.

    `text` is the file's text. `is_evaluated` is true if Python evaluates the type; then an import
    that only type checkers see is not enough.
    """
    for wanted, attribute in ((_DOTTED[:1], ""), (_DOTTED[1:], ""), (_TYPING, f".{_OPTIONAL}")):
        for local, found in names.imports.items():
            is_seen = found.is_early and not (found.for_checkers and is_evaluated)
            if is_seen and found.dotted in wanted:
                return OptionalName(local + attribute)
    taken, subscripted = _identifiers(module)
    imported = names.imports.get(_OPTIONAL)
    is_typing = imported is not None and imported.dotted in _DOTTED
    if imported is None and _OPTIONAL not in taken:
        is_starred = bool(names.starred) and _OPTIONAL in subscripted
        if is_starred or not names.starred.isdisjoint(_TYPING):
            return OptionalName(_OPTIONAL)
    if is_typing or _OPTIONAL not in taken:
        return _imported(module, text, _OPTIONAL)
    if "typing" not in taken:
        return _imported(module, text, None)
    return "both `Optional` and `typing` mean something else in this file"


def _imported(module: cst.Module, text: str, name: str | None) -> OptionalName | str:
    """Spell Optional with an edit that imports `name` from typing; None imports typing itself.

    LibCST decides where the import goes. Returns a reason if LibCST would change more than that.
    """
    from libcst.codemod import CodemodContext  # slow to import, and few files need them
    from libcst.codemod.visitors import AddImportsVisitor, ImportItem

    head = list(takewhile(lambda line: isinstance(line, cst.SimpleStatementLine), module.body))
    leading = module.body[len(head)].leading_lines
    head.append(cst.SimpleStatementLine([cst.Pass()], leading))  # in place of the (long) rest
    opening = list(takewhile(_is_opening, head))
    rest = module.with_changes(body=head[len(opening) :])
    visited = rest.visit(AddImportsVisitor(CodemodContext(), [ImportItem("typing", name)]))
    old = _lines(module.with_changes(body=head).code)
    new = _lines(module.with_changes(body=[*opening, *visited.body]).code)
    spelling = name or f"typing.{_OPTIONAL}"
    if new == old:
        return OptionalName(spelling)
    added = len(new) - len(old)
    start = next(n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
    stop = start if added else start + 1  # a name was added to an existing line
    if _lines(text)[:stop] != old[:stop]:
        return f"`{name or 'typing'}` must be imported first, by hand: LibCST would change more"
    span = Span(Position(start + 1, 1), Position(stop + 1, 1))
    return OptionalName(spelling, Edit(span, "".join(new[start : stop + added])))


def _is_opening(line: cst.CSTNode) -> bool:
    """Whether a line must come before every import: a docstring, or `from __future__ …`.

    LibCST itself misses docstrings in several pieces, or with something after a semicolon.
    """
    match line:
        case cst.SimpleStatementLine([cst.Expr(cst.SimpleString() | cst.ConcatenatedString()), *_]):
            return True
        case cst.SimpleStatementLine([cst.ImportFrom(module=cst.Name("__future__")), *_]):
            return True
    return False


def _lines(text: str) -> list[str]:
    return list(io.StringIO(text, newline=""))


def _identifiers(module: cst.Module) -> tuple[set[str], set[str]]:
    """The names in a file that are not attributes, and those used with a subscript only."""
    found = set()
    subscripted = set()
    stack: list[cst.CSTNode] = [module]
    while stack:
        node = stack.pop()
        match node:
            case cst.Name(name):
                found.add(name)
            case cst.Subscript(cst.Name(name), slice=elements):
                subscripted.add(name)
                stack.extend(elements)
                continue
            case cst.Attribute(value):
                stack.append(value)
                continue
            case cst.ImportFrom(names=[*aliases]):
                found.update(alias.evaluated_alias or alias.evaluated_name for alias in aliases)
                continue
        stack.extend(node.children)
    return found, subscripted - found
