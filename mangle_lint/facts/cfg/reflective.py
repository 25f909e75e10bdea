"""Attributes that are reached by their name as a text: `getattr`, `vars`, `__dict__`."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from mangle_lint.facts.cfg.graph import Outcome
from mangle_lint.facts.cfg.lowering import Lowering
from mangle_lint.facts.cfg.names import stored_attributes
from mangle_lint.facts.cfg.operations import Access, Assign, Exists, Fork, Test
from mangle_lint.facts.cfg.unmangled import note_unmangled
from mangle_lint.facts.events import ANY, EventKind, Form, Key, Usage
from mangle_lint.facts.reflection import Reflection, may_spell_private, reflection_of
from mangle_lint.facts.values import NEVER, TRUTHY, UNKNOWN, Value
from mangle_lint.source.mangling import mangle
from mangle_lint.source.reflective_names import Action


def reflective_call(low: Lowering, node: cst.Call, usage: Usage) -> bool:
    """Lower a call that reaches a private attribute by its name as a text.

    False if it does not: then it is still to be lowered as any other call.
    """
    found = reflection_of(node)
    if found is None:
        return False
    note_unmangled(low, found)
    name = low.scope.text(found.name)
    if found.action is Action.ASSIGN_MANY or (found.action is Action.ASSIGN and name is None):
        # whatever was missing may be there now
        low.graph.emit(Assign(Key(low.scope.receiver(found.owner), ANY), UNKNOWN))
    elif name is None:
        pass
    elif low.model.is_private(name) and found.action is not Action.PATCH:
        _access(low, node, found, name, usage)
        return True
    elif found.form is Form.STRING and found.action in (Action.ASSIGN, Action.DELETE):
        value = low.known(found.extra) if found.extra is not None else Value(NEVER)
        low.graph.emit(Assign(Key(_receiver(low, found), name), value))
    return False


def _access(low: Lowering, node: cst.Call, found: Reflection, name: str, usage: Usage) -> None:
    low.value(found.owner, Usage.ATTRIBUTE)
    low.value(found.extra)
    key, form = Key(_receiver(low, found), name), found.form
    if form is Form.STRING and (method := low.model.methods.get(name)) is not None:
        low.model.escapes.add(method)
    match found.action:
        case Action.TEST:
            low.graph.join(low.choose(_exists(low, key, node, form), node))
        case Action.READ if found.may_miss:
            event = low.event(EventKind.EXISTENCE_TEST, key, node, usage, form)
            low.graph.emit(Access(event, lenient=True))
        case Action.READ:
            low.read(key, node, usage, form)
        case Action.DELETE:
            event = low.event(EventKind.DELETION, key, node, form=form)
            low.graph.emit(Access(event, lenient=found.may_miss))
        case Action.ASSIGN if found.extra is not None:
            low.event(EventKind.ASSIGNMENT, key, node, form=form, value=found.extra)
            low.graph.emit(Assign(key, low.known(found.extra)))
        case Action.ASSIGN_MISSING:
            low.graph.emit(Assign(key, UNKNOWN))


def _receiver(low: Lowering, found: Reflection) -> str:
    """The receiver of the attribute; `super()` of a call by text is the object itself."""
    match found:
        case Reflection(owner=cst.Call(cst.Name("super"), []), form=Form.STRING):
            if low.body.receiver is not None:
                return low.body.receiver
    return low.scope.receiver(found.owner)


def namespace_key(low: Lowering, node: cst.Subscript, action: Action) -> Key | None:
    """The private attribute that `self.__dict__["_C__x"]` means; None for other subscripts."""
    found = reflection_of(node)
    if found is not None:
        note_unmangled(low, replace(found, action=action))
    name = low.scope.text(found.name) if found is not None else None
    if found is None or name is None or not low.model.is_private(name):
        return None
    return Key(low.scope.receiver(found.owner), name)


def reflective_condition(
    low: Lowering, node: cst.Call | cst.Comparison, usage: Usage = Usage.TESTED
) -> Outcome | None:
    """Lower a condition that tests whether an attribute exists that it names by a text.

    None if it does not, or if nothing is known of that attribute: then it is still to be lowered as
    any other condition.
    """
    found = reflection_of(node)
    if found is None:
        return None
    note_unmangled(low, found)
    name = low.scope.text(found.name)
    if name is None or not low.model.is_private(name):
        return _test_of_other(low, node, found, name)
    if found.action is Action.TEST:
        low.value(found.owner, Usage.ATTRIBUTE)
        key = Key(low.scope.receiver(found.owner), name)
        place = node if found.form is Form.STRING else found.name
        return low.choose(_exists(low, key, place, found.form), node)
    if found.action is Action.READ and found.form is Form.STRING and usage is Usage.TESTED:
        if found.extra is not None:
            return _getattr_with_default(low, node, found, name, found.extra)
    return None


def _exists(low: Lowering, key: Key, node: cst.CSTNode, form: Form) -> Exists:
    return Exists(key, low.event(EventKind.EXISTENCE_TEST, key, node, Usage.TESTED, form))


def _test_of_other(
    low: Lowering, node: cst.CSTNode, found: Reflection, name: str | None
) -> Outcome | None:
    """`hasattr(self, "name")` where `name` is not mangled, or `hasattr(self, f"_C__{name}")`.

    Python does not mangle texts, so a test of `"__x"` never finds the attribute. Where the body
    also assigns or deletes it, the test fails; elsewhere it is no guard for a read, and nothing is
    concluded from it.
    """
    if found.action is not Action.TEST or found.form is not Form.STRING:
        return None
    if name is None:
        if may_spell_private(found.name):
            key = Key(low.scope.receiver(found.owner), ANY)
            low.event(EventKind.EXISTENCE_TEST, key, node, Usage.TESTED, Form.STRING)
        return None
    low.value(found.owner, Usage.ATTRIBUTE)
    if mangle(name, low.scope.class_name) == name:
        return low.choose(Exists(Key(low.scope.receiver(found.owner), name), None), node)
    if low.body.node is not None and name in stored_attributes(low.body.node):
        return [], low.graph.loose
    return low.choose(Fork(), node)


def _getattr_with_default(
    low: Lowering, node: cst.CSTNode, found: Reflection, name: str, default: cst.BaseExpression
) -> Outcome:
    """`if getattr(self, "_C__x", default):` tests existence and truth at once."""
    low.value(found.owner, Usage.ATTRIBUTE)
    low.value(default)
    key = Key(low.scope.receiver(found.owner), name)
    is_false = not low.known(default).bits & TRUTHY
    test = _exists(low, key, node, Form.STRING)
    low.graph.loose, missing = low.choose(test, node, (None, False if is_false else None))
    holds, fails = low.choose(Test(key), node)
    if is_false:
        return holds, [*fails, *missing]
    return [*holds, *missing], [*fails, *missing]
