"""Functions, lambdas and generators, each a body with a graph of its own; comprehensions."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from mangle_lint.facts.cfg.bodies import Body, Role
from mangle_lint.facts.cfg.graph import Edge
from mangle_lint.facts.cfg.jumps import return_value
from mangle_lint.facts.cfg.lowering import Lowering, lowers_value
from mangle_lint.facts.cfg.model import ClassModel
from mangle_lint.facts.cfg.names import bound_names, comprehension_names, parameter_names
from mangle_lint.facts.cfg.operations import Fork, Join, Pause, Return
from mangle_lint.facts.cfg.scopes import Scope
from mangle_lint.facts.cfg.unmangled import note_unmangled
from mangle_lint.facts.events import CLASS_RECEIVER, Usage
from mangle_lint.facts.hooks import is_hook, only_refuses
from mangle_lint.facts.reflection import reflection_of


def nested_body(model: ClassModel, outer: Scope, node: cst.CSTNode, qualname: str) -> int:
    """The number of a body inside another. It is lowered where it is first met."""
    number = model.nested.get(id(node))
    if number is None:
        body = model.declare(node, Role.NESTED, qualname, outer.body)
        number = model.nested[id(node)] = body.number
        lower_function(model, body, outer.class_name, outer)
    return number


def lambda_body(low: Lowering, node: cst.Lambda) -> int:
    """Evaluate a lambda, which runs nothing yet; the number of its body."""
    defaults(low, node.params)
    return nested_body(low.model, low.scope, node, f"{low.body.qualname}.<lambda>")


def defaults(low: Lowering, parameters: cst.Parameters) -> None:
    """Evaluate the defaults of a function's parameters, as Python does where it is defined."""
    for parameter in (*parameters.posonly_params, *parameters.params, *parameters.kwonly_params):
        low.value(parameter.default)


def lower_function(
    model: ClassModel, body: Body, class_name: str | None, outer: Scope | None = None
) -> None:
    """Lower a body that has a node. `class_name` is the innermost class around it."""
    assert body.node is not None
    scope = Scope(body.number, class_name, model.name, outer, bound_names(body.node))
    low = Lowering(model, body, scope)
    match body.node:
        case cst.FunctionDef(params=parameters, body=suite) as function:
            _bind_parameters(low, parameters)
            if body.role is Role.OUTSIDE:
                _patched(low, function)
            elif body.role is not Role.NESTED:
                _overridden(low, function)
            low.block(suite.body)
            low.graph.end(Return(truth=False))
        case cst.Lambda(params=parameters, body=value):
            _bind_parameters(low, parameters)
            return_value(low, value)
        case cst.GeneratorExp() as generator:
            _clauses(low, generator)
            low.graph.end(Return(truth=None))
    model.bodies[body.number] = body


def _patched(low: Lowering, function: cst.FunctionDef) -> None:
    """What decorators of a function outside of the class patch by a text."""
    for decorator in function.decorators:
        found = reflection_of(decorator.decorator)
        if found is not None:
            note_unmangled(low, found)


def _overridden(low: Lowering, function: cst.FunctionDef) -> None:
    """Where another method may run in place of this one: it returns, with an unknown result."""
    if only_refuses(function):
        low.graph.end(Return(truth=None))
    elif is_hook(function) or low.body.name in low.model.overridden:
        own, low.graph.loose = low.choose(Fork(), function)
        low.graph.end(Return(truth=None))
        low.graph.loose = own


def lower_lines(model: ClassModel, statements: Sequence[cst.BaseStatement], qualname: str) -> int:
    """Lower statements outside every function, as if they were a body; its number."""
    body = model.declare(None, Role.OUTSIDE, qualname)
    bindings = bound_names(cst.IndentedBlock(statements))
    bindings.pop(model.name, None)
    low = Lowering(model, body, Scope(body.number, None, model.name, None, bindings))
    low.block(statements)
    low.graph.end(Return(truth=False))
    model.bodies[body.number] = body
    return body.number


def _bind_parameters(low: Lowering, parameters: cst.Parameters) -> None:
    names, scope = parameter_names(parameters), low.scope
    scope.bindings.update(names)
    for parameter in (*parameters.params, *parameters.kwonly_params):
        # `def run(self=self):` hands the object of the enclosing body on
        if isinstance(parameter.default, cst.Name) and scope.parent is not None:
            scope.aliases[parameter.name.value] = scope.parent.resolve(parameter.default.value)
    if low.body.role is Role.CLASS_METHOD and names:
        scope.aliases[names[0]] = CLASS_RECEIVER


@lowers_value(cst.ListComp, cst.SetComp, cst.DictComp)
def comprehension(low: Lowering, node: cst.BaseComp, _usage: Usage = Usage.PASSED_ON) -> None:
    """Lower a comprehension that runs here and now."""
    low.value(node.for_in.iter, Usage.ITERATED)
    _clauses(low, node)


def _clauses(low: Lowering, node: cst.BaseComp) -> None:
    """Lower a comprehension whose first iterable has been evaluated."""
    with low.scope.shadowing(comprehension_names(node)):
        _clause(low, node, node.for_in)


def _clause(low: Lowering, node: cst.BaseComp, clause: cst.CompFor) -> None:
    """Lower one `for`. Where the first round is sure, it is asked behind each for the next."""
    runs_once = not isinstance(node, cst.GeneratorExp) and _has_elements(clause.iter)
    start = low.graph.emit(Join() if runs_once else Fork(), clause, (True, False))
    skipped: list[Edge] = []
    if clause.asynchronous is not None:
        low.graph.emit(Pause())
    for condition in clause.ifs:
        low.graph.loose, fails = low.condition(condition.test)
        skipped += fails
    if clause.inner_for_in is not None:
        low.value(clause.inner_for_in.iter, Usage.ITERATED)
        _clause(low, node, clause.inner_for_in)
    elif isinstance(node, cst.DictComp):
        low.value(node.key)
        low.value(node.value)
    elif isinstance(node, (cst.ListComp, cst.SetComp, cst.GeneratorExp)):
        low.value(node.elt)
    low.graph.loose = [*low.graph.loose, *skipped]
    again = low.graph.emit(Fork(), clause, (True, False)) if runs_once else start
    low.graph.connect([(again, 0)] if runs_once else low.graph.loose, start)
    low.graph.loose = [(again, 1)]


def _has_elements(node: cst.BaseExpression) -> bool:
    """Whether an iterable is written out, with at least one element."""
    return isinstance(node, (cst.Tuple, cst.List, cst.Set)) and any(
        isinstance(element, cst.Element) for element in node.elements
    )
