"""Dotted names in the built-in parser's tree."""

from __future__ import annotations

import ast


def dotted(node: ast.expr) -> str:
    """The dotted name that an expression is, `a.b.C`, without its subscript; else empty."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=owner, attr=name) if prefix := dotted(owner):
            return f"{prefix}.{name}"
        case ast.Subscript(value=owner):
            return dotted(owner)
    return ""
