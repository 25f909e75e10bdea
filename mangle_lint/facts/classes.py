"""Class facts: all that the rules may know about one class."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import libcst as cst

from mangle_lint.facts.cfg.bodies import Body
from mangle_lint.facts.cfg.operations import Call
from mangle_lint.facts.delegation import only_delegates
from mangle_lint.facts.events import CLASS_RECEIVER, Event, EventKind, Key
from mangle_lint.facts.family import Family
from mangle_lint.facts.values import Value
from mangle_lint.source.closed_world import ClosedWorld


class Subclass(NamedTuple):
    """A class of the file that extends another, and the methods that it has in place of its."""

    name: str
    replaced: frozenset[str]


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """What one class does with its private names. Names are mangled, but for those in `groups`.

    `bodies` go by number. `entry_points` are the bodies that code outside the class can start; of
    those among them that it can start only from some point on, `handed_on` has the name of the
    state attribute that notes it.
    `class_values` are the names that the class body binds, with what they may hold; `methods` are
    the bodies that can be called by name. `subclasses` are, for the bodies outside that are methods
    of a subclass, what that is. `groups` are, for each body, the properties (or other
    descriptors) that it is a part of; `deleters` are the bodies that delete a property.
    `properties` has, for each property, the bodies that are its getter, setter and deleter.
    `world` is where its names can come from, None if that is not known; `family` are the classes
    around it.
    """

    name: str
    qualname: str
    node: cst.ClassDef
    bodies: Mapping[int, Body]
    entry_points: frozenset[int]
    handed_on: Mapping[int, str]
    class_values: Mapping[str, Value]
    groups: Mapping[int, frozenset[str]]
    deleters: frozenset[int]
    methods: Mapping[str, int]
    properties: Mapping[str, Mapping[str, int]]
    subclasses: Mapping[int, Subclass]
    has_bases: bool
    world: ClosedWorld | None
    family: Family

    @property
    def events(self) -> Iterator[Event]:
        """Every event of every private name, body by body."""
        for body in self.bodies.values():
            yield from body.events

    def deletions(self) -> list[Event]:
        """The deletions of private names, body by body."""
        return [event for event in self.events if event.kind is EventKind.DELETION]

    def definition(self, attribute: str) -> Event | None:
        """The definition of a function of the class, as an event; None if it has none."""
        number = self.methods.get(attribute)
        node = self.bodies[number].node if number is not None else None
        if number is None or not isinstance(node, cst.FunctionDef):
            return None
        return Event(EventKind.DEFINITION, Key(CLASS_RECEIVER, attribute), node.name, number)

    def is_own(self, event: Event) -> bool:
        """Whether an event is one of the class, or of an object that is surely of it."""
        receiver = event.key.receiver
        number = receiver.partition("@")[2]
        if receiver == CLASS_RECEIVER or not number.isdecimal():
            return receiver == CLASS_RECEIVER
        return self.bodies[int(number)].receiver == receiver or bool(self.subclass_of(event))

    def subclass_of(self, event: Event) -> Subclass | None:
        """The subclass of whose own object an event outside the class is; None for all others."""
        is_own = event.key.receiver in self.bodies[event.body].parameters[:1]
        return self.subclasses.get(event.body) if is_own else None

    def answers(self, attribute: str) -> str:
        """Why reading a missing attribute of an object does not raise; empty if it does."""
        asked = self.methods.get("__getattribute__")
        if asked is not None and not only_delegates(self.bodies[asked].node):
            return "the class defines __getattribute__, which answers for what is missing"
        if "__getattr__" in self.methods and not self.asks_itself(attribute):
            return "the class defines __getattr__, which answers for what is missing"
        below = (  # the module may give it to the class, below the class statement
            event.kind is EventKind.ASSIGNMENT
            and event.key == Key(CLASS_RECEIVER, attribute)
            and self.bodies[event.body].node is None
            for event in self.events
        )
        if attribute in self.class_values or any(below):
            return (
                "the class has a value, method or property of that name: the read falls back to it"
            )
        return ""

    def answered_above(self, attribute: str) -> str:
        """Why a base class answers where an attribute is missing; empty if none is known to."""
        for ancestor in self.family.ancestors:
            for method in ("__getattr__", "__getattribute__"):
                if method in ancestor.functions:
                    return f"base `{ancestor.name}` defines {method}, which may answer for it"
            if attribute in ancestor.at_class_level:
                return f"base `{ancestor.name}` has a value of that name: the read falls back to it"
        return ""

    def asks_itself(self, attribute: str) -> bool:
        """Whether `__getattr__` reads the attribute, so that a missing one calls it once more.

        What it calls counts. With a test of existence it may answer.
        """
        number = self.methods.get("__getattr__")
        if number is None:
            return False
        found = {number}
        work = [self.bodies[number]]
        kinds = set()
        while work:
            body = work.pop()
            own = Key(body.receiver or "", attribute)
            kinds |= {event.kind for event in body.events if event.key == own}
            called = {node.op.body for node in body.nodes if isinstance(node.op, Call)} - found
            work += [self.bodies[callee] for callee in called]
            found |= called
        return EventKind.READ in kinds and EventKind.EXISTENCE_TEST not in kinds
