"""Which private names a piece of code mentions, told from the built-in parser's tree."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from mangle_lint.source.closed_world import ClosedWorld
from mangle_lint.source.mangling import mangle
from mangle_lint.source.reflective_names import DELETING


class Mentions(NamedTuple):
    """The mangled names that some statements delete, read and assign.

    A text counts as the name that it spells. More than attributes of objects may be among them.
    `worlds` gives the closed worlds of all classes of the file.
    """

    deleted: set[str]
    read: set[str]
    assigned: set[str]
    worlds: Callable[[], Mapping[str, ClosedWorld]]


def mentions(
    statements: Iterable[tuple[ast.stmt, str | None]],
    worlds: Callable[[], Mapping[str, ClosedWorld]],
) -> Mentions:
    """What statements mention; each comes with the name of the class around it."""
    found = Mentions(set(), set(), set(), worlds)
    by_context = {ast.Load: found.read, ast.Store: found.assigned}
    stack: list[tuple[ast.AST, str | None]] = list(statements)
    while stack:
        node, owner = stack.pop()
        match node:
            case ast.ClassDef(name=name):
                stack += [(child, name) for child in node.body]
                outside = [*node.decorator_list, *node.bases, *node.keywords]
                stack += [(child, owner) for child in outside]
                continue
            case ast.Attribute(attr=name, ctx=ast.Del()):
                found.deleted.add(mangle(name, owner))
            case ast.Attribute(attr=name, ctx=context):
                by_context[type(context)].add(mangle(name, owner))
            case ast.AugAssign(target=ast.Attribute(attr=name)):
                found.read.add(mangle(name, owner))
            case ast.Subscript(slice=ast.Constant(value=str(text)), ctx=ast.Del()):
                found.deleted.add(text)
                stack.append((node.value, owner))
                continue
            case ast.Call(func=ast.Name(name) | ast.Attribute(attr=name)) if name in DELETING:
                texts = [child for child in _arguments(node) if isinstance(child, ast.Constant)]
                for constant in texts:
                    if isinstance(constant.value, str):
                        found.deleted.add(constant.value)
                stack += [(child, owner) for child in _arguments(node) if child not in texts]
                stack.append((node.func, owner))
                continue
            case ast.Constant(value=str(text)):  # a local may hold it
                for names in (found.deleted, found.read, found.assigned):
                    names.add(text)
                continue
        stack += [(child, owner) for child in ast.iter_child_nodes(node)]
    return found


def _arguments(call: ast.Call) -> list[ast.expr]:
    """The values of a call's arguments, however they are passed."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return [arg.value if isinstance(arg, ast.Starred) else arg for arg in given]
