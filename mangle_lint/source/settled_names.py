"""Which private names every made object has, for its `__init__` assigns them for certain."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from mangle_lint.source.early_names import functions_of
from mangle_lint.source.mangling import is_private, mangle


def settled_names(nodes: Sequence[ast.ClassDef]) -> frozenset[str]:
    """The mangled names that all `__init__` of all these classes assign on every path."""
    found: list[set[str]] = []
    for node in nodes:
        makers = [function for function in functions_of(node.body) if function.name == "__init__"]
        found += (set(_assigned(function, node.name)) for function in makers) if makers else [set()]
    return frozenset(set.intersection(*found)) if found else frozenset()


def _assigned(function: ast.FunctionDef | ast.AsyncFunctionDef, owner: str) -> Iterator[str]:
    parameters = [*function.args.posonlyargs, *function.args.args]
    if not parameters or function.decorator_list:
        return
    for statement in function.body:
        targets: list[ast.expr]
        match statement:
            case ast.Assign():
                targets = statement.targets
            case ast.AnnAssign(value=ast.expr()):
                targets = [statement.target]
            case _ if any(isinstance(inner, ast.Return) for inner in ast.walk(statement)):
                return
            case _:
                continue
        for target in targets:
            match target:
                case ast.Attribute(value=ast.Name(name), attr=attr) if is_private(attr):
                    if name == parameters[0].arg:
                        yield mangle(attr, owner)
