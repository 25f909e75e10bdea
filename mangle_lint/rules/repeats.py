"""Accesses that raise when the deleting code is run once more: which of them ordinary use reaches.

That a method which ends an object's use is called twice is not supposed. But whoever uses an object
ends its use, too; if using it has ended it already, that raises.
"""

from __future__ import annotations

from collections.abc import Set

from mangle_lint.facts.cfg.bodies import Body, Role
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event, EventKind
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


def is_ordinary(
    facts: ClassFacts, graph: CallGraph, exposure: Exposure, repaired: Set[Event] = frozenset()
) -> bool:
    """Whether ordinary use of the object leads to a repeat; those in `repaired` assign None.

    A public method that is no teardown has run the deleting body. Then the use of the object ends,
    or that method runs again.
    """
    if exposure.origin is None or not is_by_another(exposure):
        return False
    deleting = _method_around(facts, exposure.deletion.body)
    first, second = facts.bodies[exposure.origin], facts.bodies[exposure.entry]
    if deleting in (first.number, None) or not _is_used(first):
        return False
    if second.number == first.number:
        if is_called_once(first.name):
            return False
        return _is_made_once(facts, graph, exposure.deletion.key.attribute, repaired)
    return _is_public(second) and is_teardown(second.name)


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


def _is_made_once(
    facts: ClassFacts, graph: CallGraph, attribute: str, repaired: Set[Event]
) -> bool:
    """Whether only the constructor assigns an attribute.

    If other methods do, too, it is one of them that should be called in between.
    """
    assigning = {
        event.body
        for event in facts.events
        if event.key.attribute == attribute
        if event.kind is EventKind.ASSIGNMENT or event in repaired
    }
    entries = graph.callers_of(assigning) & facts.entry_points
    return {facts.bodies[number].role for number in entries} == {Role.CONSTRUCTOR}
