"""What the bodies of a class mention, and which bodies each may call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mangle_lint.facts.cfg.bodies import Body
from mangle_lint.facts.cfg.graph import Node
from mangle_lint.facts.cfg.operations import (
    Access,
    Assign,
    Call,
    Dispatch,
    Exists,
    Test,
)
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import EventKind


@dataclass(frozen=True, slots=True)
class Mentions:
    """What one body does, by attribute name."""

    accesses: frozenset[str]
    assigns: frozenset[str]
    deletes: frozenset[str]
    tests: frozenset[str]
    calls: frozenset[int]


def _mentions(body: Body) -> Mentions:
    accesses, assigns, deletes, tests, calls = set(), set(), set(), set(), set()
    for node in body.nodes:
        match node.op:
            case Access(event):
                accesses.add(event.key.attribute)
                if event.kind is EventKind.DELETION:
                    deletes.add(event.key.attribute)
                elif may_be_tested(body, node):
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
    return Mentions(
        frozenset(accesses),
        frozenset(assigns),
        frozenset(deletes),
        frozenset(tests),
        frozenset(calls),
    )


@dataclass(frozen=True, slots=True)
class Survey:
    """What the bodies of a class mention, and which bodies each may call."""

    mentions: Mapping[int, Mentions]
    reach: Mapping[int, frozenset[int]]

    @classmethod
    def of(cls, facts: ClassFacts) -> Survey:
        """Survey a class; good for all of its attributes."""
        mentions = {number: _mentions(body) for number, body in facts.bodies.items()}
        return cls(mentions, _reach(mentions))


def may_be_tested(body: Body, node: Node) -> bool:
    """Whether a read stands in a `try` that is there to tell whether an attribute exists."""
    if not isinstance(node.op, Access) or node.op.event.kind is not EventKind.READ:
        return False
    if node.handler is None:
        return False
    clauses = body.nodes[node.handler].op
    return isinstance(clauses, Dispatch) and any(
        clause is not None and "AttributeError" in clause for clause in clauses.clauses
    )


def _reach(mentions: Mapping[int, Mentions]) -> dict[int, frozenset[int]]:
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
