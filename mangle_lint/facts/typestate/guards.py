"""The state attributes: those that may tell whether another attribute is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

from mangle_lint.facts.cfg.bodies import Body
from mangle_lint.facts.cfg.operations import (
    Access,
    Assign,
    Call,
    Exists,
    Raise,
    Reraise,
    Return,
    Test,
)
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import ANY, Key
from mangle_lint.facts.typestate.call_graph import Survey, may_be_tested

_MOST_FLAGS = 6


def state_attributes(facts: ClassFacts, survey: Survey, attribute: str) -> tuple[str, ...]:
    """The attributes that may tell whether `attribute` is there, the likeliest first.

    Behind those that decide about its use stand those that decide about theirs: a flag that is set
    only where another one is.
    """
    deciding = _deciding(facts, survey, attribute)
    found = dict.fromkeys(deciding)
    for name in deciding:
        found |= dict.fromkeys(_deciding(facts, survey, name))
    found.pop(attribute, None)
    return tuple(found)[:_MOST_FLAGS]


def _deciding(facts: ClassFacts, survey: Survey, attribute: str) -> tuple[str, ...]:
    """The attributes whose tests decide about the use of `attribute`, the likeliest first.

    They are assigned or tested where it is deleted; first come those that the other users test.
    """
    mentions, reach = survey.mentions, survey.reach
    deleting = {event.body for event in facts.deletions() if event.key.attribute == attribute}
    deleters = {number for number, called in reach.items() if called & deleting}
    near: Counter[str] = Counter()
    for number in {callee for deleter in deleters for callee in reach[deleter]}:
        for name in mentions[number].assigns | mentions[number].deletes:
            near[name] += 2
        for name in mentions[number].tests:
            near[name] += 1
    using = {
        number
        for number, found in mentions.items()
        if attribute in found.accesses or attribute in found.assigns
    }
    users = {number for number, called in reach.items() if called & using}
    asked = {
        node.op.body
        for number in users
        for node in facts.bodies[number].nodes
        if isinstance(node.op, Call) and _decides(node.successors)
    }
    tested = {
        name
        for number in {callee for user in users for callee in reach[user]}
        for name in _controlling(facts.bodies[number], attribute, users, number in asked)
    }
    assigned = {name for found in mentions.values() for name in found.assigns | found.deletes}
    asked_elsewhere = {
        name
        for number, found in mentions.items()
        if number in users and number not in deleters
        for name in found.tests
    }
    candidates = (tested & assigned) - {attribute, "", ANY}
    likeliest = sorted(
        candidates, key=lambda name: (name not in asked_elsewhere, -near[name], name)
    )
    return tuple(likeliest[:_MOST_FLAGS])


def _decides(successors: Sequence[Sequence[int]]) -> bool:
    """Whether the two outcomes of a node lead to different nodes."""
    return len(successors) < 2 or set(successors[0]) != set(successors[1])


def _controlling(body: Body, attribute: str, users: Set[int], asked: bool) -> set[str]:
    """The attributes whose tests decide what happens to `attribute` later in the body.

    A test decides nothing if both of its outcomes lead to the same accesses, calls and ends. A
    local that is tested counts for the attribute whose value it has. `asked` tells whether a
    caller tests what the body returns.
    """
    found: set[Key] = set()
    sources: dict[Key, list[Key]] = {}
    for number, node in enumerate(body.nodes):
        match node.op:
            case Test(key) | Exists(key) if key not in found:
                outcomes = [
                    _ahead(body, number, slot, attribute, users, asked) for slot in node.successors
                ]
                if len(outcomes) < 2 or outcomes[0] != outcomes[1]:
                    found.add(key)
            case Assign(key, _, source) if source is not None and not key.attribute:
                sources.setdefault(key, []).append(source)
            case Access(event) if may_be_tested(body, node) and event.key.attribute != attribute:
                found.add(event.key)
    found.update(source for key in tuple(found) for source in sources.get(key, ()))
    return {key.attribute for key in found if key.attribute}


def _ahead(
    body: Body, test: int, start: Sequence[int], attribute: str, users: Set[int], asked: bool
) -> set[object]:
    """What one outcome of a test leads to before it comes back to the test, as in a loop.

    That is accesses of `attribute`, calls that matter, ends of the body.
    """
    ahead: set[object] = set()
    seen, stack = {test, *start}, list(start)
    while stack:
        number = stack.pop()
        node = body.nodes[number]
        match node.op:
            case Access(event) if event.key.attribute == attribute:
                ahead.add(number)
            case Exists(key) if key.attribute == attribute:
                ahead.add(number)
            case Assign(key) if key.attribute in (attribute, ANY):
                ahead.add(number)
            case Call(callee) if callee in users:
                ahead.add(number)
            case Return():
                ahead.add(node.op if asked else Return)
            case Raise() | Reraise():
                ahead.add(Raise)
        for successors in node.successors:
            for successor in successors:
                if successor not in seen:
                    seen.add(successor)
                    stack.append(successor)
    return ahead
