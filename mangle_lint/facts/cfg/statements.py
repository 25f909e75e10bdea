"""Statements that neither assign nor jump nor branch: expressions, imports, definitions."""

from __future__ import annotations

import libcst as cst

from mangle_lint.facts.cfg.functions import defaults, nested_body
from mangle_lint.facts.cfg.lowering import Lowering, lowers_statement
from mangle_lint.facts.cfg.names import imported_names
from mangle_lint.facts.events import Usage

_EXIT_CALLS = ("exit", "_exit", "abort")


@lowers_statement(cst.SimpleStatementLine)
def _line(low: Lowering, node: cst.SimpleStatementLine) -> None:
    low.block(node.body)


@lowers_statement(cst.Expr)
def _expression(low: Lowering, node: cst.Expr) -> None:
    low.value(node.value, Usage.TOLERATED)
    if isinstance(node.value, cst.Call) and _exits(node.value.func):
        low.graph.loose = []


def _exits(func: cst.BaseExpression) -> bool:
    """Whether a call of `func` ends the process: `sys.exit` and its like."""
    match func:
        case cst.Name(name) | cst.Attribute(cst.Name("sys" | "os"), cst.Name(name)):
            return name in _EXIT_CALLS
    return False


@lowers_statement(cst.Import, cst.ImportFrom)
def _import(low: Lowering, node: cst.Import | cst.ImportFrom) -> None:
    for name in imported_names(node):
        low.assign_local(name)


@lowers_statement(cst.FunctionDef)
def _function(low: Lowering, node: cst.FunctionDef) -> None:
    for decorator in node.decorators:
        low.value(decorator.decorator, Usage.CALLED)
    defaults(low, node.params)
    qualname = f"{low.body.qualname}.{node.name.value}"
    body = nested_body(low.model, low.scope, node, qualname)
    low.scope.functions[node.name.value] = body
    if node.decorators:
        low.model.escapes.add(body)


@lowers_statement(cst.ClassDef)
def _class(low: Lowering, node: cst.ClassDef) -> None:
    for decorator in node.decorators:
        low.value(decorator.decorator, Usage.CALLED)
    for base in (*node.bases, *node.keywords):
        low.value(base.value)
