"""Expressions, lowered to the flow graph in the order in which Python evaluates them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

import libcst as cst

from mangle_lint.facts import strings
from mangle_lint.facts.events import CLASS_RECEIVER, Event, EventKind, Form, Key, Usage
from mangle_lint.facts.graph import Builder, Edge
from mangle_lint.facts.operations import Access, Assign, Call, Exists, Pause, Relation, Test, Use
from mangle_lint.facts.operations import Fork as Choice
from mangle_lint.facts.parts import parts
from mangle_lint.facts.scopes import comprehension_names, parameter_names
from mangle_lint.facts.values import NEVER, TRUTHY, UNKNOWN, Value, is_class_like, value_of
from mangle_lint.mangling import mangle

if TYPE_CHECKING:
    from mangle_lint.facts.bodies import ClassBuilder
    from mangle_lint.facts.scopes import Scope

Outcome: TypeAlias = tuple[list[Edge], list[Edge]]
"""The loose ends of a condition: where it holds, and where it does not."""

_FLAG = ".is_set()"  # what an Event object answers, followed like an attribute of its owner
_TOLERANT = frozenset("print str repr format bool id type isinstance callable hash".split())
_CONSUMERS = frozenset(
    "all any bytes bytearray dict filter frozenset list map max min next reduce set sorted sum "
    "tuple join extend update sort groupby".split()
)
_ORDER: dict[type[cst.CSTNode], Relation] = {
    cst.LessThan: Relation.LESS,
    cst.LessThanEqual: Relation.LESS_OR_EQUAL,
    cst.GreaterThan: Relation.GREATER,
    cst.GreaterThanEqual: Relation.GREATER_OR_EQUAL,
}
_LOGGING = frozenset("debug info warning error critical exception log".split())


class ExpressionLowering:
    """Lowers the expressions of one body."""

    def __init__(self, model: ClassBuilder, scope: Scope) -> None:
        self.model = model
        self.scope = scope
        self.graph = Builder()
        self.events: list[Event] = []

    # --- values -----------------------------------------------------------------------------

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
            case cst.Yield(value):
                self.value(value.item if isinstance(value, cst.From) else value)
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

    def join(self, outcome: Outcome) -> None:
        """Go on from both outcomes of a condition."""
        self.graph.loose = [*outcome[0], *outcome[1]]

    def event(
        self,
        kind: EventKind,
        key: Key,
        node: cst.CSTNode,
        usage: Usage = Usage.PASSED_ON,
        form: Form = Form.ATTRIBUTE,
        statement: cst.CSTNode | None = None,
        value: cst.BaseExpression | None = None,
    ) -> Event:
        """Note an event of this body. A node that is lowered twice makes one event."""
        made = Event(kind, key, node, self.scope.body, usage, form, statement, value)
        event = self.model.events.setdefault((id(node), kind), made)
        if event is made:
            self.events.append(event)
        return event

    def read(self, key: Key, node: cst.CSTNode, usage: Usage, form: Form = Form.ATTRIBUTE) -> None:
        """A read of a private name that raises if the attribute is missing."""
        self.graph.emit(Access(self.event(EventKind.READ, key, node, usage, form)))

    def _name(self, node: cst.Name, name: str, usage: Usage) -> None:
        bound = self.scope.bound_method(name)
        function = bound[0] if bound is not None else self.scope.function(name)
        if function is not None:
            self.model.escapes.add(function)
            return
        key = self.scope.local(name)
        if key is not None and name in self.scope.followed and usage is not Usage.TESTED:
            self.graph.emit(Use(key, self.event(EventKind.READ, key, node, usage)))

    def _attribute(self, node: cst.Attribute, usage: Usage) -> None:
        self.value(node.value, Usage.ATTRIBUTE)
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

    # --- calls ------------------------------------------------------------------------------

    def _call(
        self, node: cst.Call, usage: Usage = Usage.PASSED_ON, *, awaited: bool = False
    ) -> bool:
        """Lower a call; True if it ran a body of this class as far as its return."""
        by_text = strings.attribute_call(node)
        if by_text is not None and self._by_text(node, by_text, usage):
            return False
        if self._namespace_method(node):
            return False
        body, arguments = self._callee(node)
        if body is None:
            self._function(node.func)
        self._arguments(node)
        if body is None:
            return False
        if self.model.is_async(body) and not awaited:
            self.model.escapes.add(body)
            return False
        self._invoke(body, arguments)
        return True

    def _invoke(self, body: int, arguments: list[str | None]) -> None:
        self.join(self.graph.choose(Call(body, self.model.pair(body, arguments))))

    def _callee(self, node: cst.Call) -> tuple[int | None, list[str | None]]:
        """The body of this class that a call runs, with the receivers that it is given."""
        given = [
            self.scope.receiver(arg.value)
            if isinstance(arg.value, (cst.Name, cst.Attribute)) and not arg.star and not arg.keyword
            else None
            for arg in node.args
        ]
        match node.func:
            case cst.Name(name):
                bound = self.scope.bound_method(name)
                if bound is not None:
                    return bound[0], [bound[1], *given]
                return self.scope.function(name), given
            case cst.Attribute(owner):
                key = self.scope.attribute(node.func)
                method = self.model.methods.get(key.attribute)
                if method is None or _is_other_class(owner, key.receiver):
                    return None, given
                self.value(owner, Usage.ATTRIBUTE)
                if key.receiver == CLASS_RECEIVER and not self.model.is_classmethod(method):
                    return method, given
                return method, [key.receiver, *given]
        return None, given

    def _function(self, func: cst.BaseExpression) -> None:
        match func:
            case cst.Attribute(cst.Attribute() as flag, cst.Name("set" | "clear" as verb)):
                self.value(flag, Usage.ATTRIBUTE)
                key = self.scope.attribute(flag)
                truth = value_of(cst.Name("True" if verb == "set" else "False"))
                self.graph.emit(Assign(Key(key.receiver, key.attribute + _FLAG), truth))
            case _:
                self.value(func, Usage.CALLED)

    def _arguments(self, node: cst.Call) -> None:
        match node.func:
            case cst.Name(name):
                usage = Usage.TOLERATED if name in _TOLERANT else Usage.PASSED_ON
                if name in ("len", "iter", "list", "tuple", "sorted", "set", "enumerate", "sum"):
                    usage = Usage.ITERATED
            case cst.Attribute(_, cst.Name(name)):
                usage = Usage.TOLERATED if name in _LOGGING else Usage.PASSED_ON
            case _:
                name, usage = "", Usage.PASSED_ON
        for arg in node.args:
            if name in _CONSUMERS and isinstance(arg.value, cst.GeneratorExp):
                self.comprehension(arg.value)
            elif name in _CONSUMERS and isinstance(arg.value, cst.Lambda):
                self._inline_lambda(arg.value)
            else:
                self.value(arg.value, Usage.ITERATED if arg.star else usage)

    def _inline_lambda(self, node: cst.Lambda) -> None:
        """A lambda that the call runs at once, any number of times."""
        with self.scope.shadowing(set(parameter_names(node.params))):
            holds, fails = self.graph.choose(Choice())
            self.graph.loose = holds
            self.value(node.body)
            self.graph.loose = [*self.graph.loose, *fails]

    def _by_text(self, node: cst.Call, call: strings.AttributeCall, usage: Usage) -> bool:
        """`getattr(self, "_C__x")` and its like; False if the call is about something else."""
        name = strings.string_of(call.name)
        if name is None:
            if call.function == "setattr":
                self._assign_any(call.owner)
            return False
        key = Key(self._text_receiver(call.owner), name)
        if not self.model.is_private(name):
            if call.function in ("setattr", "delattr"):
                value = value_of(call.extra) if call.extra is not None else Value(NEVER)
                self.graph.emit(Assign(key, value))
            return False
        self.value(call.owner, Usage.ATTRIBUTE)
        self.value(call.extra)
        if (method := self.model.methods.get(name)) is not None:
            self.model.escapes.add(method)
        match call.function:
            case "hasattr":
                self.join(self._exists(key, node, Form.STRING))
            case "getattr" if call.extra is not None:
                event = self.event(EventKind.EXISTENCE_TEST, key, node, usage, Form.STRING)
                self.graph.emit(Access(event, lenient=True))
            case "getattr":
                self.read(key, node, usage, Form.STRING)
            case "delattr":
                event = self.event(EventKind.DELETION, key, node, form=Form.STRING)
                self.graph.emit(Access(event))
            case "setattr" if call.extra is not None:
                self.event(EventKind.ASSIGNMENT, key, node, form=Form.STRING, value=call.extra)
                self.graph.emit(Assign(key, value_of(call.extra)))
        return True

    def _text_receiver(self, owner: cst.BaseExpression) -> str:
        """The receiver of a call by text; `super()` is the object itself."""
        match owner:
            case cst.Call(cst.Name("super"), []):
                receiver = self.model.receiver(self.scope.body)
                return receiver if receiver is not None else self.scope.receiver(owner)
        return self.scope.receiver(owner)

    def _namespace_method(self, node: cst.Call) -> bool:
        """`self.__dict__.pop("_C__x")` and its like; False if the call is something else."""
        if not isinstance(node.func, cst.Attribute):
            return False
        owner, verb = strings.namespace_owner(node.func.value), node.func.attr.value
        if owner is None:
            return False
        if verb == "update":
            self._assign_any(owner)
        name = strings.string_of(node.args[0].value) if node.args else None
        if name is None or not self.model.is_private(name):
            return False
        self.value(owner, Usage.ATTRIBUTE)
        for arg in node.args[1:]:
            self.value(arg.value)
        key = Key(self.scope.receiver(owner), name)
        if verb == "pop":
            event = self.event(EventKind.DELETION, key, node, form=Form.DICT)
            self.graph.emit(Access(event, lenient=len(node.args) > 1))
        elif verb == "get":
            event = self.event(EventKind.EXISTENCE_TEST, key, node, form=Form.DICT)
            self.graph.emit(Access(event, lenient=True))
        elif verb == "setdefault":
            self.graph.emit(Assign(key, UNKNOWN))
        return True

    def _assign_any(self, owner: cst.BaseExpression) -> None:
        """Attributes that cannot be named are assigned: whatever was missing may be there now."""
        self.graph.emit(Assign(Key(self.scope.receiver(owner), "*"), UNKNOWN))

    # --- comprehensions -----------------------------------------------------------------------

    def comprehension(self, node: cst.BaseComp, *, is_begun: bool = False) -> None:
        """A comprehension that runs here and now.

        `is_begun`: the first iterable has been evaluated where the generator was made.
        """
        if not is_begun:
            self.value(node.for_in.iter, Usage.ITERATED)
        with self.scope.shadowing(comprehension_names(node)):
            self._clause(node, node.for_in)

    def _clause(self, node: cst.BaseComp, clause: cst.CompFor) -> None:
        head = self.graph.emit(Choice())
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

    # --- bindings -----------------------------------------------------------------------------

    def bind_name(
        self, name: str, value: cst.BaseExpression, usage: Usage = Usage.FOLLOWED
    ) -> None:
        """`name = value`, or `name := value`; `usage` if the value is followed in the local."""
        if isinstance(value, cst.Attribute) and self.scope.bindings[name] == 1:
            place = self.scope.attribute(value)
            method = self.model.methods.get(place.attribute)
            if method is not None and not _is_other_class(value.value, place.receiver):
                self.scope.bound_methods[name] = (method, place.receiver)
                return
        self.scope.bind_alias(name, value)
        key, source = self.scope.local(name), self.place(value)
        if isinstance(value, cst.Attribute) and source is not None and name in self.scope.bindings:
            if self.model.is_private(source.attribute):
                self.scope.followed.add(name)
            self.value(value, usage)
        elif key is not None and _is_truth(value):
            holds, fails = self.condition(value)
            ends: list[Edge] = []
            for edges, truth in ((holds, "True"), (fails, "False")):
                self.graph.loose = edges
                self.assign_name(name, value_of(cst.Name(truth)))
                ends += self.graph.loose
            self.graph.loose = ends
            return
        else:
            self.value(value)
        if key is not None or name in self.scope.bindings:
            self.assign_name(name, value_of(value), source)

    def assign_name(self, name: str, value: Value = UNKNOWN, source: Key | None = None) -> None:
        """The local `name` gets `value`, or what `source` holds."""
        self.graph.emit(Assign(Key(f"{name}@{self.scope.body}"), value, source))

    def place(self, node: cst.BaseExpression) -> Key | None:
        """The place whose value `node` is; None if it is not simply one place."""
        match node:
            case cst.Name(name):
                return self.scope.local(name)
            case cst.Attribute():
                key = self.scope.attribute(node)
                known = key.attribute in self.model.methods or self.model.getter(key.attribute)
                return None if known or key.receiver.startswith("?") else key
            case cst.NamedExpr(cst.Name(name)):
                return Key(f"{name}@{self.scope.body}")
        return None

    # --- conditions -----------------------------------------------------------------------------

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
        return self.graph.choose(Choice())

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
            self.graph.loose, fails = self.graph.choose(Choice())
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
                return self.graph.choose(Choice())
            return self.graph.choose(Test(place, token, relation))
        token = value_of(right).token
        if token is None and value_of(left).token is not None:
            left, right, token = right, left, value_of(left).token
        none = token == "None"
        self.value(left, Usage.TESTED if none else Usage.TOLERATED)
        self.value(right, Usage.TOLERATED)
        place = self.place(left)
        if place is None or token is None:
            return self.graph.choose(Choice())
        holds, fails = self.graph.choose(Test(place, token))
        return (holds, fails) if isinstance(operator, (cst.Is, cst.Equal)) else (fails, holds)

    def _membership(self, left: cst.BaseExpression, right: cst.BaseExpression) -> Outcome:
        owner, name = strings.namespace_owner(right), strings.string_of(left)
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
                    yes, no = self.graph.choose(Choice())
                else:
                    yes, no = self.graph.choose(Test(place, token))
                holds += yes
                self.graph.loose = no
            return holds, self.graph.loose
        self.value(right, Usage.ITERATED)
        return self.graph.choose(Choice())

    def _exists(self, key: Key, node: cst.CSTNode, form: Form) -> Outcome:
        event = self.event(EventKind.EXISTENCE_TEST, key, node, Usage.TESTED, form)
        return self.graph.choose(Exists(key, event))

    def _exists_public(self, owner: cst.BaseExpression, name: str) -> Outcome:
        """`hasattr(self, "name")`, where Python mangles nothing.

        A private name is never found like that. Where the body itself assigns or deletes the
        attribute, that is what the test amounts to; a test that is to protect a read is no guard.
        """
        self.value(owner, Usage.ATTRIBUTE)
        mangled = mangle(name, self.scope.class_name)
        if mangled == name:
            return self.graph.choose(Exists(Key(self.scope.receiver(owner), name), None))
        if self.scope.stores(name):
            return [], self.graph.loose
        return self.graph.choose(Choice())

    def _outcome_of_call(self) -> Outcome:
        """The outcomes of the call that was just lowered."""
        holds, fails = self.graph.loose
        return [holds], [fails]

    def _call_condition(self, node: cst.Call, usage: Usage) -> Outcome:
        match node:
            case cst.Call(cst.Name("bool"), [cst.Arg(value)]):
                return self.condition(value)
            case cst.Call(cst.Name("hasattr"), [cst.Arg(owner), cst.Arg(name)]):
                text = strings.string_of(name)
                if text is not None and self.model.is_private(text):
                    self.value(owner, Usage.ATTRIBUTE)
                    return self._exists(Key(self.scope.receiver(owner), text), node, Form.STRING)
                if text is not None:
                    return self._exists_public(owner, text)
            case cst.Call(
                cst.Name("getattr"), [cst.Arg(owner), cst.Arg(name), cst.Arg(default)]
            ) if usage is Usage.TESTED:
                text = strings.string_of(name)
                if text is not None and self.model.is_private(text):
                    return self._getattr_condition(node, owner, text, default)
            case cst.Call(cst.Name("isinstance" | "callable"), [cst.Arg(value), *_]):
                self._arguments(node)
                holds, fails = self.graph.choose(Choice())
                if (place := self.place(value)) is not None:
                    self.graph.loose = holds
                    _, holds = self.graph.choose(Test(place, "None"))
                return holds, fails
            case cst.Call(cst.Attribute(cst.Attribute() as flag, cst.Name("is_set" | "isSet"))):
                self.value(flag, Usage.ATTRIBUTE)
                key = self.scope.attribute(flag)
                return self.graph.choose(Test(Key(key.receiver, key.attribute + _FLAG)))
        if self._call(node, usage):
            return self._outcome_of_call()
        return self.graph.choose(Choice())

    def _getattr_condition(
        self, node: cst.Call, owner: cst.BaseExpression, name: str, default: cst.BaseExpression
    ) -> Outcome:
        """`if getattr(self, "_C__x", default):` tests existence and truth at once."""
        self.value(owner, Usage.ATTRIBUTE)
        self.value(default)
        key = Key(self.scope.receiver(owner), name)
        exists, missing = self._exists(key, node, Form.STRING)
        self.graph.loose = exists
        holds, fails = self.graph.choose(Test(key))
        truth = value_of(default).bits
        if not truth & TRUTHY:
            return holds, [*fails, *missing]
        return [*holds, *missing], [*fails, *missing]


def _is_other_class(owner: cst.BaseExpression, receiver: str) -> bool:
    """Whether a method is looked up in another class: `super()`, `Base`."""
    if isinstance(owner, cst.Call):
        return isinstance(owner.func, cst.Name) and owner.func.value == "super"
    root, _, rest = receiver.partition("@")
    last = rest.rpartition(".")[2] or root
    return rest.partition(".")[0] == "" and last[:1].isupper()


def _is_truth(node: cst.BaseExpression) -> bool:
    """Whether `node` can only be True or False."""
    match node:
        case cst.Comparison() | cst.UnaryOperation(operator=cst.Not()):
            return True
        case cst.Call(cst.Name("hasattr" | "isinstance" | "callable" | "bool")):
            return True
    return False


def assigned_flag(key: Key, value: cst.BaseExpression) -> Assign | None:
    """What assigning a new `Event()` means for its `is_set()`; None for other values."""
    match value:
        case cst.Call(cst.Name("Event") | cst.Attribute(attr=cst.Name("Event")) as func, []):
            if is_class_like(func):
                unset = value_of(cst.Name("False"))
                return Assign(Key(key.receiver, key.attribute + _FLAG), unset)
    return None


_EVALUATED = (
    cst.BaseExpression,
    cst.BaseElement,
    cst.BaseDictElement,
    cst.BaseFormattedStringContent,
    cst.SubscriptElement,
    cst.BaseSlice,
    cst.From,
)
