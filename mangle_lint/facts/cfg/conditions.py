"""Conditions, lowered: what holds where they do, and where they do not."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from mangle_lint.facts import reflection as strings
from mangle_lint.facts.cfg.bindings import NameLowering
from mangle_lint.facts.cfg.calls import FLAG
from mangle_lint.facts.cfg.graph import Edge
from mangle_lint.facts.cfg.lowering import Outcome
from mangle_lint.facts.cfg.operations import Fork, Pause, Relation, Test
from mangle_lint.facts.events import ANY, EventKind, Form, Key, Usage
from mangle_lint.facts.values import value_of

_ORDER: dict[type[cst.CSTNode], Relation] = {
    cst.LessThan: Relation.LESS,
    cst.LessThanEqual: Relation.LESS_OR_EQUAL,
    cst.GreaterThan: Relation.GREATER,
    cst.GreaterThanEqual: Relation.GREATER_OR_EQUAL,
}


class ConditionLowering(NameLowering):
    """Lowers conditions."""

    def condition(self, node: cst.BaseExpression, usage: Usage = Usage.TESTED) -> Outcome:
        """Evaluate `node` for its truth; the loose ends of both outcomes.

        `usage` is what becomes of the value itself, where that is not all.
        """
        match node:
            case cst.Name("True") | cst.Integer("1"):
                return self.graph.loose, []
            case cst.Name("False" | "None") | cst.Integer("0"):
                return [], self.graph.loose
            case cst.UnaryOperation(cst.Not(), expression):
                holds, fails = self.condition(expression)
                return fails, holds
            case cst.BooleanOperation(left, operator, right):
                return self._short_circuit(left, isinstance(operator, cst.And), right, usage)
            case cst.Comparison(left, [cst.ComparisonTarget(operator, right)]):
                return self._comparison(left, operator, right)
            case cst.IfExp(test=test, body=body, orelse=orelse):
                holds, fails = self.condition(test)
                self.graph.loose = holds
                first = self.condition(body)
                self.graph.loose = fails
                second = self.condition(orelse)
                return [*first[0], *second[0]], [*first[1], *second[1]]
            case cst.Call():
                return self._call_condition(node, usage)
            case cst.NamedExpr(cst.Name(name), value):
                self.bind_name(name, value, Usage.TESTED)
                outcome = self.graph.choose(Test(Key(f"{name}@{self.scope.body}")))
                source = self.place(value) if isinstance(value, cst.Attribute) else None
                return outcome if source is None else self._also(outcome, source)
            case cst.Await(cst.Call() as call) if self._call(call, awaited=True):
                return self._outcome_of_call()
            case cst.Comparison(left, targets):
                return self._chained(left, targets)
            case cst.Await(cst.Call()):
                self.graph.emit(Pause())
            case cst.Attribute() if self.model.getter(self.scope.attribute(node).attribute):
                self.value(node, Usage.TESTED)
                return self._outcome_of_call()
            case _:
                self.value(node, usage)
                if (place := self.place(node)) is not None:
                    return self.graph.choose(Test(place))
        return self.graph.choose(Fork())

    def _also(self, outcome: Outcome, place: Key) -> Outcome:
        """The outcomes of a test that is at the same time one of `place`."""
        self.graph.loose = outcome[0]
        holds, _ = self.graph.choose(Test(place))
        self.graph.loose = outcome[1]
        _, fails = self.graph.choose(Test(place))
        return holds, fails

    def _chained(
        self, left: cst.BaseExpression, targets: Sequence[cst.ComparisonTarget]
    ) -> Outcome:
        """`a < b < c` evaluates c only if `a < b` holds."""
        self.value(left, Usage.ORDERED)
        failed: list[Edge] = []
        for target in targets:
            self.value(target.comparator, Usage.ORDERED)
            self.graph.loose, fails = self.graph.choose(Fork())
            failed += fails
        return self.graph.loose, failed

    def _short_circuit(
        self, left: cst.BaseExpression, both: bool, right: cst.BaseExpression, usage: Usage
    ) -> Outcome:
        holds, fails = self.condition(left)
        self.graph.loose = holds if both else fails
        inner = self.condition(right, usage)
        if both:
            return inner[0], [*fails, *inner[1]]
        return [*holds, *inner[0]], inner[1]

    def _comparison(
        self,
        left: cst.BaseExpression,
        operator: cst.BaseCompOp,
        right: cst.BaseExpression,
    ) -> Outcome:
        if isinstance(operator, (cst.In, cst.NotIn)):
            outcome = self._membership(left, right)
            return outcome if isinstance(operator, cst.In) else (outcome[1], outcome[0])
        relation = _ORDER.get(type(operator))
        if relation is not None:
            self.value(left, Usage.ORDERED)
            self.value(right, Usage.ORDERED)
            place, token = self.place(left), value_of(right).token
            if place is None or token is None:
                return self.graph.choose(Fork())
            return self.graph.choose(Test(place, token, relation))
        token = value_of(right).token
        if token is None and value_of(left).token is not None:
            left, right, token = right, left, value_of(left).token
        none = token == "None"
        self.value(left, Usage.TESTED if none else Usage.TOLERATED)
        self.value(right, Usage.TOLERATED)
        place = self.place(left)
        if place is None or token is None:
            return self.graph.choose(Fork())
        holds, fails = self.graph.choose(Test(place, token))
        return (holds, fails) if isinstance(operator, (cst.Is, cst.Equal)) else (fails, holds)

    def _membership(self, left: cst.BaseExpression, right: cst.BaseExpression) -> Outcome:
        owner, name = strings.names_owner(right), self.scope.text(left)
        if owner is not None and name is not None and self.model.is_private(name):
            self.value(owner, Usage.ATTRIBUTE)
            return self._exists(Key(self.scope.receiver(owner), name), left, Form.DICT)
        self.value(left, Usage.TOLERATED)
        place = self.place(left)
        if place is not None and isinstance(right, (cst.Tuple, cst.List, cst.Set)):
            tokens = [value_of(element.value).token for element in right.elements]
            holds: list[Edge] = []
            for token in tokens:
                if token is None:
                    yes, no = self.graph.choose(Fork())
                else:
                    yes, no = self.graph.choose(Test(place, token))
                holds += yes
                self.graph.loose = no
            return holds, self.graph.loose
        self.value(right, Usage.SEARCHED)
        return self.graph.choose(Fork())

    def _outcome_of_call(self) -> Outcome:
        """The outcomes of the call that was just lowered."""
        holds, fails = self.graph.loose
        return [holds], [fails]

    def _call_condition(self, node: cst.Call, usage: Usage) -> Outcome:
        match node:
            case cst.Call(cst.Name("bool"), [cst.Arg(value)]):
                return self.condition(value)
            case cst.Call(cst.Name("hasattr"), [cst.Arg(owner), cst.Arg(name)]):
                text = self.scope.text(name)
                if text is not None and self.model.is_private(text):
                    self.value(owner, Usage.ATTRIBUTE)
                    return self._exists(Key(self.scope.receiver(owner), text), node, Form.STRING)
                if text is not None:
                    return self._exists_public(owner, text)
                if strings.may_spell_private(name):
                    key = Key(self.scope.receiver(owner), ANY)
                    self.event(EventKind.EXISTENCE_TEST, key, node, Usage.TESTED, Form.STRING)
            case cst.Call(
                cst.Name("getattr"), [cst.Arg(owner), cst.Arg(name), cst.Arg(default)]
            ) if usage is Usage.TESTED:
                text = self.scope.text(name)
                if text is not None and self.model.is_private(text):
                    return self._getattr_condition(node, owner, text, default)
            case cst.Call(cst.Name("isinstance" | "callable"), [cst.Arg(value), *_]):
                self._arguments(node)
                holds, fails = self.graph.choose(Fork())
                if (place := self.place(value)) is not None:
                    self.graph.loose = holds
                    _, holds = self.graph.choose(Test(place, "None"))
                return holds, fails
            case cst.Call(cst.Attribute(cst.Attribute() as flag, cst.Name("is_set" | "isSet"))):
                self.value(flag, Usage.ATTRIBUTE)
                key = self.scope.attribute(flag)
                return self.graph.choose(Test(Key(key.receiver, key.attribute + FLAG)))
        if self._call(node, usage):
            return self._outcome_of_call()
        return self.graph.choose(Fork())
