"""What is followed in one analysis: the attribute, its guards, and the bodies that touch them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from mangle_lint.facts.cfg.bodies import Body, Role
from mangle_lint.facts.cfg.operations import Call, Exists
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import ANY, Event, Key
from mangle_lint.facts.fixtures import is_last
from mangle_lint.facts.typestate.call_graph import CallGraph
from mangle_lint.facts.typestate.effects import Effects
from mangle_lint.facts.typestate.sparse import Step
from mangle_lint.facts.values import ANYTHING, NEVER, UNKNOWN, Value
from mangle_lint.source.mangling import unmangle


class Procedure(NamedTuple):
    """A body that is analysed: its steps by number, 0 first, and the locals that are followed."""

    body: Body
    steps: Mapping[int, Step]
    locals: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to analyse.

    `guards` are state attributes, with what they hold before the constructor has run; `deleted`
    says what they hold once they are deleted. `entries` are the entry points, each with what it
    calls the object, and the number of the guard that must be true, if there is one; the
    `constructors` run before them, and nothing after those that are `last`.
    `coroutines` are those that may wait; if there are any, `reached` gives for each entry point the
    bodies that it may call. A read of a missing attribute finds the `fallback`; None if it raises.
    The deletions in `repaired` assign None instead. `is_strict`: the access of a guard that is
    missing raises for good; else what comes behind it is looked at as well.
    """

    attribute: str
    guards: Mapping[str, Value]
    deleted: Mapping[str, Value]
    procedures: Mapping[int, Procedure]
    entries: tuple[tuple[int, str, int | None], ...]
    constructors: frozenset[int]
    last: frozenset[int]
    coroutines: Set[int]
    reached: Mapping[int, Set[int]]
    fallback: Value | None
    repaired: frozenset[Event] = frozenset()
    is_strict: bool = False


def make_plan(
    facts: ClassFacts,
    graph: CallGraph,
    attribute: str,
    guards: tuple[str, ...] = (),
    *,
    with_locals: bool = False,
    with_copied: bool = False,
) -> Plan:
    """Plan an analysis of `attribute` that follows `guards`, and locals that tell paths apart.

    Those that are copied to attributes can be followed as well.
    """
    names = (attribute, *guards, ANY)
    relevant = graph.with_needed(graph.callers_of(_bodies(graph.touching, names)))
    changing = graph.callers_of(_bodies(graph.using, names))
    effects = {number: graph.effects[number] for number in sorted(relevant)}
    constructors = frozenset(n for n in changing if effects[n].body.role is Role.CONSTRUCTOR)
    receivers = _receivers(effects, graph.callers, names)
    places = {guard: index for index, guard in enumerate(guards)}
    entries = tuple(
        (number, receiver, places.get(facts.handed_on.get(number, "")))
        for number in sorted(changing & facts.entry_points)
        for receiver in receivers[number]
        if not (number in constructors and receiver == effects[number].body.receiver)
    )
    coroutines = {number for number, _, _ in entries if effects[number].body.is_async}
    touched = {*names, *chain.from_iterable(_prefixes(receiver) for _, receiver, _ in entries)}
    procedures = {}
    for number, found in effects.items():
        followed = found.locals if with_locals else ()
        followed += found.copied if with_copied else ()
        kept = {*found.always, *(found.pauses if coroutines else ())}
        for name in found.touching.keys() & touched:
            kept.update(found.touching[name])
        for place in followed:
            kept.update(found.touching[place.receiver])
        for callee in found.calls.keys() & relevant:
            kept.update(found.calls[callee])
        procedures[number] = Procedure(found.body, found.blocks.cut(kept), followed)
    return Plan(
        attribute=attribute,
        guards={guard: _initial(facts, guard) for guard in guards},
        deleted={guard: _deleted(facts, guard) for guard in guards},
        procedures=procedures,
        entries=entries,
        constructors=constructors,
        last=frozenset(n for n, found in effects.items() if is_last(facts, found.body)),
        coroutines=coroutines,
        fallback=facts.class_values.get(attribute, UNKNOWN) if facts.answers(attribute) else None,
        reached={number: graph.callees_of([number]) for number, _, _ in entries if coroutines},
    )


def _bodies(index: Mapping[str, Set[int]], names: Iterable[str]) -> set[int]:
    return set().union(*(index.get(name, ()) for name in names))


def _prefixes(receiver: str) -> list[str]:
    """`a`, `a.b`, `a.b.c` for `a.b.c`."""
    parts = receiver.split(".")
    return [".".join(parts[: count + 1]) for count in range(len(parts))]


def _receivers(
    effects: Mapping[int, Effects], callers: Mapping[int, Set[int]], names: Iterable[str]
) -> Mapping[int, Iterable[str]]:
    """For each body the receivers on which something happens that matters, in order.

    What a call does to its arguments happens to the caller's receivers.
    """
    found: dict[int, dict[str, None]] = {
        number: dict.fromkeys(r for name in names for r in body.receivers.get(name, ()))
        for number, body in effects.items()
    }
    work = list(found)
    while work:
        callee = work.pop()
        inside = found[callee]
        outer = {}
        if effects[callee].body.role is Role.NESTED:
            outer = {name: None for name in inside if not name.endswith(f"@{callee}")}
        for caller in callers[callee] & effects.keys():
            passed = dict(outer)
            for number in effects[caller].calls[callee]:
                call = effects[caller].body.nodes[number].op
                assert isinstance(call, Call)
                passed |= {argument: None for name, argument in call.arguments if name in inside}
            if not passed.keys() <= found[caller].keys():
                found[caller] |= passed
                work.append(caller)
    return found


def _initial(facts: ClassFacts, guard: str) -> Value:
    """What a guard holds before the constructor has run."""
    if guard in facts.class_values:
        return facts.class_values[guard]
    if facts.has_bases and unmangle(guard, facts.name) is None:
        return Value(ANYTHING)
    return Value(NEVER)


def _deleted(facts: ClassFacts, guard: str) -> Value:
    """What a guard holds once it is deleted.

    A base out of sight may have a class-level value of that name, unless the class asks whether the
    attribute is there.
    """
    initial = _initial(facts, guard)
    is_asked = initial.bits == ANYTHING and any(
        isinstance(node.op, Exists) and node.op.key.attribute == guard
        for body in facts.bodies.values()
        for node in body.nodes
    )
    return Value(NEVER) if is_asked and guard not in facts.class_values else initial
