"""The classes and functions of a file, and which classes need a closer look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from mangle_lint.source.mangling import is_private


@dataclass(frozen=True, slots=True)
class FoundClass:
    """A class statement with the names of what encloses it."""

    node: cst.ClassDef
    qualname: str


@dataclass(frozen=True, slots=True)
class FoundFunction:
    """A function with the innermost class around it, None for a module's function."""

    node: cst.FunctionDef
    qualname: str
    owner: cst.ClassDef | None


def walk_definitions(module: cst.Module) -> Iterator[FoundClass | FoundFunction]:
    """Every class and every function of a module, outermost first, in source order.

    A function inside a function is part of it and is not listed; a class inside one is.
    """
    stack: list[tuple[cst.CSTNode, str, cst.ClassDef | None, bool]] = [(module, "", None, False)]
    while stack:
        node, prefix, owner, in_function = stack.pop()
        match node:
            case cst.ClassDef(cst.Name(name)):
                yield FoundClass(node, prefix + name)
                prefix, owner, in_function = f"{prefix}{name}.", node, False
            case cst.FunctionDef(cst.Name(name)):
                if not in_function:
                    yield FoundFunction(node, prefix + name, owner)
                prefix, in_function = f"{prefix}{name}.", True
        stack.extend((child, prefix, owner, in_function) for child in reversed(_blocks(node)))


_INSIDE: dict[type[cst.CSTNode], tuple[str, ...]] = {
    cst.Module: ("body",),
    cst.IndentedBlock: ("body",),
    cst.SimpleStatementLine: ("body",),
    cst.SimpleStatementSuite: ("body",),
    cst.ClassDef: ("body",),
    cst.FunctionDef: ("body",),
    cst.If: ("body", "orelse"),
    cst.Else: ("body",),
    cst.For: ("body", "orelse"),
    cst.While: ("body", "orelse"),
    cst.With: ("body",),
    cst.Try: ("body", "handlers", "orelse", "finalbody"),
    cst.TryStar: ("body", "handlers", "orelse", "finalbody"),
    cst.ExceptHandler: ("body",),
    cst.ExceptStarHandler: ("body",),
    cst.Finally: ("body",),
    cst.Match: ("cases",),
    cst.MatchCase: ("body",),
}


def _blocks(node: cst.CSTNode) -> list[cst.CSTNode]:
    """The statements directly inside `node`, those of its `else`, `except` … included."""
    found: list[cst.CSTNode] = []
    for name in _INSIDE.get(type(node), ()):
        inside = getattr(node, name)
        if isinstance(inside, cst.CSTNode):
            found.append(inside)
        elif inside is not None:
            found += inside
    return found


def deletes_private_name(node: cst.ClassDef) -> bool:
    """Whether a `del` statement inside a class, at any depth, names a private attribute."""
    stack: list[cst.CSTNode] = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, cst.Del):
            if _names_private(part.target):
                return True
        else:
            stack.extend(_blocks(part))
    return False


def _names_private(target: cst.BaseExpression) -> bool:
    match target:
        case cst.Attribute(attr=cst.Name(name)):
            return is_private(name)
        case cst.Tuple(elements) | cst.List(elements):
            return any(_names_private(element.value) for element in elements)
    return False


def mangled_prefix(node: cst.ClassDef) -> str:
    """What the mangled names of a class start with."""
    return f"_{node.name.value.lstrip('_')}__"
