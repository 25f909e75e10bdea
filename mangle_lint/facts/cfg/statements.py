"""Statements, lowered to the flow graph of a body."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from mangle_lint.facts.cfg.handlers import HandlerLowering
from mangle_lint.facts.cfg.jumps import Statement
from mangle_lint.facts.cfg.operations import (
    MayRaise,
    Raise,
    Return,
)
from mangle_lint.facts.cfg.raising import is_risky
from mangle_lint.facts.cfg.scopes import target_names
from mangle_lint.facts.events import Usage
from mangle_lint.facts.values import UNKNOWN

_EXIT_CALLS = ("exit", "_exit", "abort")


class StatementLowering(HandlerLowering):
    """Lowers the statements of one body."""

    def body(self, statements: Sequence[Statement]) -> None:
        """Lower a whole body; falling off its end returns None."""
        self._around = []
        self.block(statements)
        self.graph.end(Return(truth=False))

    def lambda_body(self, expression: cst.BaseExpression) -> None:
        """Lower a body that is one expression, its result."""
        self._around = []
        self._return(expression)

    def generator(self, node: cst.BaseComp) -> None:
        """Lower a generator expression that runs as a body of its own."""
        self._around = []
        self.comprehension(node, is_begun=True)
        self.graph.end(Return(truth=None))

    def block(self, statements: Sequence[Statement]) -> None:
        """Lower statements one after the other."""
        for statement in statements:
            self.statement(statement)

    def statement(self, node: Statement) -> None:
        """Lower one statement."""
        match node:
            case cst.SimpleStatementLine(body):
                for part in body:
                    self._simple(part)
            case cst.If():
                self._if(node)
            case cst.While():
                self._while(node)
            case cst.For():
                self._for(node)
            case cst.Try() | cst.TryStar():
                self._try(node)
            case cst.With():
                self._with(node, node.items)
            case cst.Match():
                self._match(node)
            case cst.FunctionDef():
                self._function_definition(node)
            case cst.ClassDef(bases=bases, keywords=keywords, decorators=decorators):
                for decorator in decorators:
                    self.value(decorator.decorator, Usage.CALLED)
                for base in (*bases, *keywords):
                    self.value(base.value)
            case cst.BaseSmallStatement():
                self._simple(node)

    def _simple(self, node: Statement) -> None:
        if self.graph.handlers[-1] is not None and is_risky(node):
            self.graph.emit(MayRaise())
        match node:
            case cst.Expr(value):
                self._expression_statement(value)
            case cst.Assign(targets, value):
                self._assign(node, [item.target for item in targets], value)
            case cst.AnnAssign(target, value=value) if value is not None:
                self._assign(node, [target], value)
            case cst.AugAssign(target, value=value):
                self.value(target, Usage.COMPUTED)
                self.value(value, Usage.COMPUTED)
                self._target(target, UNKNOWN)
            case cst.Del(target):
                self._delete(node, target)
            case cst.Return(value):
                self._return(value)
            case cst.Raise(exception):
                self._raise(exception, node.cause)
            case cst.Assert(test, message):
                holds, self.graph.loose = self.condition(test)
                self.value(message)
                self.graph.end(Raise("AssertionError"))
                self.graph.loose = holds
            case cst.Break():
                self._leave_loop(again=False)
            case cst.Continue():
                self._leave_loop(again=True)
            case cst.Import(names) | cst.ImportFrom(names=names) if not isinstance(
                names, cst.ImportStar
            ):
                for alias in names:
                    name = alias.asname.name if alias.asname else alias.name
                    for bound in target_names(name):
                        self.assign_name(bound)

    def _expression_statement(self, value: cst.BaseExpression) -> None:
        self.value(value, Usage.TOLERATED)
        match value:
            case cst.Call(cst.Name(name) | cst.Attribute(attr=cst.Name(name))) if (
                name in _EXIT_CALLS
            ):
                match value.func:
                    case cst.Name() | cst.Attribute(cst.Name("sys" | "os")):
                        self.graph.loose = []

    def _function_definition(self, node: cst.FunctionDef) -> None:
        for decorator in node.decorators:
            self.value(decorator.decorator, Usage.CALLED)
        self.defaults(node.params)
        body = self.model.nested(node, self.scope, node.name.value)
        self.scope.functions[node.name.value] = body
        if node.decorators:
            self.model.escapes.add(body)
