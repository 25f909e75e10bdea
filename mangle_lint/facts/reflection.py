"""Attributes that code reaches by their name as a text.

`reflection_of` is the one place that knows how that is written:

    hasattr(x, "_C__y")   getattr(x, "_C__y", None)   x.__delattr__("_C__y")   and their like
    "_C__y" in x.__dict__   … in vars(x)   … in dir(x)   … in vars(x).keys()
    x.__dict__["_C__y"]   vars(x)["_C__y"]   x.__dict__.pop("_C__y")   and get, setdefault, update
    attrgetter("_C__y")(x)   methodcaller("_C__y")(x)   mock.patch.object(x, "_C__y")
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from mangle_lint.facts.events import Form
from mangle_lint.source.builtin_parser import literal
from mangle_lint.source.nodes import walk
from mangle_lint.source.reflective_names import (
    FUNCTIONS,
    GETTERS,
    METHODS,
    NAMESPACE_METHODS,
    PATCHERS,
    Action,
    Consequence,
)


@dataclass(frozen=True, slots=True)
class Reflection:
    """One place in the code that reaches an attribute by its name as a text.

    `owner` is the object that has the attribute, `name` the expression of the text: any expression,
    often no literal. `extra` is a default or an assigned value, where one is written. A test is
    `negated` if it holds where the attribute is missing.
    """

    action: Action
    owner: cst.BaseExpression
    name: cst.BaseExpression
    extra: cst.BaseExpression | None
    form: Form
    negated: bool = False

    @property
    def consequence(self) -> Consequence:
        """What always comes of it if there is no such attribute."""
        match self.action:
            case Action.TEST:
                return Consequence.TRUE if self.negated else Consequence.FALSE
            case Action.ASSIGN | Action.ASSIGN_MISSING | Action.ASSIGN_MANY:
                return Consequence.OTHER_ATTRIBUTE
            case Action.ITEM:
                return Consequence.KEY_ERROR
            case Action.PATCH:
                return Consequence.PATCH_ERROR
        if self.may_miss:
            return Consequence.DEFAULT
        is_item = self.form is Form.DICT
        return Consequence.KEY_ERROR if is_item else Consequence.ATTRIBUTE_ERROR

    @property
    def may_miss(self) -> bool:
        """Whether nothing is raised where the attribute is missing."""
        if self.action is Action.READ and self.form is Form.DICT:
            return True
        return self.action in (Action.READ, Action.DELETE) and self.extra is not None


def reflection_of(node: cst.CSTNode) -> Reflection | None:
    """What a call, a comparison or a subscript reaches by a text; None if it does no such thing.

    `object.__delattr__(x, …)` and `x.__delattr__(…)` are both `delattr(x, …)`.
    """
    match node:
        case cst.Call(cst.Name(function), args) if function in FUNCTIONS:
            return _of_call(FUNCTIONS[function], Form.STRING, args)
        case cst.Call(cst.Attribute(cst.Name("object"), cst.Name(method)), args) if (
            method in METHODS
        ):
            return _of_call(METHODS[method], Form.STRING, args)
        case cst.Call(cst.Attribute(receiver, cst.Name(method)), args) if method in METHODS:
            return _of_call(METHODS[method], Form.STRING, args, receiver)
        case cst.Call(cst.Attribute(namespace, cst.Name(method)), args) if (
            method in NAMESPACE_METHODS and (owner := _namespace_owner(namespace)) is not None
        ):
            return _of_call(NAMESPACE_METHODS[method], Form.DICT, args, owner)
        case cst.Call(cst.Call(getter, [cst.Arg(name)]), [cst.Arg(owner)]) if (
            _last_name(getter) in GETTERS
        ):
            return Reflection(Action.READ, owner, name, None, Form.STRING)
        case cst.Call(cst.Attribute(patcher, cst.Name(method)), args) if (
            PATCHERS.get(_last_name(patcher)) == method
        ):
            return None if _creates(args) else _of_call(Action.PATCH, Form.STRING, args[:2])
        case cst.Comparison(
            name, [cst.ComparisonTarget(cst.In() | cst.NotIn() as test, right)]
        ) if (owner := _names_owner(right)) is not None:
            negated = isinstance(test, cst.NotIn)
            return Reflection(Action.TEST, owner, name, None, Form.DICT, negated)
        case cst.Subscript(namespace, [cst.SubscriptElement(cst.Index(name))]) if (
            owner := _namespace_owner(namespace)
        ) is not None:
            return Reflection(Action.ITEM, owner, name, None, Form.DICT)
    return None


def _of_call(
    action: Action, form: Form, args: Sequence[cst.Arg], *owner: cst.BaseExpression
) -> Reflection | None:
    """A call whose first argument is the owner, unless one is given; None if it names nothing."""
    match [*owner, *(arg.value for arg in args)]:
        case [first, name, *extra]:
            return Reflection(action, first, name, extra[0] if extra else None, form)
    return None


def _last_name(node: cst.BaseExpression) -> str:
    match node:
        case cst.Name(name) | cst.Attribute(attr=cst.Name(name)):
            return name
    return ""


def _creates(args: Sequence[cst.Arg]) -> bool:
    """Whether a patch may also add what is not there."""
    return any(arg.keyword is not None and arg.keyword.value == "create" for arg in args)


def _namespace_owner(node: cst.BaseExpression) -> cst.BaseExpression | None:
    """The object whose attributes `node` holds: `x` of `x.__dict__` and `vars(x)`; else None."""
    match node:
        case cst.Attribute(owner, cst.Name("__dict__")):
            return owner
        case cst.Call(cst.Name("vars"), [cst.Arg(owner)]):
            return owner
    return None


def _names_owner(node: cst.BaseExpression) -> cst.BaseExpression | None:
    """The object whose attributes' names are in `node`: a namespace, its keys, or `dir(x)`."""
    match node:
        case cst.Call(cst.Name("dir"), [cst.Arg(owner)]):
            return owner
        case cst.Call(cst.Attribute(namespace, cst.Name("keys")), []):
            return _names_owner(namespace)
    return _namespace_owner(node)


def string_of(node: cst.BaseExpression) -> str | None:
    """The text of a plain string literal without escapes; None for everything else."""
    if isinstance(node, cst.SimpleString) and "\\" not in node.value:
        value = literal(node.value)
        return value if isinstance(value, str) else None
    return None


def may_spell_private(node: cst.BaseExpression) -> bool:
    """Whether a computed text has two underscores in one of its parts, as a mangled name has."""
    texts = (cst.SimpleString, cst.FormattedStringText)
    return any(isinstance(part, texts) and "__" in part.value for part in walk(node))
