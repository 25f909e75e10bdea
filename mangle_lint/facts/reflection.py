"""Attributes that are reached by their mangled name as a string: `getattr`, `__dict__`, `vars`."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from mangle_lint.source.nodes import parts

_BUILTINS = frozenset({"hasattr", "getattr", "setattr", "delattr"})
_METHODS = {
    "__getattribute__": "getattr",
    "__setattr__": "setattr",
    "__delattr__": "delattr",
}


@dataclass(frozen=True, slots=True)
class AttributeCall:
    """A call that reaches an attribute by its name as a text.

    `function` is `hasattr`, `getattr`, `setattr` or `delattr`; `extra` the default or the value.
    """

    function: str
    owner: cst.BaseExpression
    name: cst.BaseExpression
    extra: cst.BaseExpression | None


def attribute_call(call: cst.Call) -> AttributeCall | None:
    """What a call does to an attribute that it names by a text; None for every other call.

    `object.__delattr__(self, …)` and `self.__delattr__(…)` count as `delattr(self, …)`.
    """
    arguments = [arg.value for arg in call.args]
    match call.func:
        case cst.Name(function) if function in _BUILTINS:
            pass
        case cst.Attribute(cst.Name("object"), cst.Name(method)) if method in _METHODS:
            function = _METHODS[method]
        case cst.Attribute(receiver, cst.Name(method)) if method in _METHODS:
            function, arguments = _METHODS[method], [receiver, *arguments]
        case _:
            return None
    if len(arguments) < 2:
        return None
    owner, name, *extra = arguments
    return AttributeCall(function, owner, name, extra[0] if extra else None)


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
        case cst.Call(cst.Name("vars"), [cst.Arg(owner)]):
            return owner
    return None


def names_owner(node: cst.BaseExpression) -> cst.BaseExpression | None:
    """The object whose attributes' names are in `node`: of a namespace, its keys, `dir(x)`."""
    match node:
        case cst.Call(cst.Name("dir"), [cst.Arg(owner)]):
            return owner
        case cst.Call(cst.Attribute(namespace, cst.Name("keys")), []):
            return names_owner(namespace)
    return namespace_owner(node)


def single_index(node: cst.Subscript) -> cst.BaseExpression | None:
    """`k` of `x[k]`; None for slices and several indices."""
    match node.slice:
        case [cst.SubscriptElement(cst.Index(value))]:
            return value
    return None


def may_spell_private(node: cst.BaseExpression) -> bool:
    """Whether a computed text has two underscores in one of its parts, as a mangled name has."""
    stack: list[cst.CSTNode] = [node]
    while stack:
        part = stack.pop()
        match part:
            case cst.SimpleString(value) | cst.FormattedStringText(value) if "__" in value:
                return True
        stack.extend(parts(part))
    return False
