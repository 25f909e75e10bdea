"""Which private attributes a piece of code names, told from the built-in parser's tree."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from mangle_lint.mangling import mangle

_DELETERS = frozenset({"delattr", "__delattr__", "pop"})


def mentions(statements: Iterable[ast.stmt]) -> tuple[set[str], set[str]]:
    """The mangled names that may be deleted, and those that are named in any other way.

    A text counts as what it spells. More than the attributes of an object may be among them.
    """
    deleted: set[str] = set()
    named: set[str] = set()
    stack: list[tuple[ast.AST, str | None]] = [(statement, None) for statement in statements]
    while stack:
        node, owner = stack.pop()
        inside = owner
        match node:
            case ast.ClassDef(name=inside):
                outside = [*node.decorator_list, *node.bases, *node.keywords]
                stack += [(child, owner) for child in outside]
                stack += [(child, inside) for child in node.body]
                continue
            case ast.Attribute(attr=name):
                (deleted if isinstance(node.ctx, ast.Del) else named).add(mangle(name, owner))
            case ast.Subscript(slice=ast.Constant(value=str(text)), ctx=ast.Del()):
                deleted.add(text)
                stack.append((node.value, owner))
                continue
            case ast.Call(func=ast.Name(name) | ast.Attribute(attr=name)) if name in _DELETERS:
                texts = [child for child in _arguments(node) if isinstance(child, ast.Constant)]
                deleted.update(text.value for text in texts if isinstance(text.value, str))
                stack += [(child, owner) for child in _arguments(node) if child not in texts]
                stack.append((node.func, owner))
                continue
            case ast.Constant(value=str(text)):
                named.add(text)
                continue
        stack += [(child, owner) for child in ast.iter_child_nodes(node)]
    return {name for name in deleted if "__" in name}, named


def _arguments(call: ast.Call) -> list[ast.expr]:
    """The values of a call's arguments, however they are passed."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return [arg.value if isinstance(arg, ast.Starred) else arg for arg in given]
