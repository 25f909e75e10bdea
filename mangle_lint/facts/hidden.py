"""Methods that nobody finds by name, for each object has an attribute of that name instead."""

from __future__ import annotations

import libcst as cst

from mangle_lint.source.nodes import flat_targets, walk


def hidden_methods(node: cst.ClassDef) -> frozenset[str]:
    """The names that `__init__` surely gives to each object of a class, for good.

    A name that some method deletes again, or spells as a text, is not among them.
    """
    methods = {
        part.name.value: part for part in node.body.body if isinstance(part, cst.FunctionDef)
    }
    constructor = methods.get("__init__")
    if constructor is None or "__setattr__" in methods or not constructor.params.params:
        return frozenset()
    found = _assigned(constructor, constructor.params.params[0].name.value)
    assigned = frozenset(found & methods.keys())
    return assigned - _let_go(node) if assigned else frozenset()


def _assigned(constructor: cst.FunctionDef, receiver: str) -> set[str]:
    """The attributes of `receiver` that every run assigns that does not raise."""
    found: set[str] = set()
    for statement in constructor.body.body:
        if any(isinstance(part, (cst.Return, cst.Yield)) for part in walk(statement)):
            break
        if not isinstance(statement, cst.SimpleStatementLine):
            continue
        targets = [
            target
            for part in statement.body
            if isinstance(part, cst.Assign)
            for item in part.targets
            for target in flat_targets(item.target)
        ]
        for target in targets:
            match target:
                case cst.Attribute(cst.Name(owner), cst.Name(name)) if owner == receiver:
                    found.add(name)
    return found


def _let_go(node: cst.ClassDef) -> set[str]:
    """The names of which an object may lose its own value."""
    names: set[str] = set()
    for part in walk(node):
        match part:
            case cst.Del(target):
                deleted = flat_targets(target)
                names.update(t.attr.value for t in deleted if isinstance(t, cst.Attribute))
            case cst.SimpleString():
                names.add(str(part.evaluated_value))
    return names
