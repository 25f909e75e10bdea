"""Jumps: `return`, `raise`, `assert`, `break`, `continue`, and the cleanups on their way."""

from __future__ import annotations

import libcst as cst

from mangle_lint.facts.cfg.graph import Edge
from mangle_lint.facts.cfg.lowering import Cleanup, Loop, Lowering, lowers_statement
from mangle_lint.facts.cfg.operations import Raise, Reraise, Return, Test
from mangle_lint.facts.cfg.raising import last_name
from mangle_lint.facts.events import Usage
from mangle_lint.facts.values import NONE, TRUTHY


@lowers_statement(cst.Return)
def _return(low: Lowering, node: cst.Return) -> None:
    return_value(low, node.value)


def return_value(low: Lowering, value: cst.BaseExpression | None) -> None:
    """Return from the body with what `value` evaluates to."""
    if value is not None and _is_condition(value):
        holds, fails = low.condition(value, Usage.PASSED_ON)
    else:
        low.value(value)
        place = low.place(value) if value is not None else None
        if value is None or place is None:
            known = low.known(value).bits if value is not None else NONE
            truth = True if known == TRUTHY else None if known & TRUTHY else False
            _return_truth(low, truth, low.graph.loose)
            return
        holds, fails = low.choose(Test(place), value)
    _return_truth(low, True, holds)
    _return_truth(low, False, fails)


def _return_truth(low: Lowering, truth: bool | None, edges: list[Edge]) -> None:
    low.graph.loose = edges
    if edges:
        _unwind(low, 0)
        low.graph.end(Return(truth))


def _is_condition(node: cst.BaseExpression) -> bool:
    match node:
        case cst.Comparison() | cst.Call() | cst.BooleanOperation():
            return True
        case cst.UnaryOperation(operator=cst.Not()) | cst.Name("True" | "False"):
            return True
    return False


@lowers_statement(cst.Raise)
def _raise(low: Lowering, node: cst.Raise) -> None:
    exception = node.exc
    if exception is None or _is_handled(low, exception):
        low.graph.end(Reraise(is_written=True))
        return
    low.value(exception)
    if node.cause is not None:
        low.value(node.cause.item)
    func = exception.func if isinstance(exception, cst.Call) else exception
    low.graph.end(Raise(last_name(func)))


def _is_handled(low: Lowering, exception: cst.BaseExpression) -> bool:
    """Whether `raise e` raises what the `except … as e` around it has caught."""
    return isinstance(exception, cst.Name) and any(
        isinstance(outer, Cleanup) and outer.name == exception.value for outer in low.around
    )


@lowers_statement(cst.Assert)
def _assert(low: Lowering, node: cst.Assert) -> None:
    holds, low.graph.loose = low.condition(node.test)
    low.value(node.msg)
    low.graph.end(Raise("AssertionError"))
    low.graph.loose = holds


@lowers_statement(cst.Break, cst.Continue)
def _leave_loop(low: Lowering, node: cst.Break | cst.Continue) -> None:
    for depth in range(len(low.around) - 1, -1, -1):
        loop = low.around[depth]
        if isinstance(loop, Loop):
            _unwind(low, depth)
            if isinstance(node, cst.Continue):
                low.graph.connect(low.graph.loose, loop.head)
            else:
                loop.leaves += low.graph.loose
            break
    low.graph.loose = []


def _unwind(low: Lowering, depth: int) -> None:
    """Run the cleanups between here and `low.around[depth]`, innermost first."""
    kept = low.around
    for position in range(len(kept) - 1, depth - 1, -1):
        cleanup = kept[position]
        if isinstance(cleanup, Cleanup):
            low.around = kept[:position]
            cleanup.lower()
    low.around = kept
