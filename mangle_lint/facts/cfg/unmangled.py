"""Texts that spell a private name as code does, where Python mangles no text."""

from __future__ import annotations

import libcst as cst

from mangle_lint.facts.cfg.bodies import Role
from mangle_lint.facts.cfg.lowering import Lowering
from mangle_lint.facts.events import ANY, CLASS_RECEIVER, EventKind, Key
from mangle_lint.facts.reflection import Reflection
from mangle_lint.source.mangling import is_private
from mangle_lint.source.reflective_names import Action

_GETTING = (Action.TEST, Action.READ, Action.ITEM)


def note_unmangled(low: Lowering, found: Reflection) -> None:
    """Note that code reaches an attribute of the class, or of one of its objects, by such a text.

    Where the text of a read is computed, it may be any one. Outside of the class only patches
    count: tests may look on purpose at what is not there.
    """
    name = low.scope.text(found.name)
    if name is None and found.action not in _GETTING:
        return
    if name is not None and not (is_private(name) and name.isidentifier()):
        return
    if low.body.role is Role.OUTSIDE and found.action is not Action.PATCH:
        return
    receiver = _own(low, found.owner)
    if receiver is not None:
        key = Key(receiver, ANY if name is None else name)
        consequence = found.consequence
        low.event(EventKind.UNMANGLED, key, found.name, form=found.form, consequence=consequence)


def _own(low: Lowering, node: cst.BaseExpression) -> str | None:
    """The receiver that an expression means, if that is the class, or surely an object of it."""
    match node:
        case cst.Call(cst.Name("super"), []):
            return low.body.receiver
        case cst.Call(cst.Name("type"), [cst.Arg(value)]) | cst.Attribute(
            value, cst.Name("__class__")
        ):
            return CLASS_RECEIVER if _own(low, value) is not None else None
    receiver = low.scope.receiver(node)
    if low.model.is_own(receiver):
        return receiver
    call = low.scope.calls.get(node.value) if isinstance(node, cst.Name) else node
    return receiver if isinstance(call, cst.Call) and _makes(low, call) else None


def _makes(low: Lowering, call: cst.Call) -> bool:
    """Whether a call makes an object of the class: `C()`, `type(self)()`, `cls.__new__(cls)`."""
    match call:
        case cst.Call(cst.Attribute(_, cst.Name("__new__")), [cst.Arg(made), *_]):
            return _is_class(low, made)
    return _is_class(low, call.func)


def _is_class(low: Lowering, node: cst.BaseExpression) -> bool:
    if isinstance(node, cst.Call) and not isinstance(node.func, cst.Name):
        return False
    receiver = _own(low, node)
    is_given = low.body.name == "__new__" and receiver == low.body.receiver
    return receiver == CLASS_RECEIVER or (is_given and receiver is not None)
