"""The side effects of one body: which names it touches, and which other bodies it calls."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from mangle_lint.facts.cfg.bodies import Body
from mangle_lint.facts.cfg.graph import Node
from mangle_lint.facts.cfg.operations import (
    Access,
    Assign,
    Call,
    Dispatch,
    Exists,
    Fork,
    Join,
    Pause,
    Return,
    Test,
    Use,
)
from mangle_lint.facts.events import EventKind, Key
from mangle_lint.facts.typestate.sparse import Blocks

_MOST_LOCALS = 6


@dataclass(frozen=True, slots=True)
class Effects:
    """A summary of one body; names of attributes, locals and receivers are strings.

    `touching` lists nodes by the name they touch: the attribute, the local, or the receiver that
    they bind to another object. `always` are the nodes that matter whichever name is followed.
    `receivers` are those of accesses, existence tests and assignments, by attribute; `assigned` are
    the attributes that are assigned or deleted. `tests` gives the attributes whose value or
    existence decides where a node leads, `caught` are those whose AttributeError an `except` clause
    waits for, `tested` both. `calls` lists nodes by callee; `asked` are the callees whose result
    decides what runs next. `locals` tell paths apart; `copied` are other locals that are tested,
    and assigned to attributes.
    """

    body: Body
    blocks: Blocks
    touching: Mapping[str, Sequence[int]]
    always: Sequence[int]
    pauses: Sequence[int]
    receivers: Mapping[str, Collection[str]]
    assigned: frozenset[str]
    tests: Mapping[int, frozenset[str]]
    caught: frozenset[str]
    tested: frozenset[str]
    calls: Mapping[int, Sequence[int]]
    asked: frozenset[int]
    locals: tuple[Key, ...]
    copied: tuple[Key, ...]

    @property
    def has_one_result(self) -> bool:
        """Whether what the body returns is always true, or always false."""
        ops = (self.body.nodes[number].op for number in self.always)
        truths = {op.truth for op in ops if isinstance(op, Return)}
        return len(truths) == 1 and None not in truths

    @property
    def may_not_return(self) -> bool:
        """Whether a call of the body may end in another way than by its return."""
        returns = {n for n in self.always if isinstance(self.body.nodes[n].op, Return)}
        return len(returns) < len(self.always) or self.blocks.reached.isdisjoint(returns)


def effects_of(body: Body) -> Effects:
    """Sum up what `body` does."""
    touching: dict[str, list[int]] = defaultdict(list)
    receivers: dict[str, dict[str, None]] = defaultdict(dict)
    calls: dict[int, list[int]] = defaultdict(list)
    outcomes: dict[int, Key] = {}
    sources: dict[Key, set[str]] = defaultdict(set)
    assigned, caught, always, pauses = set(), set(), [], []
    for number, node in enumerate(body.nodes):
        match node.op:
            case Access(event):
                key = event.key
                touching[key.attribute].append(number)
                receivers[key.attribute][key.receiver] = None
                if event.kind is EventKind.DELETION:
                    assigned.add(key.attribute)
                elif event.kind is EventKind.READ and _is_caught(body, node):
                    caught.add(key.attribute)
            case Exists(key):
                touching[key.attribute].append(number)
                receivers[key.attribute][key.receiver] = None
                outcomes[number] = key
            case Assign(key, _, source) if key.attribute:
                touching[key.attribute].append(number)
                touching[f"{key.receiver}.{key.attribute}"].append(number)
                receivers[key.attribute][key.receiver] = None
                assigned.add(key.attribute)
            case Assign(key, _, source):
                touching[key.receiver].append(number)
                if source is not None and source.attribute:
                    sources[key].add(source.attribute)
            case Use(key):
                touching[key.attribute or key.receiver].append(number)
            case Test(key):
                touching[key.attribute or key.receiver].append(number)
                outcomes[number] = key
            case Call(callee):
                calls[callee].append(number)
            case Pause():
                pauses.append(number)
            case Join() | Fork():
                pass
            case _:
                always.append(number)
    tests = {
        number: frozenset({key.attribute} if key.attribute else sources.get(key, ()))
        for number, key in outcomes.items()
    }
    return Effects(
        body=body,
        blocks=Blocks(body.nodes),
        touching=touching,
        always=always,
        pauses=pauses,
        receivers=receivers,
        assigned=frozenset(assigned),
        tests={number: names for number, names in tests.items() if names},
        caught=frozenset(caught),
        tested=frozenset(caught).union(*tests.values()),
        calls=calls,
        asked=frozenset(n for n, nodes in calls.items() if any(_decides(body, m) for m in nodes)),
        locals=(followed := _locals(body)),
        copied=tuple(key for key in _copied(body) if key not in followed),
    )


def _is_caught(body: Body, read: Node) -> bool:
    """Whether a read stands in a `try` that is there to tell whether an attribute exists."""
    clauses = body.nodes[read.handler].op if read.handler is not None else None
    return isinstance(clauses, Dispatch) and any(
        clause is not None and "AttributeError" in clause for clause in clauses.clauses
    )


def _decides(body: Body, call: int) -> bool:
    """Whether the two outcomes of a call lead to different nodes; dead code leads to none."""
    return len({frozenset(targets) for targets in body.nodes[call].successors}) > 1


def _locals(body: Body) -> tuple[Key, ...]:
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


def _copied(body: Body) -> list[Key]:
    """The locals that are tested, and assigned to attributes as they are."""
    ops = [node.op for node in body.nodes]
    tested = {op.key for op in ops if isinstance(op, Test) and not op.key.attribute}
    copied = {op.source for op in ops if isinstance(op, Assign) and op.key.attribute}
    return sorted(key for key in tested if key in copied)[:_MOST_LOCALS]
