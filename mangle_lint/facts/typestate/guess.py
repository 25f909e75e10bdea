"""What deletions may lead to where a class has too many states: its paths are not told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mangle_lint.facts.cfg.bodies import Body, Role
from mangle_lint.facts.cfg.operations import Access, Dispatch
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event, EventKind, Usage
from mangle_lint.facts.typestate.lifecycle import Aftermath
from mangle_lint.facts.typestate.observations import Exposure


def guess(facts: ClassFacts, deletions: Sequence[Event]) -> dict[Event, Aftermath]:
    """For each deletion of one attribute: every other method may read it next.

    The constructor runs before; a read counts as caught if a `try` around it waits for
    AttributeError.
    """
    attribute = deletions[0].key.attribute
    events = [event for event in facts.events if event.key.attribute == attribute]
    observed = frozenset(e for e in events if e.kind is EventKind.EXISTENCE_TEST)
    caught = frozenset(_caught(facts.bodies.values(), attribute))
    still_caught = frozenset(e for e in caught if e.usage.error_on_none == "AttributeError")
    reads = [
        event
        for event in events
        if event.kind is EventKind.READ
        and event not in caught
        and facts.bodies[event.body].role is not Role.CONSTRUCTOR
    ]
    failing = frozenset(event for event in reads if event.usage.error_on_none is not None)
    passed_on = frozenset(event for event in reads if event.usage is Usage.PASSED_ON)
    return {
        deletion: Aftermath(
            exposures=tuple(
                Exposure(deletion, deletion.body, event, event.body)
                for event in reads
                if event.body != deletion.body
            ),
            observed=observed,
            caught=caught,
            none_fails=failing,
            none_caught=still_caught,
            none_passed_on=passed_on,
            is_done=True,
            leaves=True,
        )
        for deletion in deletions
    }


def _caught(bodies: Iterable[Body], attribute: str) -> Iterable[Event]:
    """The accesses of the attribute around which a `try` waits for AttributeError."""
    for body in bodies:
        for node in body.nodes:
            if not isinstance(node.op, Access) or node.op.event.key.attribute != attribute:
                continue
            handler = body.nodes[node.handler].op if node.handler is not None else None
            if isinstance(handler, Dispatch) and any(
                clause is None or not clause.isdisjoint({"AttributeError", "Exception"})
                for clause in handler.clauses
            ):
                yield node.op.event
