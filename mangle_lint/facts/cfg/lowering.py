"""Lowering: from the syntax of a body to its control flow graph.

Each type of node has its function, in one of three tables: `lowers_value` evaluates an expression,
`lowers_condition` evaluates one for its truth, `lowers_statement` lowers a statement. They take the
`Lowering` of the body, the node and, but for statements, its usage. The functions stand in the
other modules here, and call each other by way of the tables; `build` imports them all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

import libcst as cst

from mangle_lint.facts.cfg.bodies import Body, Role
from mangle_lint.facts.cfg.graph import Edge, Graph, Outcome, Truths
from mangle_lint.facts.cfg.model import ClassModel
from mangle_lint.facts.cfg.operations import Access, Assign, Fork, MayRaise, Op, Test
from mangle_lint.facts.cfg.queries import query_of
from mangle_lint.facts.cfg.raising import deleted_by, is_risky
from mangle_lint.facts.cfg.scopes import Scope
from mangle_lint.facts.events import Event, EventKind, Form, Key, Usage
from mangle_lint.facts.values import ANYTHING, TRUTHY, UNKNOWN, Value, value_of
from mangle_lint.source.nodes import children_of
from mangle_lint.source.reflective_names import Consequence

F = TypeVar("F", bound=Callable[..., Any])
Statement: TypeAlias = cst.BaseStatement | cst.BaseSmallStatement

_OPPOSITE = (cst.NotIn, cst.IsNot, cst.NotEqual)


class _Table(dict[type[cst.CSTNode], Callable[..., Any]]):
    """Functions by the type of node that they lower; calling it makes a decorator for them."""

    def __call__(self, *kinds: type[cst.CSTNode]) -> Callable[[F], F]:
        def register(lower: F) -> F:
            self.update(dict.fromkeys(kinds, lower))
            return lower

        return register


lowers_value, lowers_condition, lowers_statement = _Table(), _Table(), _Table()


@dataclass(slots=True)
class Loop:
    """A loop around a statement: the node where it starts again, and the edges of its `break`s."""

    head: int
    leaves: list[Edge] = field(default_factory=list)


@dataclass(slots=True)
class Cleanup:
    """What runs when control leaves a `finally` or `except` clause around a statement.

    `lower` adds it to the graph. `name` is what an `except` clause calls its exception.
    """

    lower: Callable[[], object]
    name: str | None = None


@dataclass(slots=True)
class Lowering:
    """Lowers one body. `around` are the loops and cleanups around the statement, from outside."""

    model: ClassModel
    body: Body
    scope: Scope
    graph: Graph = field(init=False)
    around: list[Loop | Cleanup] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.graph = Graph(self.body.nodes)

    # --- by the kind of node --------------------------------------------------------------------

    def value(self, node: cst.CSTNode | None, usage: Usage = Usage.PASSED_ON) -> None:
        """Evaluate `node`, if there is one; `usage` is what becomes of the result."""
        if node is None:
            return
        lower = lowers_value.get(type(node))
        if lower is not None:
            lower(self, node, usage)
        else:
            for child in children_of(node):
                self.value(child)

    def condition(self, node: cst.BaseExpression, usage: Usage = Usage.TESTED) -> Outcome:
        """Evaluate `node` for its truth; `usage` is what else becomes of the result."""
        lower = lowers_condition.get(type(node), Lowering.truth_of)
        outcome: Outcome = lower(self, node, usage)
        if not isinstance(node, cst.BooleanOperation):  # its parts have noted theirs
            for number, _ in (*outcome[0], *outcome[1]):
                self.body.conditions.setdefault(number, node)
        return outcome

    def truth_of(self, node: cst.BaseExpression, usage: Usage = Usage.TESTED) -> Outcome:
        """Evaluate `node`, and test the place whose value that is."""
        self.value(node, usage)
        place = self.place(node)
        return self.ask(node) if place is None else self.choose(Test(place), node)

    def ask(self, node: cst.BaseExpression, whole: cst.BaseExpression | None = None) -> Outcome:
        """Go on in both ways, for the truth of `node`, or of a `whole` around it, is not known."""
        return self.choose(Fork(query_of(self.model, self.scope, node)), whole or node)

    def choose(self, op: Op, node: cst.CSTNode, truths: Truths = (True, False)) -> Outcome:
        """Add a node that decides about the condition `node`.

        `truths` are what its slots say; where `node` is a comparison by `not in`, `is not` or `!=`,
        what they say of the opposite.
        """
        match node:
            case cst.Comparison(_, [cst.ComparisonTarget(operator)]) if isinstance(
                operator, _OPPOSITE
            ):
                truths = (_opposite(truths[0]), _opposite(truths[1]))
        return self.graph.choose(op, node, truths)

    def statement(self, node: Statement) -> None:
        """Lower one statement; what is not registered does nothing."""
        self.graph.at = node
        if self.graph.in_try and isinstance(node, cst.BaseSmallStatement) and is_risky(node):
            self.graph.emit(MayRaise(deleted_by(node)))
        lower = lowers_statement.get(type(node))
        if lower is not None:
            lower(self, node)

    def block(self, statements: Sequence[Statement]) -> None:
        """Lower statements one after the other."""
        for statement in statements:
            self.statement(statement)

    # --- places and events ----------------------------------------------------------------------

    def place(self, node: cst.BaseExpression) -> Key | None:
        """The place whose value `node` is; None if it is not simply that of one place."""
        match node:
            case cst.Name(name):
                return self.scope.local(name)
            case cst.Attribute():
                key = self.scope.attribute(node)
                if key.attribute in self.model.methods or key.receiver.startswith("?"):
                    return None
                return key if self.model.accessor("getter", key.attribute) is None else None
            case cst.NamedExpr(cst.Name(name)):
                return self.scope.own(name)
        return None

    def known(self, node: cst.BaseExpression) -> Value:
        """What `node` may evaluate to; constants of the file and of the class are known."""
        constants = self.model.outline.constants
        match node:
            case cst.Name(name) if name in constants and self.scope.resolve(name) != f"{name}@":
                return UNKNOWN  # a local of that name
            case cst.Attribute(cst.Name() as owner, cst.Name(attr)):
                if self.model.is_own(self.scope.receiver(owner)):
                    return self._class_constant(attr)
        return value_of(node, constants)

    def _class_constant(self, attr: str) -> Value:
        """What `self.OVER` holds: the value where it is in sight, else one of its own."""
        name = f"{self.model.name}.{attr}"
        node = cst.Attribute(cst.Name(self.model.name), cst.Name(attr))
        if name in self.model.outline.constants:
            return value_of(node, self.model.outline.constants)
        return Value(ANYTHING, name) if attr.isupper() else UNKNOWN

    def assign_local(self, name: str, value: Value = UNKNOWN, source: Key | None = None) -> None:
        """Give the local `name` a value, or what the place `source` holds."""
        self.graph.emit(Assign(self.scope.own(name), value, source))

    def hand_on(self, body: int) -> None:
        """From here on anybody may call `body`: it is noted as if a state attribute were set.

        What the constructor hands on is that from the beginning.
        """
        if self.body.receiver is None or self.body.role is Role.CONSTRUCTOR:
            self.model.escapes.add(body)
            return
        called = f"{self.model.declared[body].name}@{body} handed on"
        name = self.model.handed_on.setdefault(body, called)
        self.graph.emit(Assign(Key(self.body.receiver, name), Value(TRUTHY)))

    def read(self, key: Key, node: cst.CSTNode, usage: Usage, form: Form = Form.ATTRIBUTE) -> None:
        """Read a private attribute, which raises if it is missing."""
        self.graph.emit(Access(self.event(EventKind.READ, key, node, usage, form)))

    def event(
        self,
        kind: EventKind,
        key: Key,
        node: cst.CSTNode,
        usage: Usage = Usage.PASSED_ON,
        form: Form = Form.ATTRIBUTE,
        statement: cst.CSTNode | None = None,
        value: cst.BaseExpression | None = None,
        consequence: Consequence | None = None,
    ) -> Event:
        """Note an event. A node that is lowered twice, as in a `finally`, makes only one."""
        body = self.scope.body
        made = Event(kind, key, node, body, usage, form, statement, value, consequence)
        event = self.model.events.setdefault((id(node), kind), made)
        if event is made:
            self.body.events.append(event)
        return event


def _opposite(truth: bool | None) -> bool | None:
    return None if truth is None else not truth
