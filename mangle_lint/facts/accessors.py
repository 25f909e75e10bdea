"""What decorators make of a function, and which functions a property is made of."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from mangle_lint.facts.cfg.bodies import Role

_KINDS = ("getter", "setter", "deleter")
_PARAMETERS = {"fget": "getter", "fset": "setter", "fdel": "deleter"}  # of `property`, in order
_PROPERTIES = ("property", "abstractproperty", "Property")
TRANSPARENT = ("staticmethod", "classmethod", "override", "final", "abstractmethod")
"""The decorators that leave a function as it is, and hand it to nobody."""
_CONSTRUCTORS = ("__init__", "__new__", "__post_init__")
_CLASS_METHODS = ("__init_subclass__", "__class_getitem__")


def decorators_of(node: cst.FunctionDef) -> list[tuple[str, str]]:
    """The last two names of each decorator: `("x", "setter")` for `@x.setter`, else `""`."""
    return [_last_names(item.decorator) for item in node.decorators]


def _last_names(node: cst.BaseExpression) -> tuple[str, str]:
    match node:
        case cst.Call(func):
            return _last_names(func)
        case cst.Name(name):
            return "", name
        case cst.Attribute(cst.Name(owner) | cst.Attribute(attr=cst.Name(owner)), cst.Name(name)):
            return owner, name
    return "", ""


def accessor_of(name: str, decorators: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """The property that the function `name` belongs to, and as what; None if to none.

    That is its "getter", "setter" or "deleter", or "cached": a getter that is run once.
    """
    for owner, last in decorators:
        if last in _KINDS and owner:
            return owner, last
        if last == "cached_property":
            return name, "cached"
        if last in _PROPERTIES:
            return name, "getter"
    return None


def property_arguments(args: Sequence[cst.Arg]) -> dict[str, str]:
    """What `property(get, set, del)` is made of: names of functions by "getter" and so on."""
    return {
        _PARAMETERS[arg.keyword.value] if arg.keyword else kind: arg.value.value
        for arg, kind in zip(args, _KINDS, strict=False)
        if isinstance(arg.value, cst.Name)
        if arg.keyword is None or arg.keyword.value in _PARAMETERS
    }


def role_of(name: str, decorators: Sequence[tuple[str, str]], *, is_accessor: bool) -> Role:
    """What the function `name` of a class body is to the class."""
    names = {last for _, last in decorators}
    if name in _CONSTRUCTORS:
        return Role.CONSTRUCTOR
    if "staticmethod" in names:
        return Role.STATIC_METHOD
    if "classmethod" in names or name in _CLASS_METHODS:
        return Role.CLASS_METHOD
    if name == "__del__":
        return Role.DESTRUCTOR
    return Role.ACCESSOR if is_accessor else Role.METHOD
