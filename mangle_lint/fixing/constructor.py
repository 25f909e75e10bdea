"""Whether `__init__` assigns an attribute before other code can look at the object."""

from __future__ import annotations

import libcst as cst

from mangle_lint.facts.cfg.bodies import Body
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import EventKind, Key


def is_always_there(facts: ClassFacts, attribute: str) -> bool:
    """Whether `__init__` assigns the attribute before it runs anything that could test for it.

    Only a docstring and plain assignments may come first; none of their values may both call
    something and name the object or `super`.
    """
    number = facts.methods.get("__init__")
    body = facts.bodies.get(number) if number is not None else None
    if body is None or body.receiver is None or not isinstance(body.node, cst.FunctionDef):
        return False
    assigned = {
        id(event.node)
        for event in body.events
        if event.kind is EventKind.ASSIGNMENT and event.key == Key(body.receiver, attribute)
    }
    for line in body.node.body.body:
        for statement in line.body if isinstance(line, cst.SimpleStatementLine) else [line]:
            match statement:
                case cst.Expr(cst.SimpleString()):
                    continue
                case cst.Assign(targets, value):
                    nodes = [target.target for target in targets]
                case cst.AnnAssign(target, _, value) if value is not None:
                    nodes = [target]
                case _:
                    return False
            if _shows_object(value, body):
                return False
            if any(id(node) in assigned for node in nodes):
                return True
    return False


def _shows_object(value: cst.BaseExpression, body: Body) -> bool:
    """Whether `value` calls (or awaits, or yields) something and names the object or `super`."""
    assert body.receiver is not None
    name = body.receiver.partition("@")[0]
    called = named = False
    stack: list[cst.CSTNode] = [value]
    while stack:
        node = stack.pop()
        called |= isinstance(node, (cst.Call, cst.Await, cst.Yield))
        named |= isinstance(node, cst.Name) and node.value in (name, "super")
        stack.extend(node.children)
    return called and named
