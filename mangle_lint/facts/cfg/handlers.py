"""Handlers of exceptions: `try` and `with`."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from mangle_lint.facts.cfg.assignments import assign_target
from mangle_lint.facts.cfg.lowering import Cleanup, Lowering, lowers_statement
from mangle_lint.facts.cfg.names import target_names
from mangle_lint.facts.cfg.operations import Dispatch, Handled, MayRaise, Pause, Reraise
from mangle_lint.facts.cfg.raising import caught_by, swallowed_by
from mangle_lint.facts.events import Usage
from mangle_lint.facts.values import TRUTHY, Value
from mangle_lint.source.nodes import only_statement


@lowers_statement(cst.Try, cst.TryStar)
def _try(low: Lowering, node: cst.Try | cst.TryStar) -> None:
    """A `finally` is lowered once for each way in: the usual one, jumps, exceptions."""
    if node.finalbody is None:
        _try_except(low, node)
        return
    final = node.finalbody.body.body
    outer = low.graph.handlers[-1]
    landing = low.graph.detached(Dispatch((None,), is_finally=True))

    def run_final() -> None:
        with low.graph.raising_to(outer):
            low.block(final)

    low.around.append(Cleanup(run_final))
    with low.graph.raising_to(landing):
        _try_except(low, node)
    low.around.pop()
    low.block(final)
    leaves, low.graph.loose = low.graph.loose, [(landing, 0)]
    with low.graph.handling():
        low.block(final)
        low.graph.end(Reraise())
    low.graph.loose = leaves


def _try_except(low: Lowering, node: cst.Try | cst.TryStar) -> None:
    """Lower all of a `try` but its `finally`."""
    if not node.handlers:
        low.block(node.body.body)
        if node.orelse is not None:
            low.block(node.orelse.body.body)
        return
    clauses = tuple(caught_by(handler.type) for handler in node.handlers)
    is_narrow = only_statement(node.body) is not None
    dispatch = low.graph.detached(Dispatch(clauses, is_narrow=is_narrow))
    with low.graph.raising_to(dispatch):
        low.block(node.body.body)
    if node.orelse is not None:
        low.block(node.orelse.body.body)
    leaves = low.graph.loose
    handlers: Sequence[cst.ExceptHandler | cst.ExceptStarHandler] = node.handlers
    for slot, handler in enumerate(handlers):
        low.graph.loose = [(dispatch, slot)]
        _except(low, handler)
        leaves = [*leaves, *low.graph.loose]
    low.graph.loose = leaves


def _except(low: Lowering, handler: cst.ExceptHandler | cst.ExceptStarHandler) -> None:
    names = target_names(handler.name.name) if handler.name is not None else []
    name = names[0] if names else None
    low.around.append(Cleanup(lambda: low.graph.emit(Handled()), name))
    with low.graph.handling():
        if name is not None:
            low.assign_local(name, Value(TRUTHY))
        if _only_raises(handler):
            low.graph.end(Reraise())
        else:
            low.block(handler.body.body)
        low.graph.emit(Handled())
    low.around.pop()


def _only_raises(handler: cst.ExceptHandler | cst.ExceptStarHandler) -> bool:
    """Whether an `except` clause raises what it has caught and does nothing else."""
    match only_statement(handler.body):
        case cst.Raise(exc=None):
            return True
        case cst.Raise(exc=cst.Name(name), cause=None):
            return handler.name is not None and target_names(handler.name.name) == [name]
    return False


@lowers_statement(cst.With)
def _with(low: Lowering, node: cst.With, first: int = 0) -> None:
    """Enter the context managers from number `first` on, and run the body."""
    if first == len(node.items):
        low.block(node.body.body)
        return
    item = node.items[first]
    if low.graph.in_try:
        low.graph.emit(MayRaise())
    low.value(item.item, Usage.ENTERED)
    if node.asynchronous is not None:
        low.graph.emit(Pause())
    if item.asname is not None:
        assign_target(low, item.asname.name, Value(TRUTHY))
    swallowed = swallowed_by(item.item)
    if swallowed is None:
        _with(low, node, first + 1)
        if node.asynchronous is not None:
            low.graph.emit(Pause(), node)
        return
    is_narrow = only_statement(node.body) is not None
    dispatch = low.graph.detached(Dispatch((swallowed,), is_narrow=is_narrow))
    with low.graph.raising_to(dispatch):
        _with(low, node, first + 1)
    leaves, low.graph.loose = low.graph.loose, [(dispatch, 0)]
    with low.graph.handling():
        low.graph.emit(Handled())
    low.graph.loose = [*leaves, *low.graph.loose]
