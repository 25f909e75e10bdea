"""Calls: of bodies of the same class, and of everything else."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from mangle_lint.facts.cfg.bodies import Role
from mangle_lint.facts.cfg.functions import comprehension, lambda_body
from mangle_lint.facts.cfg.lowering import Lowering, lowers_value
from mangle_lint.facts.cfg.names import parameter_names
from mangle_lint.facts.cfg.operations import Assign, Call, Fork
from mangle_lint.facts.cfg.reflective import reflective_call
from mangle_lint.facts.events import CLASS_RECEIVER, Key, Usage
from mangle_lint.facts.values import FALSE, TRUE

_USAGES = {
    "len": Usage.MEASURED,
    **dict.fromkeys("iter list tuple sorted set enumerate sum".split(), Usage.ITERATED),
    **dict.fromkeys(
        "print str repr format bool id type isinstance callable hash".split(), Usage.TOLERATED
    ),
}
"""What some functions do with their arguments; of all others it is not known."""

_LOGGING = frozenset("debug info warning error critical exception log".split())

_CONSUMERS = frozenset(
    "all any bytes bytearray dict filter frozenset list map max min next reduce set sorted sum "
    "tuple join extend update sort groupby".split()
)
"""What runs a generator or a lambda before it returns."""

_FLAG_VERBS = {"set": TRUE, "clear": FALSE}


@lowers_value(cst.Call)
def call(
    low: Lowering, node: cst.Call, usage: Usage = Usage.PASSED_ON, *, awaited: bool = False
) -> bool:
    """Lower a call. True if it ran a body of this class, so that its outcome may be known."""
    if reflective_call(low, node, usage):
        return False
    body, receivers = _callee(low, node)
    if body is None:
        _called(low, node.func)
    arguments(low, node)
    if body is None:
        _made_by_base(low, node)
        return False
    if low.model.declared[body].is_async and not awaited:
        low.hand_on(body)
        return False
    run(low, node, body, receivers)
    return not (awaited and isinstance(node.func, cst.Lambda))  # what that returns is awaited


def run(low: Lowering, node: cst.CSTNode, body: int, receivers: Sequence[str | None]) -> None:
    """Run a body of this class, by `node`; `receivers` are its arguments, in order."""
    low.graph.join(low.choose(Call(body, low.model.pair(body, receivers)), node))


def _callee(low: Lowering, node: cst.Call) -> tuple[int | None, list[str | None]]:
    """The body of this class that a call runs, None if it runs none, and what it is given."""
    given = [
        low.scope.receiver(arg.value)
        if isinstance(arg.value, (cst.Name, cst.Attribute)) and not arg.star and not arg.keyword
        else None
        for arg in node.args
    ]
    match node.func:
        case cst.Name(name):
            body, receiver = low.scope.callee(name) or (None, None)
            return body, [receiver, *given] if receiver is not None else given
        case cst.Lambda() as func:
            return lambda_body(low, func), given
        case cst.Attribute(owner) as func:
            key = low.scope.attribute(func)
            method = low.model.methods.get(key.attribute)
            if method is None or is_other_class(owner, key.receiver):
                return None, given
            if not (low.model.is_private(key.attribute) or low.model.is_own(key.receiver)):
                return None, given
            low.value(owner, Usage.ATTRIBUTE)
            role = low.model.declared[method].role
            is_bound = key.receiver != CLASS_RECEIVER or role is Role.CLASS_METHOD
            return method, [key.receiver, *given] if is_bound else given
    return None, given


def _made_by_base(low: Lowering, node: cst.Call) -> None:
    """`super().__init__(…)`, `Base.__init__(self, …)`: a base calls methods that the class has."""
    body = low.body
    while body.role is Role.NESTED and body.parent is not None and body.parent >= 0:
        body = low.model.declared[body.parent]
    if body.role is not Role.CONSTRUCTOR or body.receiver is None:
        return
    match node.func:
        case cst.Attribute(cst.Call(cst.Name("super")), cst.Name("__init__")):
            pass
        case cst.Attribute(cst.Name() | cst.Attribute() as owner, cst.Name("__init__")):
            if not is_other_class(owner, low.scope.receiver(owner)):
                return
        case _:
            return
    for name in low.model.called_when_made:
        method = low.model.methods.get(name)
        if method is not None and low.model.declared[method].role is Role.METHOD:
            run(low, node, method, [body.receiver])


def is_other_class(owner: cst.BaseExpression, receiver: str) -> bool:
    """Whether a method is looked up in another class: in `super()`, or in `Base`."""
    if isinstance(owner, cst.Call):
        return isinstance(owner.func, cst.Name) and owner.func.value == "super"
    root, _, rest = receiver.partition("@")
    last = rest.rpartition(".")[2] or root
    return rest.partition(".")[0] == "" and last[:1].isupper()


def _called(low: Lowering, func: cst.BaseExpression) -> None:
    match func:
        case cst.Attribute(cst.Attribute() as flag, cst.Name(verb)) if verb in _FLAG_VERBS:
            low.value(flag, Usage.ATTRIBUTE)
            low.graph.emit(Assign(flag_key(low.scope.attribute(flag)), _FLAG_VERBS[verb]))
        case _:
            low.value(func, Usage.CALLED)


def arguments(low: Lowering, node: cst.Call) -> None:
    """Evaluate the arguments of a call."""
    match node.func:
        case cst.Name(name):
            usage = _USAGES.get(name, Usage.PASSED_ON)
        case cst.Attribute(_, cst.Name(name)):
            usage = Usage.TOLERATED if name in _LOGGING else Usage.PASSED_ON
        case _:
            name, usage = "", Usage.PASSED_ON
    for arg in node.args:
        if name in _CONSUMERS and isinstance(arg.value, cst.GeneratorExp):
            comprehension(low, arg.value)
        elif name in _CONSUMERS and isinstance(arg.value, cst.Lambda):
            _run_lambda(low, arg.value)
        else:
            low.value(arg.value, Usage.ITERATED if arg.star else usage)


def _run_lambda(low: Lowering, node: cst.Lambda) -> None:
    """Lower a lambda that is run at once, any number of times."""
    with low.scope.shadowing(set(parameter_names(node.params))):
        low.graph.loose, fails = low.choose(Fork(), node)
        low.value(node.body)
        low.graph.loose = [*low.graph.loose, *fails]


def flag_key(event: Key) -> Key:
    """The place of what `event.is_set()` answers, followed as if it were an attribute."""
    return Key(event.receiver, f"{event.attribute}.is_set()")
