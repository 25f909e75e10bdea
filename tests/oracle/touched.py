"""Which attributes a method touches, read from its text: no other can matter to a call of it."""

from __future__ import annotations

import ast

from tests.oracle.interface import handed_on
from tests.oracle.language import CLASS_NAME


def touched(source: str) -> dict[str, frozenset[str]]:
    """What Python calls the attributes that each method, or one that it may start, names."""
    [cls] = ast.parse(source).body
    assert isinstance(cls, ast.ClassDef)
    methods = {node.name: node for node in cls.body if isinstance(node, ast.FunctionDef)}
    named = {name: _named(node) for name, node in methods.items()}
    reachable = {name: _reachable(name, named) for name in methods}
    return {
        name: frozenset(map(_mangled, found - methods.keys()))
        | frozenset(map(handed_on, found & methods.keys()))
        for name, found in reachable.items()
    }


def _reachable(name: str, named: dict[str, set[str]]) -> set[str]:
    """All names in a method, and in those that it names."""
    found, pending = {name}, [name]
    while pending:
        new = named.get(pending.pop(), set()) - found
        found |= new
        pending += new
    return found


def _named(method: ast.FunctionDef) -> set[str]:
    """Attributes, and texts that may name one."""
    return {
        node.attr if isinstance(node, ast.Attribute) else str(node.value)
        for node in ast.walk(method)
        if isinstance(node, ast.Attribute | ast.Constant)
    }


def _mangled(name: str) -> str:
    return f"_{CLASS_NAME}{name}" if name.startswith("__") else name
