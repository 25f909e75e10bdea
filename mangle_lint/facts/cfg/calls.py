"""Calls, lowered: of bodies of the same class, and of everything else."""

from __future__ import annotations

import libcst as cst

from mangle_lint.facts import reflection as strings
from mangle_lint.facts.cfg.operations import Assign, Call, Fork
from mangle_lint.facts.cfg.reflective import TextualLowering
from mangle_lint.facts.cfg.scopes import parameter_names
from mangle_lint.facts.events import CLASS_RECEIVER, Key, Usage
from mangle_lint.facts.values import is_class_like, value_of

_TOLERANT = frozenset("print str repr format bool id type isinstance callable hash".split())

_CONSUMERS = frozenset(
    "all any bytes bytearray dict filter frozenset list map max min next reduce set sorted sum "
    "tuple join extend update sort groupby".split()
)

_LOGGING = frozenset("debug info warning error critical exception log".split())

FLAG = ".is_set()"  # what an Event object answers, followed like an attribute of its owner


class CallLowering(TextualLowering):
    """Lowers calls."""

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
                if method is None or is_other_class(owner, key.receiver):
                    return None, given
                if not self._is_of_this_class(key):
                    return None, given
                self.value(owner, Usage.ATTRIBUTE)
                if key.receiver == CLASS_RECEIVER and not self.model.is_classmethod(method):
                    return method, given
                return method, [key.receiver, *given]
        return None, given

    def _is_of_this_class(self, method: Key) -> bool:
        """Whether the receiver of a method is known to be of this class.

        It is what a method gets as its first argument; of any other object only a private name
        tells.
        """
        number = method.receiver.partition("@")[2]
        if method.receiver == CLASS_RECEIVER or self.model.is_private(method.attribute):
            return True
        return number.isdecimal() and self.model.receiver(int(number)) == method.receiver

    def _function(self, func: cst.BaseExpression) -> None:
        match func:
            case cst.Attribute(cst.Attribute() as flag, cst.Name("set" | "clear" as verb)):
                self.value(flag, Usage.ATTRIBUTE)
                key = self.scope.attribute(flag)
                truth = value_of(cst.Name("True" if verb == "set" else "False"))
                self.graph.emit(Assign(Key(key.receiver, key.attribute + FLAG), truth))
            case _:
                self.value(func, Usage.CALLED)

    def _arguments(self, node: cst.Call) -> None:
        match node.func:
            case cst.Name(name):
                usage = Usage.TOLERATED if name in _TOLERANT else Usage.PASSED_ON
                if name == "len":
                    usage = Usage.MEASURED
                elif name in ("iter", "list", "tuple", "sorted", "set", "enumerate", "sum"):
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
            holds, fails = self.graph.choose(Fork())
            self.graph.loose = holds
            self.value(node.body)
            self.graph.loose = [*self.graph.loose, *fails]


def is_other_class(owner: cst.BaseExpression, receiver: str) -> bool:
    """Whether a method is looked up in another class: `super()`, `Base`."""
    if isinstance(owner, cst.Call):
        return isinstance(owner.func, cst.Name) and owner.func.value == "super"
    root, _, rest = receiver.partition("@")
    last = rest.rpartition(".")[2] or root
    return rest.partition(".")[0] == "" and last[:1].isupper()


def assigned_flag(key: Key, value: cst.BaseExpression) -> Assign | None:
    """What assigning a new `Event()` means for its `is_set()`; None for other values."""
    match value:
        case cst.Call(cst.Name("Event") | cst.Attribute(attr=cst.Name("Event")) as func, []):
            if is_class_like(func):
                unset = value_of(cst.Name("False"))
                return Assign(Key(key.receiver, key.attribute + FLAG), unset)
    return None
