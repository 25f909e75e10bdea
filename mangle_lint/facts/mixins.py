"""Classes that are there to be bases beside others."""

from __future__ import annotations

import libcst as cst

from mangle_lint.facts.cfg.bodies import Role
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.source.nodes import walk


def hands_on_construction(facts: ClassFacts) -> bool:
    """Whether a class without bases hands arguments to `super().__init__`.

    `object` takes none, so another base of a subclass is meant (data model, `super`).
    """
    if facts.has_bases:
        return False
    constructors = (b.node for b in facts.bodies.values() if b.role is Role.CONSTRUCTOR)
    return any(
        _is_call_of_next(inner) for node in constructors if node is not None for inner in walk(node)
    )


def _is_call_of_next(node: cst.CSTNode) -> bool:
    match node:
        case cst.Call(
            cst.Attribute(cst.Call(cst.Name("super")), cst.Name("__init__")), [cst.Arg(), *_]
        ):
            return True
    return False
