"""How a file can spell Optional."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import takewhile

import libcst as cst

from mangle_lint.findings import Edit, Position, Span
from mangle_lint.fixing.declared_types.names import Names

_TYPING = ("typing", "typing_extensions")
_OPTIONAL = "Optional"
_DOTTED = tuple(f"{module}.{_OPTIONAL}" for module in _TYPING)


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
    known = {
        local: found.dotted
        for local, found in names.imports.items()
        if found.is_early and not (found.for_checkers and is_evaluated)
    }
    for wanted in _DOTTED:
        for local, dotted in known.items():
            if dotted == wanted:
                return OptionalName(local)
    for local, dotted in known.items():
        if dotted in _TYPING:
            return OptionalName(f"{local}.{_OPTIONAL}")
    taken, subscripted = _identifiers(module)
    imported = names.imports.get(_OPTIONAL)
    is_typing = imported is not None and imported.dotted in _DOTTED
    if imported is None and _OPTIONAL not in taken:
        is_starred = bool(names.starred) and _OPTIONAL in subscripted
        if is_starred or not names.starred.isdisjoint(_TYPING):
            return OptionalName(_OPTIONAL)
    if is_typing or _OPTIONAL not in taken:
        return _imported(module, text, _OPTIONAL, _OPTIONAL)
    if "typing" not in taken:
        return _imported(module, text, f"typing.{_OPTIONAL}")
    return "both `Optional` and `typing` mean something else in this file"


def _imported(
    module: cst.Module, text: str, spelling: str, name: str | None = None
) -> OptionalName | str:
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
