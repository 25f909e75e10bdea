"""Attributes that are reached by their mangled name as a string: `getattr`, `__dict__`, `vars`."""

from __future__ import annotations

import libcst as cst

_BUILTINS = {
    "hasattr": "hasattr",
    "getattr": "getattr",
    "setattr": "setattr",
    "delattr": "delattr",
    "__getattribute__": "getattr",
    "__setattr__": "setattr",
    "__delattr__": "delattr",
}


def attribute_builtin(call: cst.Call) -> str | None:
    """`hasattr`, `getattr`, `setattr` or `delattr` for a call that does just that.

    `object.__delattr__(self, …)` counts as `delattr(self, …)`. None for every other call.
    """
    match call.func:
        case cst.Name(name) if not name.startswith("__"):
            found = _BUILTINS.get(name)
        case cst.Attribute(cst.Name("object"), cst.Name(name)) if name.startswith("__"):
            found = _BUILTINS.get(name)
        case _:
            return None
    return found if len(call.args) >= 2 else None


def string_of(node: cst.BaseExpression) -> str | None:
    """The text of a plain string literal without escapes, None for everything else."""
    if isinstance(node, cst.SimpleString) and "\\" not in node.value:
        value = node.evaluated_value
        return value if isinstance(value, str) else None
    return None


def namespace_owner(node: cst.BaseExpression) -> cst.BaseExpression | None:
    """The object whose attributes `node` holds: `x` of `x.__dict__`, `vars(x)`; else None."""
    match node:
        case cst.Attribute(owner, cst.Name("__dict__")):
            return owner
        case cst.Call(cst.Name("vars" | "dir"), [cst.Arg(owner)]):
            return owner
    return None


def single_index(node: cst.Subscript) -> cst.BaseExpression | None:
    """`k` of `x[k]`; None for slices and several indices."""
    match node.slice:
        case [cst.SubscriptElement(cst.Index(value))]:
            return value
    return None
