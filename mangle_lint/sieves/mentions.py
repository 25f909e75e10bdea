"""Which private attributes a piece of code names, told from the built-in parser's tree."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from mangle_lint.source.mangling import mangle

_DELETERS = frozenset({"delattr", "__delattr__", "pop"})


def mentions(statements: Iterable[tuple[ast.stmt, str | None]]) -> tuple[set[str], set[str]]:
    """The mangled names that may be deleted, and those that may be read.

    Each statement comes with the name of the class that it stands in. A text counts as what it
    spells. More than the attributes of an object may be among them.
    """
    deleted: set[str] = set()
    read: set[str] = set()
    stack: list[tuple[ast.AST, str | None]] = list(statements)
    while stack:
        node, owner = stack.pop()
        match node:
            case ast.ClassDef(name=name):
                stack += [(child, name) for child in node.body]
                outside = [*node.decorator_list, *node.bases, *node.keywords]
                stack += [(child, owner) for child in outside]
                continue
            case ast.Attribute(attr=name):
                if isinstance(node.ctx, ast.Del):
                    deleted.add(mangle(name, owner))
                elif isinstance(node.ctx, ast.Load):
                    read.add(mangle(name, owner))
            case ast.AugAssign(target=ast.Attribute(attr=name)):
                read.add(mangle(name, owner))
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
                deleted.add(text)  # a local may hold it
                read.add(text)
                continue
        stack += [(child, owner) for child in ast.iter_child_nodes(node)]
    return {name for name in deleted if "__" in name}, read


def _arguments(call: ast.Call) -> list[ast.expr]:
    """The values of a call's arguments, however they are passed."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return [arg.value if isinstance(arg, ast.Starred) else arg for arg in given]
