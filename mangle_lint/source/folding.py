"""Constant expressions: literals, and arithmetic on them."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable

_BINARY: dict[type[ast.operator], Callable[[int, int], object]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitOr: operator.or_,
    ast.BitAnd: operator.and_,
    ast.BitXor: operator.xor,
}
_LARGEST = 2**64


def folded(node: ast.expr) -> object:
    """The value of a literal, or of arithmetic on whole numbers below 2**64.

    Raises ValueError where `node` is neither.
    """
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_whole(inner) if not _is_float(inner) else ast.literal_eval(node)
        case ast.UnaryOp(op=ast.Invert(), operand=inner):
            return ~_whole(inner)
        case ast.BinOp(left=left, op=kind, right=right) if type(kind) in _BINARY:
            one, other = _whole(left), _whole(right)
            if isinstance(kind, ast.LShift) and not 0 <= other < 64:
                raise ValueError("too far a shift")
            try:
                return _BINARY[type(kind)](one, other)
            except ArithmeticError as error:
                raise ValueError(str(error)) from error
    return ast.literal_eval(node)


def _is_float(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, (float, complex))


def _whole(node: ast.expr) -> int:
    value = folded(node)
    if not isinstance(value, int) or abs(value) >= _LARGEST:
        raise ValueError("no whole number, or too large")
    return value
