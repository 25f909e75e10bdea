"""What the names in a body mean: which object, which function, which text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import libcst as cst

from mangle_lint.facts.events import CLASS_RECEIVER, Key
from mangle_lint.facts.reflection import string_of
from mangle_lint.source.mangling import mangle


@dataclass(slots=True)
class Scope:
    """The names of the body with the number `body`.

    `class_name` is the innermost class around it, for mangling. `owner` is the class whose facts
    are gathered: its name means the class object. `bindings` counts how often the body binds each
    of its names; only what is bound once is put into the tables below.
    """

    body: int
    class_name: str | None
    owner: str
    parent: Scope | None = None
    bindings: Counter[str] = field(default_factory=Counter)
    aliases: dict[str, str] = field(default_factory=dict)
    """The receivers that locals stand for; of a comprehension's variable, an unknown one."""
    texts: dict[str, str] = field(default_factory=dict)
    calls: dict[str, cst.Call] = field(default_factory=dict)
    """The calls whose results locals are."""
    functions: dict[str, int] = field(default_factory=dict)
    """The functions that are defined in the body, by their numbers; also if bound again."""
    bound_methods: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Methods with their receiver: `run = self.run`."""
    followed: set[str] = field(default_factory=set)
    """The locals that hold the value of a private attribute."""
    unknown: int = 0
    """How many unknown receivers there are; each has a number."""

    def resolve(self, name: str) -> str:
        """The receiver that `name` means here."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.aliases:
                return scope.aliases[name]
            if name in scope.bindings:
                return f"{name}@{scope.body}"
            scope = scope.parent
        return CLASS_RECEIVER if name == self.owner else f"{name}@"

    def callee(self, name: str) -> tuple[int, str | None] | None:
        """The body that a call of `name` runs, and the receiver that `name` is bound to, if any.

        None if `name` is neither a nested function nor a bound method.
        """
        scope: Scope | None = self
        while scope is not None:
            if name in scope.bound_methods:
                return scope.bound_methods[name]
            if name in scope.functions:
                return (scope.functions[name], None) if scope.bindings[name] == 1 else None
            if name in scope.bindings:
                return None
            scope = scope.parent
        return None

    def receiver(self, node: cst.BaseExpression) -> str:
        """The receiver that `node` means; a new unknown one where that cannot be told."""
        match node:
            case cst.Name(name):
                return self.resolve(name)
            case cst.Attribute(value, cst.Name("__class__")):
                return CLASS_RECEIVER
            case cst.Attribute(value, cst.Name(attr)):
                return f"{self.receiver(value)}.{mangle(attr, self.class_name)}"
            case cst.Call(cst.Name("type"), [cst.Arg(cst.Name())]):
                return CLASS_RECEIVER
            case cst.NamedExpr(target=cst.Name(name)):
                return self.resolve(name)
        return self._new_unknown()

    def own(self, name: str) -> Key:
        """The place that a binding of `name` in this body gives a value."""
        return Key(f"{name}@{self.body}")

    def local(self, name: str) -> Key | None:
        """The place of the local `name`; None if it is not a local of this very body."""
        if name not in self.bindings or name in self.functions or self._is_unknown(name):
            return None
        return self.own(name)

    def attribute(self, node: cst.Attribute) -> Key:
        """The place that an attribute expression means."""
        return Key(self.receiver(node.value), mangle(node.attr.value, self.class_name))

    def bind(self, name: str, value: cst.BaseExpression) -> None:
        """Note `name = value` if `name` is then always another word for a receiver, or a text."""
        if self.bindings[name] != 1:
            return
        if isinstance(value, (cst.Name, cst.Attribute)):
            receiver = self.receiver(value)
            if not receiver.startswith(("?", f"{name}@")):
                self.aliases[name] = receiver
        elif (text := string_of(value)) is not None:
            self.texts[name] = text
        elif isinstance(value, cst.Call):
            self.calls[name] = value

    def text(self, node: cst.BaseExpression) -> str | None:
        """The text of a literal, or of a local that holds one; else None."""
        if isinstance(node, cst.Name):
            return None if self._is_unknown(node.value) else self.texts.get(node.value)
        return string_of(node)

    @contextmanager
    def shadowing(self, names: set[str]) -> Iterator[None]:
        """Inside, `names` are variables of a comprehension."""
        hidden = {name: self.aliases[name] for name in names if name in self.aliases}
        self.aliases.update((name, self._new_unknown()) for name in names)
        try:
            yield
        finally:
            for name in names:
                del self.aliases[name]
            self.aliases.update(hidden)

    def _new_unknown(self) -> str:
        self.unknown += 1
        return f"?{self.body}.{self.unknown}"

    def _is_unknown(self, name: str) -> bool:
        return self.aliases.get(name, "").startswith("?")
