"""Expressions, in the order in which Python evaluates them (language reference, section 6.16)."""

from __future__ import annotations

import libcst as cst

from mangle_lint.facts.cfg.calls import call, run
from mangle_lint.facts.cfg.functions import lambda_body, nested_body
from mangle_lint.facts.cfg.lowering import Lowering, lowers_value
from mangle_lint.facts.cfg.operations import Pause
from mangle_lint.facts.cfg.unmangled import note_unmangled
from mangle_lint.facts.events import Usage
from mangle_lint.facts.reflection import reflection_of, string_of
from mangle_lint.source.nodes import children_of

_TEXTS = (cst.SimpleString, cst.FormattedString, cst.ConcatenatedString)


@lowers_value(cst.Attribute)
def _attribute(low: Lowering, node: cst.Attribute, usage: Usage) -> None:
    is_attribute_of_none = hasattr(None, node.attr.value)  # such as `__class__`
    low.value(node.value, Usage.TOLERATED if is_attribute_of_none else Usage.ATTRIBUTE)
    key = low.scope.attribute(node)
    if _is_super(node.value) and low.model.is_private(key.attribute):
        low.read(key, node, usage)
    elif (getter := low.model.accessor("getter", key.attribute)) is not None:
        run(low, node, getter, [key.receiver])
    elif (method := low.model.methods.get(key.attribute)) is not None:
        if low.model.is_private(key.attribute) or low.model.is_own(key.receiver):
            low.hand_on(method)
    elif low.model.is_private(key.attribute):
        low.read(key, node, usage)


def _is_super(node: cst.BaseExpression) -> bool:
    return (
        isinstance(node, cst.Call)
        and isinstance(node.func, cst.Name)
        and node.func.value == "super"
    )


@lowers_value(cst.Subscript)
def _subscript(low: Lowering, node: cst.Subscript, _usage: Usage) -> None:
    found = reflection_of(node)
    if found is not None:
        note_unmangled(low, found)
    if found is not None and string_of(found.name) is not None:
        low.value(found.owner, Usage.ATTRIBUTE)  # raises a KeyError, no AttributeError
        return
    low.value(node.value, Usage.INDEXED)
    for element in node.slice:
        low.value(element)


@lowers_value(cst.Await)
def _await(low: Lowering, node: cst.Await, _usage: Usage) -> None:
    if not isinstance(node.expression, cst.Call):
        low.value(node.expression, Usage.AWAITED)
    elif call(low, node.expression, awaited=True):
        return
    low.graph.emit(Pause(), node)


@lowers_value(cst.BooleanOperation, cst.Comparison, cst.UnaryOperation)
def _operation(low: Lowering, node: cst.BaseExpression, usage: Usage) -> None:
    if isinstance(node, cst.UnaryOperation) and not isinstance(node.operator, cst.Not):
        low.value(node.expression, Usage.COMPUTED)
    else:
        low.graph.join(low.condition(node, usage))


@lowers_value(cst.BinaryOperation)
def _binary(low: Lowering, node: cst.BinaryOperation, _usage: Usage) -> None:
    formats = isinstance(node.operator, cst.Modulo) and isinstance(node.left, _TEXTS)
    low.value(node.left, Usage.COMPUTED)
    low.value(node.right, Usage.TOLERATED if formats else Usage.COMPUTED)


@lowers_value(cst.IfExp)
def _conditional(low: Lowering, node: cst.IfExp, usage: Usage) -> None:
    low.graph.loose, otherwise = low.condition(node.test)
    low.value(node.body, usage)
    ends, low.graph.loose = low.graph.loose, otherwise
    low.value(node.orelse, usage)
    low.graph.loose = [*ends, *low.graph.loose]


@lowers_value(cst.FormattedStringExpression)
def _formatted(low: Lowering, node: cst.FormattedStringExpression, _usage: Usage) -> None:
    low.value(node.expression, Usage.COMPUTED if node.format_spec else Usage.TOLERATED)
    for part in node.format_spec or ():
        low.value(part)


@lowers_value(cst.Tuple)
def _tuple(low: Lowering, node: cst.Tuple, usage: Usage) -> None:
    for element in node.elements:
        if usage is Usage.TOLERATED:  # as in `"%s %s" % (a, b)`
            low.value(element.value, usage)
        else:
            low.value(element)


@lowers_value(cst.StarredElement, cst.StarredDictElement, cst.From)
def _iterated(low: Lowering, node: cst.CSTNode, _usage: Usage) -> None:
    for child in children_of(node):
        low.value(child, Usage.ITERATED)


@lowers_value(cst.Lambda, cst.GeneratorExp)
def _later(low: Lowering, node: cst.Lambda | cst.GeneratorExp, _usage: Usage) -> None:
    if isinstance(node, cst.Lambda):
        low.hand_on(lambda_body(low, node))
        return
    low.value(node.for_in.iter, Usage.ITERATED)
    qualname = f"{low.body.qualname}.<genexpr>"
    low.hand_on(nested_body(low.model, low.scope, node, qualname))
