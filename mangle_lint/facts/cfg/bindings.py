"""Locals, lowered: their reads, and what binding them means."""

from __future__ import annotations

import libcst as cst

from mangle_lint.facts.cfg.calls import CallLowering, is_other_class
from mangle_lint.facts.cfg.graph import Edge
from mangle_lint.facts.cfg.operations import Use
from mangle_lint.facts.events import EventKind, Usage
from mangle_lint.facts.values import value_of


class NameLowering(CallLowering):
    """Lowers what reads a local or binds one."""

    def _name(self, node: cst.Name, name: str, usage: Usage) -> None:
        bound = self.scope.bound_method(name)
        function = bound[0] if bound is not None else self.scope.function(name)
        if function is not None:
            self.model.escapes.add(function)
            return
        key = self.scope.local(name)
        if key is not None and name in self.scope.followed and usage is not Usage.TESTED:
            self.graph.emit(Use(key, self.event(EventKind.READ, key, node, usage)))

    def bind_name(
        self, name: str, value: cst.BaseExpression, usage: Usage = Usage.FOLLOWED
    ) -> None:
        """`name = value`, or `name := value`; `usage` if the value is followed in the local."""
        if isinstance(value, cst.Attribute) and self.scope.bindings[name] == 1:
            place = self.scope.attribute(value)
            method = self.model.methods.get(place.attribute)
            if method is not None and not is_other_class(value.value, place.receiver):
                self.scope.bound_methods[name] = (method, place.receiver)
                return
        self.scope.bind_alias(name, value)
        self.scope.bind_text(name, value)
        key, source = self.scope.local(name), self.place(value)
        if isinstance(value, cst.Attribute) and source is not None and name in self.scope.bindings:
            if self.model.is_private(source.attribute):
                self.scope.followed.add(name)
            self.value(value, usage)
        elif key is not None and _is_truth(value):
            holds, fails = self.condition(value)
            ends: list[Edge] = []
            for edges, truth in ((holds, "True"), (fails, "False")):
                self.graph.loose = edges
                self.assign_name(name, value_of(cst.Name(truth)))
                ends += self.graph.loose
            self.graph.loose = ends
            return
        else:
            self.value(value)
        if key is not None or name in self.scope.bindings:
            self.assign_name(name, value_of(value), source)


def _is_truth(node: cst.BaseExpression) -> bool:
    """Whether `node` can only be True or False."""
    match node:
        case cst.Comparison() | cst.UnaryOperation(operator=cst.Not()):
            return True
        case cst.Call(cst.Name("hasattr" | "isinstance" | "callable" | "bool")):
            return True
    return False
