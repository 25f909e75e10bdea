"""`try` and `with`, lowered: which errors go where."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from mangle_lint.facts.cfg.branches import BranchLowering
from mangle_lint.facts.cfg.jumps import Cleanup
from mangle_lint.facts.cfg.operations import (
    Dispatch,
    Handled,
    MayRaise,
    Pause,
    Reraise,
)
from mangle_lint.facts.cfg.raising import caught_by, swallowed_by
from mangle_lint.facts.cfg.scopes import target_names
from mangle_lint.facts.events import Usage
from mangle_lint.facts.values import TRUTHY, Value
from mangle_lint.source.nodes import only_statement


class HandlerLowering(BranchLowering):
    """Lowers what handles errors."""

    def _try(self, node: cst.Try | cst.TryStar) -> None:
        if node.finalbody is None:
            self._try_except(node)
            return
        final = node.finalbody.body.body
        outer = self.graph.handlers[-1]
        landing = self.graph.detached(Dispatch((None,), is_finally=True))

        def run_final() -> None:
            with self.graph.raising_to(outer):
                self.block(final)

        self._around.append(Cleanup(run_final))
        with self.graph.raising_to(landing):
            self._try_except(node)
        self._around.pop()
        self.block(final)
        leaves, self.graph.loose = self.graph.loose, [(landing, 0)]
        with self.graph.handling():
            self.block(final)
            self.graph.end(Reraise())
        self.graph.loose = leaves

    def _try_except(self, node: cst.Try | cst.TryStar) -> None:
        if not node.handlers:
            self.block(node.body.body)
            if node.orelse is not None:
                self.block(node.orelse.body.body)
            return
        clauses = tuple(caught_by(handler.type) for handler in node.handlers)
        dispatch = self.graph.detached(
            Dispatch(clauses, is_narrow=only_statement(node.body) is not None)
        )
        with self.graph.raising_to(dispatch):
            self.block(node.body.body)
        if node.orelse is not None:
            self.block(node.orelse.body.body)
        leaves = self.graph.loose
        handlers: Sequence[cst.ExceptHandler | cst.ExceptStarHandler] = node.handlers
        for slot, handler in enumerate(handlers):
            self.graph.loose = [(dispatch, slot)]
            names = target_names(handler.name.name) if handler.name is not None else []
            name = names[0] if names else None
            self._around.append(Cleanup(lambda: self.graph.emit(Handled()), name))
            with self.graph.handling():
                if name is not None:
                    self.assign_name(name, Value(TRUTHY))
                if _only_raises(handler):
                    self.graph.end(Reraise())
                else:
                    self.block(handler.body.body)
                self.graph.emit(Handled())
            self._around.pop()
            leaves = [*leaves, *self.graph.loose]
        self.graph.loose = leaves

    def _with(self, node: cst.With, items: Sequence[cst.WithItem]) -> None:
        if not items:
            self.block(node.body.body)
            return
        item, *rest = items
        if self.graph.handlers[-1] is not None:
            self.graph.emit(MayRaise())
        expected = swallowed_by(item.item)
        self.value(item.item, Usage.ENTERED)
        if node.asynchronous is not None:
            self.graph.emit(Pause())
        if item.asname is not None:
            self._target(item.asname.name, Value(TRUTHY))
        if expected is None:
            self._with(node, rest)
            if node.asynchronous is not None:
                self.graph.emit(Pause())
            return
        dispatch = self.graph.detached(
            Dispatch((expected,), is_narrow=only_statement(node.body) is not None)
        )
        with self.graph.raising_to(dispatch):
            self._with(node, rest)
        leaves, self.graph.loose = self.graph.loose, [(dispatch, 0)]
        with self.graph.handling():
            self.graph.emit(Handled())
        self.graph.loose = [*leaves, *self.graph.loose]


def _only_raises(handler: cst.ExceptHandler | cst.ExceptStarHandler) -> bool:
    """Whether an `except` clause raises what it has caught and does nothing else."""
    match only_statement(handler.body):
        case cst.Raise(exc=None):
            return True
        case cst.Raise(exc=cst.Name(name), cause=None):
            return handler.name is not None and target_names(handler.name.name) == [name]
    return False
