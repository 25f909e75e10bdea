"""The private functions of classes: which are left empty, and which texts may mean them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from mangle_lint.source.mangling import is_private


def is_left_empty(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function does nothing, or only raises NotImplementedError."""
    *others, last = node.body
    return all(map(_is_empty, others)) and (_is_empty(last) or _refuses(last))


def only_refuses(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function only raises NotImplementedError."""
    return is_left_empty(node) and _refuses(node.body[-1])


def _is_empty(node: ast.stmt) -> bool:
    """`pass`, `...` or a docstring."""
    match node:
        case ast.Expr(ast.Constant(value=value)):
            return isinstance(value, str) or value is ...
    return isinstance(node, ast.Pass)


def _refuses(node: ast.stmt) -> bool:
    match node:
        case ast.Raise(exc=ast.Name(name) | ast.Call(func=ast.Name(name))):
            return name == "NotImplementedError"
    return False


def built_names(texts: Iterable[str]) -> Iterator[str]:
    """The private names that code may build from these texts; `__` stands for any.

    `"_%s__step"`, `f"_{cls}__step"` and `"__step"` may become a mangled name of `__step`, and
    `"_%s__%s"` one of any name. `"_C__step"` is one.
    """
    for text in texts:
        start = text.rfind("__")
        end = text[start:]
        if is_private(text) or (start > 0 and not text.isidentifier()):
            yield end if is_private(end) and end.isidentifier() else "__"
        elif text == "__" or (text.endswith("__") and not text.startswith("__")):
            yield "__"


def methods_always_called(node: ast.FunctionDef | ast.AsyncFunctionDef) -> dict[str, None]:
    """The methods that a function calls on its first parameter whenever it runs, in order."""
    found: dict[str, None] = {}
    if not node.args.args:
        return found
    for statement in node.body:
        match statement:
            case (
                ast.Expr(value=ast.Call(func=ast.Attribute(ast.Name(owner), method)))
                | ast.Assign(value=ast.Call(func=ast.Attribute(ast.Name(owner), method)))
            ) if owner == node.args.args[0].arg:
                found[method] = None
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr="__init__"))):
                found["__init__"] = None
            case ast.Return() | ast.Raise():
                break
            case ast.If() | ast.For() | ast.While() | ast.With() | ast.Try():
                if any(isinstance(part, (ast.Return, ast.Raise)) for part in ast.walk(statement)):
                    break
    return found
