"""What to follow when the life of an attribute is explored: which bodies, places and objects.

Beside the attribute itself these are the state attributes that may tell whether it is there, and
the locals whose value tells paths apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from mangle_lint.facts.bodies import Body, Role
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.graph import (
    Access,
    Assign,
    Call,
    Dispatch,
    EventKind,
    Exists,
    Fork,
    Join,
    Key,
    Node,
    Op,
    Pause,
    Raise,
    Reraise,
    Return,
    Test,
    Use,
)
from mangle_lint.facts.plan import Plan
from mangle_lint.facts.projection import project
from mangle_lint.facts.values import ANYTHING, NEVER, Value
from mangle_lint.mangling import unmangle

_MOST_LOCALS = 6
_MOST_FLAGS = 6


@dataclass(frozen=True, slots=True)
class _Mentions:
    """What one body does, by attribute name."""

    accesses: frozenset[str]
    assigns: frozenset[str]
    deletes: frozenset[str]
    tests: frozenset[str]
    calls: frozenset[int]


def _mentions(body: Body) -> _Mentions:
    accesses, assigns, deletes, tests, calls = set(), set(), set(), set(), set()
    for node in body.nodes:
        match node.op:
            case Access(event):
                accesses.add(event.key.attribute)
                if event.kind is EventKind.DELETION:
                    deletes.add(event.key.attribute)
                elif _may_be_tested(body, node):
                    tests.add(event.key.attribute)
            case Exists(key):
                accesses.add(key.attribute)
                tests.add(key.attribute)
            case Assign(key):
                assigns.add(key.attribute)
            case Test(key):
                tests.add(key.attribute)
            case Call(callee):
                calls.add(callee)
    return _Mentions(
        frozenset(accesses),
        frozenset(assigns),
        frozenset(deletes),
        frozenset(tests),
        frozenset(calls),
    )


@dataclass(frozen=True, slots=True)
class Survey:
    """What the bodies of a class mention, and which bodies each may call."""

    mentions: Mapping[int, _Mentions]
    reach: Mapping[int, frozenset[int]]

    @classmethod
    def of(cls, facts: ClassFacts) -> Survey:
        """Survey a class; good for all of its attributes."""
        mentions = {number: _mentions(body) for number, body in facts.bodies.items()}
        return cls(mentions, _reach(mentions))


def _may_be_tested(body: Body, node: Node) -> bool:
    """Whether a read stands in a `try` that is there to tell whether an attribute exists."""
    if not isinstance(node.op, Access) or node.op.event.kind is not EventKind.READ:
        return False
    if node.handler is None:
        return False
    clauses = body.nodes[node.handler].op
    return isinstance(clauses, Dispatch) and any(
        clause is not None and "AttributeError" in clause for clause in clauses.clauses
    )


def _reach(mentions: Mapping[int, _Mentions]) -> dict[int, frozenset[int]]:
    """The bodies that each body may call, directly or not, itself included."""
    reach: dict[int, frozenset[int]] = {}
    for number in mentions:
        seen, stack = {number}, [number]
        while stack:
            for callee in mentions[stack.pop()].calls:
                if callee not in seen and callee in mentions:
                    seen.add(callee)
                    stack.append(callee)
        reach[number] = frozenset(seen)
    return reach


def state_attributes(facts: ClassFacts, survey: Survey, attribute: str) -> tuple[str, ...]:
    """The attributes that may tell whether `attribute` is there, the likeliest first.

    They are assigned or tested where it is deleted, and their tests decide about its use.
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
    candidates = (tested & assigned) - {attribute, "", "*"}
    return tuple(sorted(candidates, key=lambda name: (-near[name], name))[:_MOST_FLAGS])


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
            case Access(event) if _may_be_tested(body, node) and event.key.attribute != attribute:
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
            case Assign(key) if key.attribute in (attribute, "*"):
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
    names = frozenset((attribute, *flags, "*"))
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
