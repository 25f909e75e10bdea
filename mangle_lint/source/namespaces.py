"""Code that gives objects attributes whose names it computes, told from the built-in tree."""

from __future__ import annotations

import ast

_READING = frozenset("get items keys values copy pop".split())
"""Methods of an object's dictionary that put nothing into it."""

_HARMLESS = frozenset(
    "all any bool copy deepcopy dict dir dumps enumerate format id isinstance iter len list map "
    "pformat pprint print repr set sorted str sum tuple type zip".split()
)
"""Functions that put nothing into a dictionary they are given."""


def fills_namespace(node: ast.AST) -> str:
    """Why a statement or expression may put any name into an object's `__dict__`; else empty.

    `x.__dict__ = …`, `vars(x).update(…)`, `x.__dict__[name] = …`, `f(x.__dict__)` may do that.
    """
    match node:
        case ast.Attribute(attr="__dict__", ctx=ast.Store()):
            return "the class assigns to `__dict__`"
        case ast.Subscript(value=owner, slice=index, ctx=ast.Store()) if is_namespace(owner):
            return "" if _is_text(index) else "the class fills `__dict__`"
        case ast.Call(func=ast.Attribute(value=owner, attr=method)) if is_namespace(owner):
            known = method == "setdefault" and bool(node.args) and _is_text(node.args[0])
            return "" if known or method in _READING else "the class fills `__dict__`"
        case ast.Call(func=function) if any(map(is_namespace, node.args)):
            last = function.attr if isinstance(function, ast.Attribute) else None
            last = function.id if isinstance(function, ast.Name) else last
            return "" if last in _HARMLESS else "the class hands `__dict__` to a function"
        case ast.Assign(value=value) | ast.NamedExpr(value=value) if is_namespace(value):
            return "the class works on `__dict__`"
        case ast.AugAssign(target=target) if is_namespace(target):
            return "the class fills `__dict__`"
        case ast.Call(func=ast.Name("exec")):
            return "the class executes code that it is given"
    return ""


def is_namespace(node: ast.AST) -> bool:
    """Whether an expression is the dictionary of an object's attributes."""
    match node:
        case ast.Attribute(attr="__dict__"):
            return True
        case ast.Call(func=ast.Name("vars" | "locals"), keywords=[]):
            return True
    return False


def stored_by_text(node: ast.AST) -> str:
    """The attribute that code sets by its name as a text; empty if it does no such thing."""
    match node:
        case ast.Call(func=ast.Name("setattr"), args=[_, ast.Constant(value=str(name)), _]):
            return name
        case ast.Call(
            func=ast.Attribute(attr="__setattr__"), args=[*_, ast.Constant(value=str(name)), _]
        ):
            return name
        case ast.Subscript(value=owner, slice=ast.Constant(value=str(name)), ctx=ast.Store()):
            return name if is_namespace(owner) else ""
        case ast.Call(
            func=ast.Attribute(value=owner, attr="setdefault"),
            args=[ast.Constant(value=str(name)), *_],
        ):
            return name if is_namespace(owner) else ""
    return ""


def stores_computed(
    node: ast.AST,
    handed_on: frozenset[str],
    function: ast.FunctionDef | ast.AsyncFunctionDef | None,
) -> str:
    """Why a call may set an attribute of any name, as `setattr(x, name, …)` does; else empty.

    What is in `handed_on` is not computed: those are the parameters of a `__setattr__`. `function`
    is the one around the call; what is surely not an object of its class does not count.
    """
    match node:
        case ast.Call(func=ast.Name("setattr"), args=[owner, name, _]):
            if _is_another(owner, function):
                return ""
        case ast.Call(func=ast.Attribute(attr="__setattr__"), args=[*_, name, _]):
            pass
        case _:
            return ""
    if _is_text(name) or (isinstance(name, ast.Name) and name.id in handed_on):
        return ""
    return "" if _starts_otherwise(name) else "the class sets attributes by names that it computes"


def _is_another(owner: ast.expr, function: ast.FunctionDef | ast.AsyncFunctionDef | None) -> bool:
    """Whether an object is another one than those of the class around a function.

    Its own are the first parameter, and what the function makes by calling something.
    """
    if not isinstance(owner, ast.Name) or function is None:
        return isinstance(owner, ast.Attribute) and owner.attr != "__class__"
    parameters = [*function.args.posonlyargs, *function.args.args]
    if parameters[:1] and parameters[0].arg == owner.id:
        return False
    if owner.id in [parameter.arg for parameter in parameters]:
        return True
    for part in ast.walk(function):
        match part:
            case ast.For(target=ast.Name(name)) if name == owner.id:
                return True
    return False


def _starts_otherwise(name: ast.expr) -> bool:
    """Whether a computed text starts with a letter, so that it is no mangled name."""
    match name:
        case ast.JoinedStr(values=[first, *_]) | ast.BinOp(left=first):
            return (
                isinstance(first, ast.Constant)
                and isinstance(first.value, str)
                and first.value[:1].isalpha()
            ) or (isinstance(first, ast.BinOp) and _starts_otherwise(first))
    return False


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
