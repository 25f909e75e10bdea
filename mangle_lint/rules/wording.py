"""Branches and handlers in words, with the code as it is written, on one line."""

from __future__ import annotations

import ast
from contextlib import suppress

import libcst as cst

from mangle_lint.facts.cfg.graph import Node
from mangle_lint.facts.cfg.operations import Dispatch

_MODULE = cst.Module(())
_MOST = 60


def branch_text(node: Node, slot: int) -> str | None:
    """What is known of a condition where `slot` was taken; None if the slot does not say it."""
    truth, syntax = node.truths[slot] if slot < len(node.truths) else None, node.syntax
    if truth is None or syntax is None:
        return None
    match syntax:
        case cst.For() | cst.CompFor():
            loop = f"for {code_of(syntax.target)} in {code_of(syntax.iter)}"
            return f"the loop `{_short(loop)}` {'goes on' if truth else 'ends'}"
        case cst.MatchPattern():
            fits = "matches" if truth else "does not match"
            return f"`case {code_of(syntax)}` {fits}"
        case cst.FunctionDef(cst.Name(name)):
            return f"`{name}` is {'not ' if truth else ''}overridden"
        case cst.Lambda():
            return f"`{code_of(syntax)}` {'runs' if truth else 'does not run'}"
    return f"`{code_of(syntax)}` is {'true' if truth else 'false'}"


def catch_text(node: Node, slot: int) -> str:
    """What becomes of an exception that a clause has, as in "is caught by `except OSError`"."""
    if isinstance(node.op, Dispatch) and node.op.is_finally:
        return "leads to `finally`"
    match node.syntax:
        case cst.Try(handlers=handlers) | cst.TryStar(handlers=handlers) if slot < len(handlers):
            kind = handlers[slot].type
            star = "*" if isinstance(node.syntax, cst.TryStar) else ""
            clause = f"except{star} {code_of(kind)}" if kind is not None else "except"
            return f"is caught by `{clause}`"
        case cst.With(items=items):
            return f"is caught by `with {_short(', '.join(code_of(i.item) for i in items))}`"
    return "is caught"


def header_of(node: cst.CSTNode) -> tuple[cst.CSTNode, cst.CSTNode | None]:
    """Where the place of a step begins and ends: a loop or block is shown by its first line."""
    match node:
        case cst.For():
            return node, node.iter
        case cst.CompFor():  # LibCST gives it no place of its own
            return node.target, node.iter
        case cst.With(items=[*_, last]):
            return node, last.item
        case cst.FunctionDef():
            return node.name, None
        case cst.If() | cst.While():
            return node.test, None
    return node, None


def code_of(node: cst.CSTNode) -> str:
    """The code of an expression or a pattern on one line, without parentheses around it."""
    if getattr(node, "lpar", None):
        node = node.with_changes(lpar=(), rpar=())
    code = _MODULE.code_for_node(node)
    if len(code.splitlines()) > 1:
        with suppress(SyntaxError, ValueError):  # without the comments in it
            code = ast.unparse(ast.parse(f"({code})", mode="eval"))
    return _short(" ".join(code.split()))


def _short(code: str) -> str:
    return code if len(code) <= _MOST else f"{code[: _MOST - 1]}…"
