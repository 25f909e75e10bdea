"""Statements, lowered to the flow graph: branches, loops, `try`, `with`, `match`, `del`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import libcst as cst

from mangle_lint.facts import strings
from mangle_lint.facts.events import EventKind, Form, Key, Usage
from mangle_lint.facts.expressions import ExpressionLowering, assigned_flag
from mangle_lint.facts.graph import Edge
from mangle_lint.facts.operations import (
    Access,
    Assign,
    Dispatch,
    Handled,
    Join,
    MayRaise,
    Pause,
    Raise,
    Reraise,
    Return,
    Test,
)
from mangle_lint.facts.operations import Fork as Choice
from mangle_lint.facts.parts import parts
from mangle_lint.facts.scopes import stored_attributes, target_names
from mangle_lint.facts.values import FALSY, NEVER, TRUTHY, UNKNOWN, Value, value_of

Statement: TypeAlias = cst.BaseStatement | cst.BaseSmallStatement

_RISKY = (cst.Call, cst.Await, cst.Subscript, cst.BinaryOperation, cst.Import, cst.ImportFrom)
_MODULE_ERRORS = frozenset({"error", "timeout", "herror", "gaierror"})  # socket.error and its like
_EXIT_CALLS = ("exit", "_exit", "abort")
_EXPECTING = ("suppress", "raises", "assertRaises", "assertRaisesRegex")


@dataclass(slots=True)
class _Loop:
    head: int
    leaves: list[Edge] = field(default_factory=list)


@dataclass(slots=True)
class _Cleanup:
    """Something that runs when control leaves: a `finally`, or the end of an `except` clause.

    `name` is what an `except` clause calls its exception.
    """

    lower: Callable[[], object]
    name: str | None = None


class StatementLowering(ExpressionLowering):
    """Lowers the statements of one body."""

    _around: list[_Loop | _Cleanup]

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
                    self.value(decorator.decorator)
                for base in (*bases, *keywords):
                    self.value(base.value)
            case cst.BaseSmallStatement():
                self._simple(node)

    def _simple(self, node: Statement) -> None:
        if self.graph.handlers[-1] is not None and _is_risky(node):
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

    # --- assignment and deletion ------------------------------------------------------------

    def _expression_statement(self, value: cst.BaseExpression) -> None:
        self.value(value, Usage.TOLERATED)
        match value:
            case cst.Call(cst.Name(name) | cst.Attribute(attr=cst.Name(name))) if (
                name in _EXIT_CALLS
            ):
                match value.func:
                    case cst.Name() | cst.Attribute(cst.Name("sys" | "os")):
                        self.graph.loose = []

    def _assign(
        self,
        node: cst.Assign | cst.AnnAssign,
        targets: Sequence[cst.BaseExpression],
        value: cst.BaseExpression,
    ) -> None:
        match targets:
            case [cst.Name(name)]:
                self.bind_name(name, value)
                return
            case [cst.Tuple(elements) | cst.List(elements)] if _pairs(elements, value):
                assert isinstance(value, (cst.Tuple, cst.List))
                for item in value.elements:
                    self.value(item.value)
                for element, item in zip(elements, value.elements, strict=True):
                    self._target(element.value, value_of(item.value), item.value)
                return
        unpacked = any(isinstance(target, (cst.Tuple, cst.List)) for target in targets)
        self.value(value, Usage.ITERATED if unpacked else Usage.PASSED_ON)
        statement = node if len(targets) == 1 else None
        for target in targets:
            self._target(target, value_of(value), value, statement)

    def _target(
        self,
        target: cst.BaseExpression,
        value: Value,
        assigned: cst.BaseExpression | None = None,
        statement: cst.CSTNode | None = None,
    ) -> None:
        """Bind an assignment target to a value (`assigned` is its expression, where known)."""
        match target:
            case cst.Name(name):
                self.assign_name(name, value, self.place(assigned) if assigned else None)
            case cst.Tuple(elements) | cst.List(elements):
                for element in elements:
                    self._target(element.value, UNKNOWN)
            case cst.StarredElement(inner):
                self._target(inner, Value(FALSY | TRUTHY))
            case cst.Attribute():
                self._assign_attribute(target, value, assigned, statement)
            case cst.Subscript():
                key = self._namespace_key(target)
                if key is not None:
                    self.event(EventKind.ASSIGNMENT, key, target, form=Form.DICT, value=assigned)
                    self.graph.emit(Assign(key, value))
                else:
                    self.value(target)

    def _assign_attribute(
        self,
        target: cst.Attribute,
        value: Value,
        assigned: cst.BaseExpression | None,
        statement: cst.CSTNode | None,
    ) -> None:
        self.value(target.value, Usage.ATTRIBUTE)
        key = self.scope.attribute(target)
        if (setter := self.model.setter(key.attribute)) is not None:
            self._invoke(setter, [key.receiver])
            return
        if self.model.is_private(key.attribute):
            self.event(EventKind.ASSIGNMENT, key, target, statement=statement, value=assigned)
        self.graph.emit(Assign(key, value, self.place(assigned) if assigned else None))
        if assigned is not None and (flag := assigned_flag(key, assigned)) is not None:
            self.graph.emit(flag)

    def _delete(self, node: cst.Del, target: cst.BaseExpression) -> None:
        match target:
            case cst.Tuple(elements) | cst.List(elements):
                for element in elements:
                    self._delete(node, element.value)
            case cst.Name(name):
                self.assign_name(name, Value(NEVER))
            case cst.Attribute():
                self.value(target.value, Usage.ATTRIBUTE)
                key = self.scope.attribute(target)
                if (deleter := self.model.deleter(key.attribute)) is not None:
                    self._invoke(deleter, [key.receiver])
                elif self.model.is_private(key.attribute):
                    self._delete_private(key, target, node)
                else:
                    self.graph.emit(Assign(key, Value(NEVER)))
            case cst.Subscript():
                named = self._namespace_key(target)
                if named is not None:
                    self._delete_private(named, target, node, Form.DICT)
                else:
                    self.value(target)

    def _namespace_key(self, target: cst.Subscript) -> Key | None:
        """The attribute that `self.__dict__["_C__x"]` means; None for other subscripts."""
        owner, index = strings.namespace_owner(target.value), strings.single_index(target)
        name = strings.string_of(index) if index is not None else None
        if owner is None or name is None or not self.model.is_private(name):
            return None
        return Key(self.scope.receiver(owner), name)

    def _delete_private(
        self, key: Key, target: cst.CSTNode, statement: cst.Del, form: Form = Form.ATTRIBUTE
    ) -> None:
        event = self.event(EventKind.DELETION, key, target, form=form, statement=statement)
        self.graph.emit(Access(event))

    # --- leaving ----------------------------------------------------------------------------

    def _return(self, value: cst.BaseExpression | None) -> None:
        if value is None or (isinstance(value, cst.Name) and value.value == "None"):
            outcomes: list[tuple[bool | None, list[Edge]]] = [(False, self.graph.loose)]
        elif _is_condition(value):
            holds, fails = self.condition(value, Usage.PASSED_ON)
            outcomes = [(True, holds), (False, fails)]
        else:
            self.value(value)
            place = self.place(value)
            if place is not None:
                holds, fails = self.graph.choose(Test(place))
                outcomes = [(True, holds), (False, fails)]
            else:
                known = value_of(value).bits
                truth = True if known == TRUTHY else None if known & TRUTHY else False
                outcomes = [(truth, self.graph.loose)]
        for truth, edges in outcomes:
            self.graph.loose = edges
            if edges:
                self._unwind(0)
                self.graph.end(Return(truth))

    def _raise(self, exception: cst.BaseExpression | None, cause: cst.From | None) -> None:
        if exception is None or self._is_handled(exception):
            self.graph.end(Reraise(is_written=True))
            return
        self.value(exception)
        if cause is not None:
            self.value(cause.item)
        func = exception.func if isinstance(exception, cst.Call) else exception
        self.graph.end(Raise(_last_name(func)))

    def _is_handled(self, exception: cst.BaseExpression) -> bool:
        """Whether `raise e` raises what the `except … as e` around it has caught."""
        return isinstance(exception, cst.Name) and any(
            isinstance(outer, _Cleanup) and outer.name == exception.value for outer in self._around
        )

    def _leave_loop(self, *, again: bool) -> None:
        for depth in range(len(self._around) - 1, -1, -1):
            loop = self._around[depth]
            if isinstance(loop, _Loop):
                self._unwind(depth)
                if again:
                    self.graph.connect(self.graph.loose, loop.head)
                else:
                    loop.leaves += self.graph.loose
                break
        self.graph.loose = []

    def _unwind(self, depth: int) -> None:
        """Run the cleanups between here and `self._around[depth]`, innermost first."""
        kept = self._around
        for position in range(len(kept) - 1, depth - 1, -1):
            cleanup = kept[position]
            if isinstance(cleanup, _Cleanup):
                self._around = kept[:position]
                cleanup.lower()
        self._around = kept

    # --- branches and loops -----------------------------------------------------------------

    def _if(self, node: cst.If) -> None:
        leaves: list[Edge] = []
        clause: cst.If | cst.Else | None = node
        while isinstance(clause, cst.If):
            if self.graph.handlers[-1] is not None and _is_risky(clause.test):
                self.graph.emit(MayRaise())
            self.graph.loose, fails = self.condition(clause.test)
            self.block(clause.body.body)
            leaves += self.graph.loose
            self.graph.loose = fails
            clause = clause.orelse
        if clause is not None:
            self.block(clause.body.body)
        self.graph.loose = [*leaves, *self.graph.loose]

    def _while(self, node: cst.While) -> None:
        loop = _Loop(self.graph.emit(Join()))
        self.graph.loose, fails = self.condition(node.test)
        self._loop_body(loop, node.body.body, self._ended_from_outside(node))
        self._loop_end(loop, fails, node.orelse)

    def _ended_from_outside(self, node: cst.While) -> Key | None:
        """The state attribute of `while self.running:`, if the loop itself does not assign it."""
        test = node.test
        if isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
            test = test.expression
        if not isinstance(test, cst.Attribute) or test.attr.value in stored_attributes(node.body):
            return None
        return self.place(test)

    def _for(self, node: cst.For) -> None:
        self.value(node.iter, Usage.ITERATED)
        loop = _Loop(self.graph.emit(Join()))
        if node.asynchronous is not None:
            self.graph.emit(Pause())
        if self.graph.handlers[-1] is not None:
            self.graph.emit(MayRaise())
        self.graph.loose, fails = self.graph.choose(Choice())
        self._target(node.target, UNKNOWN)
        self._loop_body(loop, node.body.body)
        self._loop_end(loop, fails, node.orelse)

    def _loop_body(
        self, loop: _Loop, statements: Sequence[Statement], changed: Key | None = None
    ) -> None:
        self._around.append(loop)
        self.block(statements)
        if changed is not None:
            self.graph.emit(Assign(changed, UNKNOWN))
        self.graph.connect(self.graph.loose, loop.head)
        self._around.pop()

    def _loop_end(self, loop: _Loop, fails: list[Edge], orelse: cst.Else | None) -> None:
        self.graph.loose = fails
        if orelse is not None:
            self.block(orelse.body.body)
        self.graph.loose = [*loop.leaves, *self.graph.loose]

    def _match(self, node: cst.Match) -> None:
        self.value(node.subject, Usage.TOLERATED)
        place = self.place(node.subject)
        leaves: list[Edge] = []
        for case in node.cases:
            holds, fails = self._pattern(place, case.pattern)
            self.graph.loose = holds
            self._captures(case.pattern)
            if case.guard is not None:
                self.graph.loose, unguarded = self.condition(case.guard)
                fails = [*fails, *unguarded]
            self.block(case.body.body)
            leaves += self.graph.loose
            self.graph.loose = fails
        self.graph.loose = [*leaves, *self.graph.loose]

    def _pattern(
        self, place: Key | None, pattern: cst.MatchPattern
    ) -> tuple[list[Edge], list[Edge]]:
        match pattern:
            case cst.MatchAs(pattern=None):
                return self.graph.loose, []
            case cst.MatchAs(pattern=inner) if inner is not None:
                return self._pattern(place, inner)
            case cst.MatchOr(patterns):
                holds: list[Edge] = []
                for choice in patterns:
                    yes, self.graph.loose = self._pattern(place, choice.pattern)
                    holds += yes
                return holds, self.graph.loose
            case cst.MatchValue(value) | cst.MatchSingleton(value):
                self.value(value, Usage.TOLERATED)
                token = value_of(value).token
                if place is not None and token is not None:
                    return self.graph.choose(Test(place, token))
        return self.graph.choose(Choice())

    def _captures(self, pattern: cst.CSTNode) -> None:
        match pattern:
            case cst.MatchAs(name=cst.Name(name)) | cst.MatchStar(name=cst.Name(name)):
                self.assign_name(name)
        for child in parts(pattern):
            if not isinstance(child, cst.BaseExpression):
                self._captures(child)

    # --- exceptions -------------------------------------------------------------------------

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

        self._around.append(_Cleanup(run_final))
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
        clauses = tuple(_caught(handler.type) for handler in node.handlers)
        dispatch = self.graph.detached(Dispatch(clauses))
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
            self._around.append(_Cleanup(lambda: self.graph.emit(Handled()), name))
            with self.graph.handling():
                if name is not None:
                    self.assign_name(name, Value(TRUTHY))
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
        expected = _expected(item.item)
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
        dispatch = self.graph.detached(Dispatch((expected,)))
        with self.graph.raising_to(dispatch):
            self._with(node, rest)
        leaves, self.graph.loose = self.graph.loose, [(dispatch, 0)]
        with self.graph.handling():
            self.graph.emit(Handled())
        self.graph.loose = [*leaves, *self.graph.loose]

    # --- nested functions -------------------------------------------------------------------

    def _function_definition(self, node: cst.FunctionDef) -> None:
        for decorator in node.decorators:
            self.value(decorator.decorator)
        self.defaults(node.params)
        body = self.model.nested(node, self.scope, node.name.value)
        self.scope.functions[node.name.value] = body
        if node.decorators:
            self.model.escapes.add(body)


def _pairs(elements: Sequence[cst.BaseElement], value: cst.BaseExpression) -> bool:
    """Whether `a, b = c, d` assigns element by element."""
    return (
        isinstance(value, (cst.Tuple, cst.List))
        and len(value.elements) == len(elements)
        and not any(isinstance(e, cst.StarredElement) for e in (*elements, *value.elements))
    )


def _is_condition(node: cst.BaseExpression) -> bool:
    match node:
        case cst.Comparison() | cst.Call() | cst.UnaryOperation(operator=cst.Not()):
            return True
        case cst.BooleanOperation():
            return True
        case cst.Name("True" | "False"):
            return True
    return False


def _is_risky(node: cst.CSTNode) -> bool:
    """Whether `node` contains something that may raise in practice.

    Reading an attribute may; assigning a constant to one does not.
    """
    stack = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, (*_RISKY, cst.Attribute)):
            return True
        if isinstance(part, cst.AssignTarget) and isinstance(part.target, cst.Attribute):
            part = part.target.value
            if isinstance(part, cst.Name):
                continue
        if not isinstance(part, cst.Lambda):
            stack += parts(part)
    return False


def _last_name(node: cst.BaseExpression) -> str | None:
    match node:
        case cst.Attribute(attr=cst.Name(name)) if name in _MODULE_ERRORS:
            return name
        case cst.Name(name) | cst.Attribute(attr=cst.Name(name)):
            return name if name.lstrip("_")[:1].isupper() else None
    return None


def _caught(node: cst.BaseExpression | None) -> frozenset[str] | None:
    """The exception classes of an `except` clause; None for all, or where they are not known."""
    if node is None:
        return None
    parts = [e.value for e in node.elements] if isinstance(node, cst.Tuple) else [node]
    names = [_last_name(part) for part in parts]
    known = frozenset(name for name in names if name is not None)
    return known if len(known) == len(set(names)) and known else None


def _expected(node: cst.BaseExpression) -> frozenset[str] | None:
    """The exceptions that a context manager is told to swallow; None if it is no such manager."""
    match node:
        case cst.Call(cst.Name(name) | cst.Attribute(attr=cst.Name(name)), args) if (
            name in _EXPECTING
        ):
            names = [n for arg in args if arg.star == "" for n in _caught(arg.value) or ()]
            return frozenset(names)
    return None
