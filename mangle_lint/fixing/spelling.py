"""How to spell a private attribute in an assignment: as its class does."""

from __future__ import annotations

import libcst as cst

from mangle_lint.facts.cfg.bodies import Role
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event
from mangle_lint.source.mangling import unmangle


def own_spelling(facts: ClassFacts, event: Event) -> str:
    """`__x` inside the class of the attribute, `_C__x` outside of it."""
    name = event.key.attribute
    if facts.bodies[event.body].role is Role.OUTSIDE:
        return name
    return unmangle(name, facts.name) or name


def attribute_of(facts: ClassFacts, event: Event, owner: cst.BaseExpression, code: str) -> str:
    """`self.__x`, for an event on the object `owner`, whose source text is `code`."""
    if not isinstance(owner, (cst.Name, cst.Attribute, cst.Call, cst.Subscript)):
        code = f"({code})"
    return f"{code}.{own_spelling(facts, event)}"
