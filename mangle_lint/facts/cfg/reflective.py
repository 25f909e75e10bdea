"""Attributes that code reaches by their names as text, lowered: `getattr`, `vars`, `__dict__`."""

from __future__ import annotations

import libcst as cst

from mangle_lint.facts import reflection as strings
from mangle_lint.facts.cfg.lowering import Lowering, Outcome
from mangle_lint.facts.cfg.operations import Access, Assign, Exists, Fork, Test
from mangle_lint.facts.events import ANY, EventKind, Form, Key, Usage
from mangle_lint.facts.values import NEVER, TRUTHY, UNKNOWN, Value, value_of
from mangle_lint.source.mangling import mangle


class TextualLowering(Lowering):
    """Lowers calls, tests and subscripts that name an attribute by a text."""

    def _by_text(self, node: cst.Call, call: strings.AttributeCall, usage: Usage) -> bool:
        """`getattr(self, "_C__x")` and its like; False if the call is about something else."""
        name = self.scope.text(call.name)
        if name is None:
            if call.function == "setattr":
                self._assign_any(call.owner)
            return False
        key = Key(self._text_receiver(call.owner), name)
        if not self.model.is_private(name):
            if call.function in ("setattr", "delattr"):
                value = value_of(call.extra) if call.extra is not None else Value(NEVER)
                self.graph.emit(Assign(key, value))
            return False
        self.value(call.owner, Usage.ATTRIBUTE)
        self.value(call.extra)
        if (method := self.model.methods.get(name)) is not None:
            self.model.escapes.add(method)
        match call.function:
            case "hasattr":
                self.join(self._exists(key, node, Form.STRING))
            case "getattr" if call.extra is not None:
                event = self.event(EventKind.EXISTENCE_TEST, key, node, usage, Form.STRING)
                self.graph.emit(Access(event, lenient=True))
            case "getattr":
                self.read(key, node, usage, Form.STRING)
            case "delattr":
                event = self.event(EventKind.DELETION, key, node, form=Form.STRING)
                self.graph.emit(Access(event))
            case "setattr" if call.extra is not None:
                self.event(EventKind.ASSIGNMENT, key, node, form=Form.STRING, value=call.extra)
                self.graph.emit(Assign(key, value_of(call.extra)))
        return True

    def _text_receiver(self, owner: cst.BaseExpression) -> str:
        """The receiver of a call by text; `super()` is the object itself."""
        match owner:
            case cst.Call(cst.Name("super"), []):
                receiver = self.model.receiver(self.scope.body)
                return receiver if receiver is not None else self.scope.receiver(owner)
        return self.scope.receiver(owner)

    def _namespace_method(self, node: cst.Call) -> bool:
        """`self.__dict__.pop("_C__x")` and its like; False if the call is something else."""
        if not isinstance(node.func, cst.Attribute):
            return False
        owner, verb = strings.namespace_owner(node.func.value), node.func.attr.value
        if owner is None:
            return False
        if verb == "update":
            self._assign_any(owner)
        name = self.scope.text(node.args[0].value) if node.args else None
        if name is None or not self.model.is_private(name):
            return False
        self.value(owner, Usage.ATTRIBUTE)
        for arg in node.args[1:]:
            self.value(arg.value)
        key = Key(self.scope.receiver(owner), name)
        if verb == "pop":
            event = self.event(EventKind.DELETION, key, node, form=Form.DICT)
            self.graph.emit(Access(event, lenient=len(node.args) > 1))
        elif verb == "get":
            event = self.event(EventKind.EXISTENCE_TEST, key, node, form=Form.DICT)
            self.graph.emit(Access(event, lenient=True))
        elif verb == "setdefault":
            self.graph.emit(Assign(key, UNKNOWN))
        return True

    def _assign_any(self, owner: cst.BaseExpression) -> None:
        """Attributes that cannot be named are assigned: whatever was missing may be there now."""
        self.graph.emit(Assign(Key(self.scope.receiver(owner), ANY), UNKNOWN))

    def _exists(self, key: Key, node: cst.CSTNode, form: Form) -> Outcome:
        event = self.event(EventKind.EXISTENCE_TEST, key, node, Usage.TESTED, form)
        return self.graph.choose(Exists(key, event))

    def _exists_public(self, owner: cst.BaseExpression, name: str) -> Outcome:
        """`hasattr(self, "name")`, where Python mangles nothing.

        A private name is never found like that. Where the body itself assigns or deletes the
        attribute, that is what the test amounts to; a test that is to protect a read is no guard.
        """
        self.value(owner, Usage.ATTRIBUTE)
        mangled = mangle(name, self.scope.class_name)
        if mangled == name:
            return self.graph.choose(Exists(Key(self.scope.receiver(owner), name), None))
        if self.scope.stores(name):
            return [], self.graph.loose
        return self.graph.choose(Fork())

    def _getattr_condition(
        self, node: cst.Call, owner: cst.BaseExpression, name: str, default: cst.BaseExpression
    ) -> Outcome:
        """`if getattr(self, "_C__x", default):` tests existence and truth at once."""
        self.value(owner, Usage.ATTRIBUTE)
        self.value(default)
        key = Key(self.scope.receiver(owner), name)
        exists, missing = self._exists(key, node, Form.STRING)
        self.graph.loose = exists
        holds, fails = self.graph.choose(Test(key))
        truth = value_of(default).bits
        if not truth & TRUTHY:
            return holds, [*fails, *missing]
        return [*holds, *missing], [*fails, *missing]
