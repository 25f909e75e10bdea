"""What to follow when the life of an attribute is explored: which bodies, places and objects.

Beside the attribute itself these are the state attributes that may tell whether it is there, and
the locals whose value tells paths apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from mangle_lint.facts.cfg.bodies import Body, Role
from mangle_lint.facts.cfg.operations import (
    Access,
    Assign,
    Call,
    Exists,
    Fork,
    Join,
    Op,
    Pause,
    Test,
    Use,
)
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import ANY, Key
from mangle_lint.facts.typestate.call_graph import Survey
from mangle_lint.facts.typestate.plan import Plan
from mangle_lint.facts.typestate.projection import project
from mangle_lint.facts.values import ANYTHING, NEVER, Value
from mangle_lint.source.mangling import unmangle

_MOST_LOCALS = 6


def make_plan(
    facts: ClassFacts,
    survey: Survey,
    attribute: str,
    flags: tuple[str, ...],
    *,
    with_locals: bool,
) -> Plan:
    """What to explore for `attribute`, with the state attributes `flags` followed beside it."""
    mentions, reach = survey.mentions, survey.reach
    names = frozenset((attribute, *flags, ANY))
    direct = {
        number
        for number, found in mentions.items()
        if names & (found.accesses | found.assigns | found.tests)
    }
    relevant = {number for number, called in reach.items() if called & direct}
    relevant = {callee for number in relevant for callee in reach[number]}
    effective = {
        number
        for number, called in reach.items()
        if any(names & (mentions[c].accesses | mentions[c].assigns) for c in called)
    }
    bodies = {number: facts.bodies[number] for number in sorted(relevant)}
    constructors = frozenset(
        number for number in effective if bodies[number].role is Role.CONSTRUCTOR
    )
    subjects = _subjects(bodies, names)
    entries = [
        (number, subject)
        for number in sorted(effective)
        if number in facts.entry_points
        for subject in subjects[number]
        if not (number in constructors and subject == bodies[number].receiver)
    ]
    places = {n: _followed_locals(body) for n, body in bodies.items()} if with_locals else {}
    matters = _Relevance(names, bodies, entries, places)
    return Plan(
        attribute=attribute,
        flags=flags,
        initial_flags=tuple(_initial(facts, flag) for flag in flags),
        bodies=bodies,
        steps={n: project(body.nodes, matters) for n, body in bodies.items()},
        entries=tuple(entries),
        constructors=constructors,
        reaches=reach,
        locals=places,
    )


class _Relevance:
    """Tells whether an operation can make a difference to a plan."""

    def __init__(
        self,
        names: frozenset[str],
        bodies: Mapping[int, Body],
        entries: Sequence[tuple[int, str]],
        places: Mapping[int, Sequence[Key]],
    ) -> None:
        self.names = names
        self.bodies = bodies
        self.places = {place for found in places.values() for place in found}
        self.rebinding = {part for _, subject in entries for part in _prefixes(subject)}
        self.pauses = any(bodies[number].is_async for number, _ in entries)

    def __call__(self, op: Op) -> bool:
        """Whether the node with this operation has to be visited."""
        match op:
            case Join() | Fork():
                return False
            case Access(event):
                return event.key.attribute in self.names
            case Exists(key):
                return key.attribute in self.names
            case Test(key) | Use(key):
                return key in self.places or (key.attribute != "" and key.attribute in self.names)
            case Assign(key):
                whole = f"{key.receiver}.{key.attribute}" if key.attribute else key.receiver
                return key in self.places or key.attribute in self.names or whole in self.rebinding
            case Call(body):
                return body in self.bodies
            case Pause():
                return self.pauses
        return True


def _prefixes(receiver: str) -> list[str]:
    """`a`, `a.b`, `a.b.c` for `a.b.c`."""
    parts = receiver.split(".")
    return [".".join(parts[: count + 1]) for count in range(len(parts))]


def _subjects(bodies: Mapping[int, Body], names: frozenset[str]) -> dict[int, dict[str, None]]:
    """For each body the receivers on which something happens that matters, in order.

    What a call does to its arguments happens to the caller's receivers.
    """
    found: dict[int, dict[str, None]] = {number: {} for number in bodies}
    calls: list[tuple[int, Call]] = []
    for number, body in bodies.items():
        for node in body.nodes:
            match node.op:
                case Access(event) if event.key.attribute in names:
                    found[number][event.key.receiver] = None
                case Exists(key) | Assign(key) if key.attribute in names:
                    found[number][key.receiver] = None
                case Call(callee) if callee in bodies:
                    calls.append((number, node.op))
    changed = True
    while changed:
        changed = False
        for number, call in calls:
            inside = found[call.body]
            passed = [argument for parameter, argument in call.arguments if parameter in inside]
            if bodies[call.body].role is Role.NESTED:
                passed += [name for name in inside if not name.endswith(f"@{call.body}")]
            for name in passed:
                if name not in found[number]:
                    found[number][name] = None
                    changed = True
    return found


def _initial(facts: ClassFacts, flag: str) -> Value:
    """What a state attribute holds before the constructor has run."""
    if flag in facts.class_values:
        return facts.class_values[flag]
    if facts.has_bases and unmangle(flag, facts.name) is None:
        return Value(ANYTHING)
    return Value(NEVER)


def _followed_locals(body: Body) -> tuple[Key, ...]:
    """The locals whose value tells paths apart: used after a test, or tested more than once."""
    weight: Counter[Key] = Counter()
    tested: set[Key] = set()
    for node in body.nodes:
        match node.op:
            case Use(key):
                weight[key] += 10
            case Test(key) if not key.attribute:
                weight[key] += 1
                tested.add(key)
            case Assign(key, value, source) if not key.attribute:
                if source is not None or value.token is not None:
                    weight[key] += 1
    chosen = [key for key, count in weight.items() if count >= 2 and (key in tested or count > 9)]
    return tuple(sorted(chosen, key=lambda key: (-weight[key], key.receiver))[:_MOST_LOCALS])
