"""Assignments and deletions, lowered, with every shape of target."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from mangle_lint.facts import reflection as strings
from mangle_lint.facts.cfg.calls import assigned_flag
from mangle_lint.facts.cfg.expressions import ExpressionLowering
from mangle_lint.facts.cfg.operations import (
    Access,
    Assign,
)
from mangle_lint.facts.events import EventKind, Form, Key, Usage
from mangle_lint.facts.values import FALSY, NEVER, TRUTHY, UNKNOWN, Value, value_of


class TargetLowering(ExpressionLowering):
    """Lowers what assigns or deletes."""

    def _assign(
        self,
        node: cst.Assign | cst.AnnAssign,
        targets: Sequence[cst.BaseExpression],
        value: cst.BaseExpression,
    ) -> None:
        match targets:
            case [cst.Name(name)]:
                self.bind_name(name, value)
                return
            case [cst.Tuple(elements) | cst.List(elements)] if _pairs(elements, value):
                assert isinstance(value, (cst.Tuple, cst.List))
                for item in value.elements:
                    self.value(item.value)
                for element, item in zip(elements, value.elements, strict=True):
                    self._target(element.value, value_of(item.value), item.value)
                return
        unpacked = any(isinstance(target, (cst.Tuple, cst.List)) for target in targets)
        self.value(value, Usage.UNPACKED if unpacked else Usage.PASSED_ON)
        statement = node if len(targets) == 1 else None
        for target in targets:
            self._target(target, value_of(value), value, statement)

    def _target(
        self,
        target: cst.BaseExpression,
        value: Value,
        assigned: cst.BaseExpression | None = None,
        statement: cst.CSTNode | None = None,
    ) -> None:
        """Bind an assignment target to a value (`assigned` is its expression, where known)."""
        match target:
            case cst.Name(name):
                self.assign_name(name, value, self.place(assigned) if assigned else None)
            case cst.Tuple(elements) | cst.List(elements):
                for element in elements:
                    self._target(element.value, UNKNOWN)
            case cst.StarredElement(inner):
                self._target(inner, Value(FALSY | TRUTHY))
            case cst.Attribute():
                self._assign_attribute(target, value, assigned, statement)
            case cst.Subscript():
                key = self._namespace_key(target)
                if key is not None:
                    self.event(EventKind.ASSIGNMENT, key, target, form=Form.DICT, value=assigned)
                    self.graph.emit(Assign(key, value))
                else:
                    self._item(target, Usage.ITEM_ASSIGNED)

    def _assign_attribute(
        self,
        target: cst.Attribute,
        value: Value,
        assigned: cst.BaseExpression | None,
        statement: cst.CSTNode | None,
    ) -> None:
        self.value(target.value, Usage.ATTRIBUTE)
        key = self.scope.attribute(target)
        if (setter := self.model.setter(key.attribute)) is not None:
            self._invoke(setter, [key.receiver])
            return
        if self.model.is_private(key.attribute):
            self.event(EventKind.ASSIGNMENT, key, target, statement=statement, value=assigned)
        self.graph.emit(Assign(key, value, self.place(assigned) if assigned else None))
        if assigned is not None and (flag := assigned_flag(key, assigned)) is not None:
            self.graph.emit(flag)

    def _delete(self, node: cst.Del, target: cst.BaseExpression) -> None:
        match target:
            case cst.Tuple(elements) | cst.List(elements):
                for element in elements:
                    self._delete(node, element.value)
            case cst.Name(name):
                self.assign_name(name, Value(NEVER))
            case cst.Attribute():
                self.value(target.value, Usage.ATTRIBUTE)
                key = self.scope.attribute(target)
                if (deleter := self.model.deleter(key.attribute)) is not None:
                    self._invoke(deleter, [key.receiver])
                elif self.model.is_private(key.attribute):
                    self._delete_private(key, target, node)
                else:
                    self.graph.emit(Assign(key, Value(NEVER)))
            case cst.Subscript():
                named = self._namespace_key(target)
                if named is not None:
                    self._delete_private(named, target, node, Form.DICT)
                else:
                    self._item(target, Usage.ITEM_DELETED)

    def _item(self, target: cst.Subscript, usage: Usage) -> None:
        """`x[k] = v` or `del x[k]`, which read x."""
        self.value(target.value, usage)
        for element in target.slice:
            self.value(element)

    def _namespace_key(self, target: cst.Subscript) -> Key | None:
        """The attribute that `self.__dict__["_C__x"]` means; None for other subscripts."""
        owner, index = strings.namespace_owner(target.value), strings.single_index(target)
        name = self.scope.text(index) if index is not None else None
        if owner is None or name is None or not self.model.is_private(name):
            return None
        return Key(self.scope.receiver(owner), name)

    def _delete_private(
        self, key: Key, target: cst.CSTNode, statement: cst.Del, form: Form = Form.ATTRIBUTE
    ) -> None:
        event = self.event(EventKind.DELETION, key, target, form=form, statement=statement)
        self.graph.emit(Access(event))


def _pairs(elements: Sequence[cst.BaseElement], value: cst.BaseExpression) -> bool:
    """Whether `a, b = c, d` assigns element by element."""
    return (
        isinstance(value, (cst.Tuple, cst.List))
        and len(value.elements) == len(elements)
        and not any(isinstance(e, cst.StarredElement) for e in (*elements, *value.elements))
    )
