"""Where a method that is given a name asks something of it, or looks something up by it.

`__getattr__` and what it calls do so, to tell the names that they answer for from all others.
"""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from mangle_lint.facts.cfg.bodies import Body
from mangle_lint.facts.cfg.operations import Test
from mangle_lint.source.nodes import children_of, walk


def given_names(body: Body) -> frozenset[str]:
    """The parameters of a body but for its object, and the locals that are made of them."""
    own = [name.partition("@")[0] for name in body.parameters]
    names = set(own if body.receiver is None else own[1:])
    if isinstance(body.node, cst.FunctionDef):
        for part in walk(body.node.body):
            match part:
                case cst.Assign([cst.AssignTarget(cst.Name(local))], value):
                    if _is_made_of(value, names):
                        names.add(local)
    return frozenset(names)


def is_test(body: Body, number: int, names: frozenset[str]) -> bool:
    """Whether a node asks something of a name, or of what the object's `__dict__` has."""
    op = body.nodes[number].op
    if isinstance(op, Test) and not op.key.attribute:
        if op.key.receiver.partition("@")[0] in names:
            return True  # in a `match`
    condition = body.conditions.get(number)
    stack: list[cst.CSTNode] = [condition] if condition is not None else []
    while stack:
        match stack.pop():
            case cst.Name(name):
                if name in names or name in ("vars", "dir"):
                    return True
            case cst.Attribute(value, cst.Name(name)):
                if name == "__dict__":
                    return True
                stack.append(value)
            case part:
                stack += children_of(part)
    return False


def behind_lookup(body: Body, names: frozenset[str]) -> set[cst.CSTNode]:
    """The code behind a look-up by the name that raises for most names: `TABLE[name]`.

    That is one that is not conditional, and not in a `try`.
    """
    statements = list(body.node.body.body) if isinstance(body.node, cst.FunctionDef) else []
    for number, statement in enumerate(statements):
        if not isinstance(statement, cst.BaseCompoundStatement):
            if any(_is_lookup(part, names) for part in walk(statement)):
                return {part for after in statements[number + 1 :] for part in walk(after)}
    return set()


def _is_lookup(node: cst.CSTNode, names: frozenset[str]) -> bool:
    match node:
        case cst.Call(cst.Name("getattr"), [_, cst.Arg(name)]):
            return _is_made_of(name, names)
        case cst.Call(cst.Attribute(attr=cst.Name("__getattr__" | "__getattribute__")), args):
            return any(_is_made_of(arg.value, names) for arg in args)
        case cst.Subscript(slice=[cst.SubscriptElement(cst.Index(name))]):
            return _is_made_of(name, names)
    return False


def _is_made_of(node: cst.CSTNode, names: frozenset[str] | set[str]) -> bool:
    """Whether a text is made of one of the names, as `x[1:]`, `x.lower()`, `f"get_{x}"` are."""
    return any(name in names for name in _parts(node))


def _parts(node: cst.CSTNode) -> Iterator[str]:
    stack = [node]
    while stack:
        match stack.pop():
            case cst.Name(name):
                yield name
            case cst.Call(cst.Attribute(value)) | cst.Subscript(value):
                stack.append(value)
            case cst.BinaryOperation(left, right=right):
                stack += [left, right]
            case cst.FormattedString(parts):
                stack += parts
            case cst.FormattedStringExpression(value):
                stack.append(value)
