"""What is known of a class while its bodies are lowered, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import libcst as cst

from mangle_lint.facts.cfg.bodies import Body, Role
from mangle_lint.facts.cfg.names import parameter_names
from mangle_lint.facts.events import CLASS_RECEIVER, Event, EventKind
from mangle_lint.source.mangling import is_private, mangled_prefix
from mangle_lint.source.outline import Outline


@dataclass(slots=True)
class ClassModel:
    """The class `name` of a file with an `outline`.

    Its bodies are known by their numbers, which index `declared`. `methods` and `accessors` (a
    property's getter, setter, deleter) go by mangled names. `escapes` are the bodies that are
    handed on as values, so that anybody may call them; those that are `handed_on` by a method may
    be called from there on, and have a name for whether that happened. `bodies` are those that have
    been lowered, in that order; `nested` finds one inside another by the id of its node.
    `overridden` are the methods that a subclass in the file puts another one in place of.
    `called_when_made` are those that a base class calls while the object is made.
    """

    name: str
    outline: Outline
    called_when_made: tuple[str, ...] = ()
    methods: dict[str, int] = field(default_factory=dict)
    accessors: dict[str, dict[str, int]] = field(default_factory=dict)
    escapes: set[int] = field(default_factory=set)
    handed_on: dict[int, str] = field(default_factory=dict)
    declared: list[Body] = field(default_factory=list)
    bodies: dict[int, Body] = field(default_factory=dict)
    nested: dict[int, int] = field(default_factory=dict)
    events: dict[tuple[int, EventKind], Event] = field(default_factory=dict)
    """By the id of the node and the kind: a node that is lowered twice makes one event."""
    overridden: frozenset[str] = field(init=False)
    _prefix: str = field(init=False)

    def __post_init__(self) -> None:
        self.overridden = frozenset(
            name
            for subclass in self.outline.subclasses(self.name)
            for name in self.outline.classes[subclass].replaced
            if not name.startswith("__")
        )
        self._prefix = mangled_prefix(self.name)

    def declare(
        self, node: cst.CSTNode | None, role: Role, qualname: str, parent: int | None = None
    ) -> Body:
        """Give a body its number. From then on it can be called; it is lowered later."""
        number = len(self.declared)
        names: list[str] = []
        if isinstance(node, (cst.FunctionDef, cst.Lambda)):
            names = parameter_names(node.params)
        receivers = [f"{name}@{number}" for name in names]
        if receivers and role is Role.CLASS_METHOD:
            receivers[0] = CLASS_RECEIVER
        is_async = isinstance(node, cst.FunctionDef) and node.asynchronous is not None
        body = Body(number, qualname, role, parent, tuple(receivers), is_async, node)
        self.declared.append(body)
        return body

    def is_private(self, attribute: str) -> bool:
        """Whether `attribute` is a mangled name of this class."""
        return (
            attribute.startswith(self._prefix)
            and is_private(attribute[len(self._prefix) - 2 :])
            and attribute.isidentifier()
        )

    def is_own(self, receiver: str) -> bool:
        """Whether a receiver is the class, or an object that is surely of it.

        The first argument of a method is.
        """
        number = receiver.partition("@")[2]
        return receiver == CLASS_RECEIVER or (
            number.isdecimal() and self.declared[int(number)].receiver == receiver
        )

    def accessor(self, kind: str, attribute: str) -> int | None:
        """The getter, setter or deleter of the property `attribute`, if there is one."""
        return self.accessors.get(attribute, {}).get(kind)

    def pair(self, body: int, arguments: Sequence[str | None]) -> tuple[tuple[str, str], ...]:
        """Each parameter of `body` with the receiver that a call gives it, where that is known."""
        called = self.declared[body]
        given = arguments[1:] if called.role is Role.STATIC_METHOD else arguments
        return tuple(
            (parameter, argument)
            for parameter, argument in zip(called.parameters, given, strict=False)
            if argument is not None
        )
