"""What may raise an exception, and which classes of exceptions code names."""

from __future__ import annotations

import libcst as cst

from mangle_lint.source.nodes import children_of, flat_targets

_RISKY = (cst.Call, cst.Await, cst.Subscript, cst.BinaryOperation, cst.Import, cst.ImportFrom)

_MODULE_ERRORS = frozenset({"error", "timeout", "herror", "gaierror"})  # socket.error and its like

_EXPECTING = ("suppress", "raises", "assertRaises", "assertRaisesRegex")


def is_risky(node: cst.CSTNode) -> bool:
    """Whether something in `node` may raise in practice, such as a call or a read of an attribute.

    An assignment to an attribute does not.
    """
    stack = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, (*_RISKY, cst.Attribute)):
            return True
        if isinstance(part, cst.AssignTarget) and isinstance(part.target, cst.Attribute):
            part = part.target.value
            if isinstance(part, cst.Name):
                continue
        if not isinstance(part, cst.Lambda):
            stack += children_of(part)
    return False


def deleted_by(node: cst.BaseSmallStatement) -> tuple[cst.CSTNode, ...]:
    """What `node` deletes, by `del` or a call, if it does nothing else that may raise."""
    match node:
        case cst.Del(target):
            return tuple(flat_targets(target))
        case cst.Expr(cst.Call() as call):
            return (call,)
    return ()


def last_name(node: cst.BaseExpression) -> str | None:
    """The exception class that an expression names; None if it does not look like one."""
    match node:
        case cst.Attribute(attr=cst.Name(name)) if name in _MODULE_ERRORS:
            return name
        case cst.Name(name) | cst.Attribute(attr=cst.Name(name)):
            return name if name.lstrip("_")[:1].isupper() else None
    return None


def caught_by(node: cst.BaseExpression | None) -> frozenset[str] | None:
    """The names of the classes that an `except` clause catches; None if it may catch any."""
    if node is None:
        return None
    classes = [e.value for e in node.elements] if isinstance(node, cst.Tuple) else [node]
    names = [last_name(part) for part in classes]
    known = frozenset(name for name in names if name is not None)
    return known if len(known) == len(set(names)) and known else None


def swallowed_by(node: cst.BaseExpression) -> frozenset[str] | None:
    """The names of the classes that a context manager swallows; None if it is not made for that.

    `contextlib.suppress`, and what test frameworks have to expect an exception.
    """
    match node:
        case cst.Call(cst.Name(name) | cst.Attribute(attr=cst.Name(name)), args) if (
            name in _EXPECTING
        ):
            names = [n for arg in args if arg.star == "" for n in caught_by(arg.value) or ()]
            return frozenset(names)
    return None
