"""Accesses that raise when the deleting code is run once more: which of them ordinary use reaches.

That a method which ends an object's use is called twice is not supposed. But whoever uses an object
ends its use, too; if using it has ended it already, that raises.
"""

from __future__ import annotations

from mangle_lint.facts.cfg.bodies import Body, Role
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import EventKind
from mangle_lint.facts.teardown import is_called_once, is_teardown
from mangle_lint.facts.typestate.call_graph import CallGraph
from mangle_lint.facts.typestate.observations import Exposure


def is_repeat(exposure: Exposure) -> bool:
    """Whether the deleting body itself, or the entry point that ran it, run once more, raises."""
    again = exposure.origin == exposure.entry or exposure.event.body == exposure.deletion.body
    return exposure.origin is not None and again


def is_by_another(exposure: Exposure) -> bool:
    """Whether it is a repeat in which another method has run the deleting body first."""
    return is_repeat(exposure) and exposure.origin != exposure.deletion.body


def is_ordinary(facts: ClassFacts, graph: CallGraph, exposure: Exposure) -> bool:
    """Whether ordinary use of the object leads to a repeat.

    A public method that is no teardown has run the deleting body. Then the use of the object ends,
    or that body is called by itself, or that method again.
    """
    if exposure.origin is None or not is_by_another(exposure):
        return False
    deleting = _method_around(facts, exposure.deletion.body)
    first, second = facts.bodies[exposure.origin], facts.bodies[exposure.entry]
    if deleting in (first.number, None) or not _is_used(first):
        return False
    if second.number == first.number:
        return _may_be_called_again(facts, graph, exposure, first)
    return _is_public(second) and (second.number == deleting or is_teardown(second.name))


def _method_around(facts: ClassFacts, number: int) -> int | None:
    """The method that a body stands in; itself, if it is one."""
    body: int | None = number
    while body is not None and facts.bodies[body].role is Role.NESTED:
        body = facts.bodies[body].parent
    return body


def _is_used(body: Body) -> bool:
    """Whether a body is run by who goes on to use the object."""
    methods = (Role.METHOD, Role.CLASS_METHOD, Role.CONSTRUCTOR)
    return body.role in methods and _is_public(body) and not is_teardown(body.name)


def _is_public(body: Body) -> bool:
    return not body.name.startswith("_") or body.name.endswith("__")


def _may_be_called_again(
    facts: ClassFacts, graph: CallGraph, exposure: Exposure, method: Body
) -> bool:
    """Whether it is usual to call a method twice, with nothing in between.

    If methods but the constructor assign the attribute, one of them should be called first.
    """
    assigning = {
        event.body
        for event in facts.events
        if event.kind is EventKind.ASSIGNMENT
        and event.key.attribute == exposure.deletion.key.attribute
    }
    entries = graph.callers_of(assigning) & facts.entry_points
    roles = {facts.bodies[number].role for number in entries}
    return roles == {Role.CONSTRUCTOR} and not is_called_once(method.name)
