"""The guards of an attribute: state attributes whose tests may tell whether it is there."""

from __future__ import annotations

from collections.abc import Mapping, Set

from mangle_lint.facts.cfg.operations import Raise, Reraise, Return
from mangle_lint.facts.events import ANY
from mangle_lint.facts.typestate.call_graph import CallGraph
from mangle_lint.facts.typestate.effects import Effects

_MOST_GUARDS = 6
_MOST_NOTES = 2


def guards_of(
    graph: CallGraph,
    attribute: str,
    handed_on: Mapping[int, str],
    noted: Set[int] | None = None,
) -> tuple[str, ...]:
    """The state attributes that may guard `attribute`, the likeliest first.

    Behind those that decide about its use stand those that decide about theirs: a flag that is set
    only where another one is. They mean more if it is known whether one of the bodies `noted` was
    `handed_on` by then; as a rule, whether one that deletes was, or else one that reads.
    """
    deciding = _deciding(graph, attribute)
    found = dict.fromkeys(deciding)
    for name in deciding:
        found |= dict.fromkeys(_deciding(graph, name))
    found.pop(attribute, None)
    if noted is None:
        deleters = graph.callers_of(event.body for event in graph.deletions.get(attribute, ()))
        users = graph.callers_of(graph.using.get(attribute, ()))
        for number in users & handed_on.keys():  # who hands it on may have been handed on, too
            users |= graph.callers_of(graph.assigning[handed_on[number]])
        numbers = sorted(users & handed_on.keys(), key=lambda n: (n not in deleters, n))
    else:
        numbers = [number for number in handed_on if number in noted]
    notes = [handed_on[number] for number in numbers[:_MOST_NOTES]]
    return (*tuple(found)[:_MOST_GUARDS], *notes)


def _deciding(graph: CallGraph, attribute: str) -> list[str]:
    """The attributes whose tests decide whether the users of `attribute` get to it."""
    users = graph.callers_of(graph.using.get(attribute, ()))
    asked = {callee for user in users for callee in graph.effects[user].asked}
    deciding: set[str] = set()
    for number in graph.with_needed(users):
        effects = graph.effects[number]
        known = {callee for callee in effects.asked if graph.effects[callee].has_one_result}
        deciding |= _deciding_in(effects, attribute, users | known, is_asked=number in asked)
    deciding = {name for name in deciding if name in graph.assigning} - {attribute, ANY}
    if len(deciding) < 2:
        return list(deciding)
    deleting = {event.body for event in graph.deletions.get(attribute, ())}
    deleters = graph.callers_of(deleting)
    near = graph.callees_of(deleters)
    others = users - deleters

    def rank(name: str) -> tuple[bool, int, str]:
        is_asked = any(name in graph.effects[user].tested for user in others)
        assigned = len(graph.assigning[name] & near)
        tested = sum(name in graph.effects[number].tested for number in near)
        return not is_asked, -2 * assigned - tested, name

    return sorted(deciding, key=rank)[:_MOST_GUARDS]


def _deciding_in(effects: Effects, attribute: str, users: Set[int], *, is_asked: bool) -> Set[str]:
    """The attributes whose tests decide what a body does to `attribute`, or how it ends.

    A test decides nothing if both of its outcomes lead to the same uses, calls of `users` and
    errors, and, where the result of the body `is_asked` for, to the same results.
    """
    if not effects.tested:
        return frozenset()
    nodes = effects.body.nodes
    uses = [*effects.touching.get(attribute, ()), *effects.touching.get(ANY, ())]
    uses += [node for callee in effects.calls.keys() & users for node in effects.calls[callee]]
    for number in effects.always:
        match nodes[number].op:
            case Raise() | Reraise():
                uses.append(number)
            case Return(truth) if is_asked and truth is not None:
                uses.append(number)
    wanted = effects.blocks.bits(uses)
    return effects.caught.union(
        *(names for test, names in effects.tests.items() if effects.blocks.decided[test] & wanted)
    )
