"""Expressions, lowered to the flow graph in the order in which Python evaluates them."""

from __future__ import annotations

import libcst as cst

from mangle_lint.facts import reflection as strings
from mangle_lint.facts.cfg.conditions import ConditionLowering
from mangle_lint.facts.cfg.graph import Edge
from mangle_lint.facts.cfg.operations import Fork, Pause
from mangle_lint.facts.cfg.scopes import comprehension_names
from mangle_lint.facts.events import Usage
from mangle_lint.source.nodes import parts


class ExpressionLowering(ConditionLowering):
    """Lowers the expressions of one body."""

    def value(self, node: cst.CSTNode | None, usage: Usage = Usage.PASSED_ON) -> None:
        """Evaluate `node`; `usage` is what the code around it does with the result."""
        match node:
            case None:
                return
            case cst.Name(name):
                self._name(node, name, usage)
            case cst.Attribute():
                self._attribute(node, usage)
            case cst.Call():
                self._call(node, usage)
            case cst.SimpleString() | cst.Integer() | cst.Float() | cst.Ellipsis():
                return
            case cst.Subscript():
                self._subscript(node)
            case cst.Await(expression):
                self._await(expression)
            case cst.Yield(cst.From(item)):
                self.value(item, Usage.ITERATED)
            case cst.Yield(value):
                self.value(value)
            case cst.BooleanOperation() | cst.UnaryOperation(operator=cst.Not()):
                self.join(self.condition(node, usage))
            case cst.Comparison():
                self.join(self.condition(node))
            case cst.IfExp(test=test, body=body, orelse=orelse):
                holds, fails = self.condition(test)
                self.graph.loose = holds
                self.value(body, usage)
                holds, self.graph.loose = self.graph.loose, fails
                self.value(orelse, usage)
                self.graph.loose = [*holds, *self.graph.loose]
            case cst.NamedExpr(cst.Name(name), value):
                self.bind_name(name, value)
            case cst.Lambda(params=params):
                self.defaults(params)
                self.model.escapes.add(self.model.nested(node, self.scope, "<lambda>"))
            case cst.GeneratorExp():
                self.value(node.for_in.iter, Usage.ITERATED)
                self.model.escapes.add(self.model.nested(node, self.scope, "<genexpr>"))
            case cst.BaseComp():
                self.comprehension(node)
            case cst.BinaryOperation(left=left, right=right, operator=operator):
                formats = isinstance(operator, cst.Modulo) and isinstance(
                    left, (cst.SimpleString, cst.FormattedString, cst.ConcatenatedString)
                )
                self.value(left, Usage.COMPUTED)
                self.value(right, Usage.TOLERATED if formats else Usage.COMPUTED)
            case cst.UnaryOperation(expression=expression):
                self.value(expression, Usage.COMPUTED)
            case cst.FormattedStringExpression(expression=expression, format_spec=spec):
                self.value(expression, Usage.COMPUTED if spec else Usage.TOLERATED)
                for part in spec or ():
                    self.value(part)
            case cst.Tuple(elements) if usage is Usage.TOLERATED:
                for element in elements:
                    self.value(element.value, usage)
            case cst.StarredElement(value) | cst.StarredDictElement(value):
                self.value(value, Usage.ITERATED)
            case _:
                for child in parts(node):
                    if isinstance(child, _EVALUATED):
                        self.value(child)

    def _attribute(self, node: cst.Attribute, usage: Usage) -> None:
        has_none = hasattr(None, node.attr.value)  # such as `__class__`
        self.value(node.value, Usage.TOLERATED if has_none else Usage.ATTRIBUTE)
        key = self.scope.attribute(node)
        getter = self.model.getter(key.attribute)
        method = self.model.methods.get(key.attribute)
        if getter is not None:
            self._invoke(getter, [key.receiver])
        elif method is not None:
            self.model.escapes.add(method)
        elif self.model.is_private(key.attribute):
            self.read(key, node, usage)

    def _subscript(self, node: cst.Subscript) -> None:
        owner = strings.namespace_owner(node.value)
        index = strings.single_index(node)
        if owner is not None and index is not None and strings.string_of(index) is not None:
            self.value(owner, Usage.ATTRIBUTE)  # a KeyError, not an AttributeError
            return
        self.value(node.value, Usage.INDEXED)
        for element in node.slice:
            self.value(element)

    def _await(self, expression: cst.BaseExpression) -> None:
        if isinstance(expression, cst.Call) and self._call(expression, awaited=True):
            return
        if not isinstance(expression, cst.Call):
            self.value(expression, Usage.AWAITED)
        self.graph.emit(Pause())

    def defaults(self, parameters: cst.Parameters) -> None:
        """The defaults of a function's parameters, evaluated where it is defined."""
        for parameter in (
            *parameters.posonly_params,
            *parameters.params,
            *parameters.kwonly_params,
        ):
            self.value(parameter.default)

    def comprehension(self, node: cst.BaseComp, *, is_begun: bool = False) -> None:
        """A comprehension that runs here and now.

        `is_begun`: the first iterable has been evaluated where the generator was made.
        """
        if not is_begun:
            self.value(node.for_in.iter, Usage.ITERATED)
        with self.scope.shadowing(comprehension_names(node)):
            self._clause(node, node.for_in)

    def _clause(self, node: cst.BaseComp, clause: cst.CompFor) -> None:
        head = self.graph.emit(Fork())
        leave: list[Edge] = [(head, 1)]
        if clause.asynchronous is not None:
            self.graph.emit(Pause())
        for condition in clause.ifs:
            self.graph.loose, fails = self.condition(condition.test)
            self.graph.connect(fails, head)
        if clause.inner_for_in is not None:
            self.value(clause.inner_for_in.iter, Usage.ITERATED)
            self._clause(node, clause.inner_for_in)
        elif isinstance(node, cst.DictComp):
            self.value(node.key)
            self.value(node.value)
        elif isinstance(node, (cst.ListComp, cst.SetComp, cst.GeneratorExp)):
            self.value(node.elt)
        self.graph.connect(self.graph.loose, head)
        self.graph.loose = leave


_EVALUATED = (
    cst.BaseExpression,
    cst.BaseElement,
    cst.BaseDictElement,
    cst.BaseFormattedStringContent,
    cst.SubscriptElement,
    cst.BaseSlice,
    cst.From,
)
