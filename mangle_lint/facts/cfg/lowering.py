"""Lowering a body to its flow graph: what all parts of that share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TypeAlias

import libcst as cst

from mangle_lint.facts.cfg.graph import Builder, Edge
from mangle_lint.facts.cfg.operations import Access, Assign
from mangle_lint.facts.events import Event, EventKind, Form, Key, Usage
from mangle_lint.facts.values import UNKNOWN, Value

if TYPE_CHECKING:
    from mangle_lint.facts.cfg.bodies import ClassBuilder
    from mangle_lint.facts.cfg.scopes import Scope

Outcome: TypeAlias = tuple[list[Edge], list[Edge]]
"""The loose ends of a condition: where it holds, and where it does not."""


class Lowering(ABC):
    """Lowers one body; each class derived from this one adds one kind of code that it knows."""

    def __init__(self, model: ClassBuilder, scope: Scope) -> None:
        self.model = model
        self.scope = scope
        self.graph = Builder()
        self.events: list[Event] = []

    @abstractmethod
    def value(self, node: cst.CSTNode | None, usage: Usage = Usage.PASSED_ON) -> None:
        """Evaluate `node`; `usage` is what the code around it does with the result."""

    @abstractmethod
    def condition(self, node: cst.BaseExpression, usage: Usage = Usage.TESTED) -> Outcome:
        """Evaluate `node` for its truth; the loose ends of both outcomes.

        `usage` is what becomes of the value itself, where that is not all.
        """

    @abstractmethod
    def comprehension(self, node: cst.BaseComp, *, is_begun: bool = False) -> None:
        """A comprehension that runs here and now.

        `is_begun`: the first iterable has been evaluated where the generator was made.
        """

    def join(self, outcome: Outcome) -> None:
        """Go on from both outcomes of a condition."""
        self.graph.loose = [*outcome[0], *outcome[1]]

    def event(
        self,
        kind: EventKind,
        key: Key,
        node: cst.CSTNode,
        usage: Usage = Usage.PASSED_ON,
        form: Form = Form.ATTRIBUTE,
        statement: cst.CSTNode | None = None,
        value: cst.BaseExpression | None = None,
    ) -> Event:
        """Note an event of this body. A node that is lowered twice makes one event."""
        made = Event(kind, key, node, self.scope.body, usage, form, statement, value)
        event = self.model.events.setdefault((id(node), kind), made)
        if event is made:
            self.events.append(event)
        return event

    def read(self, key: Key, node: cst.CSTNode, usage: Usage, form: Form = Form.ATTRIBUTE) -> None:
        """A read of a private name that raises if the attribute is missing."""
        self.graph.emit(Access(self.event(EventKind.READ, key, node, usage, form)))

    def place(self, node: cst.BaseExpression) -> Key | None:
        """The place whose value `node` is; None if it is not simply one place."""
        match node:
            case cst.Name(name):
                return self.scope.local(name)
            case cst.Attribute():
                key = self.scope.attribute(node)
                known = key.attribute in self.model.methods or self.model.getter(key.attribute)
                return None if known or key.receiver.startswith("?") else key
            case cst.NamedExpr(cst.Name(name)):
                return Key(f"{name}@{self.scope.body}")
        return None

    def assign_name(self, name: str, value: Value = UNKNOWN, source: Key | None = None) -> None:
        """The local `name` gets `value`, or what `source` holds."""
        self.graph.emit(Assign(Key(f"{name}@{self.scope.body}"), value, source))
