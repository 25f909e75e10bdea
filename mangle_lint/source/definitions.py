"""The classes and functions of a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst


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


_BLOCKS = ("body", "cases", "handlers", "orelse", "finalbody")


def _blocks(node: cst.CSTNode) -> list[cst.CSTNode]:
    """The statements directly inside a statement, those of its `else`, `except` … included."""
    found: list[cst.CSTNode] = []
    for name in _BLOCKS:
        inside = getattr(node, name, None)
        if isinstance(inside, cst.CSTNode):
            found.append(inside)
        elif inside is not None:
            found += inside
    return found
