"""What the names in a body mean: parameters, locals, aliases of a receiver, closures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import libcst as cst

from mangle_lint.facts.events import CLASS_RECEIVER, Key
from mangle_lint.facts.reflection import string_of
from mangle_lint.source.mangling import mangle
from mangle_lint.source.nodes import parts

_TARGET: dict[type[cst.CSTNode], str] = {
    cst.AssignTarget: "target",
    cst.AnnAssign: "target",
    cst.AugAssign: "target",
    cst.For: "target",
    cst.NamedExpr: "target",
    cst.AsName: "name",
    cst.Del: "target",
}
"""What binds an assignment target, and the field that it stands in."""
_BINDING = frozenset(
    {
        cst.FunctionDef,
        cst.ClassDef,
        cst.Lambda,
        cst.Global,
        cst.Nonlocal,
        cst.MatchAs,
        cst.MatchStar,
        cst.ImportAlias,
    }
)
"""What binds a name in another way, or has names of its own."""


@dataclass(slots=True)
class Scope:
    """The names of one body. `class_name` is the innermost class around it, for mangling."""

    body: int
    class_name: str | None
    owner: str
    """The class whose facts are gathered; its own name means the class object."""
    parent: Scope | None = None
    bindings: Counter[str] = field(default_factory=Counter)
    aliases: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    """The locals that are assigned once, and that a text."""
    functions: dict[str, int] = field(default_factory=dict)
    bound_methods: dict[str, tuple[int, str]] = field(default_factory=dict)
    followed: set[str] = field(default_factory=set)
    root: cst.CSTNode | None = None
    fresh: int = 0

    def resolve(self, name: str) -> str:
        """The canonical receiver that `name` means here."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.aliases:
                return scope.aliases[name]
            if name in scope.bindings:
                return f"{name}@{scope.body}"
            scope = scope.parent
        return CLASS_RECEIVER if name == self.owner else f"{name}@"

    def function(self, name: str) -> int | None:
        """The nested function that `name` means here; None if it is something else."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.functions:
                return scope.functions[name] if scope.bindings[name] == 1 else None
            if name in scope.bindings:
                return None
            scope = scope.parent
        return None

    def bound_method(self, name: str) -> tuple[int, str] | None:
        """The method and its receiver that the local `name` means: `run = self.run`."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.bound_methods:
                return scope.bound_methods[name]
            if name in scope.bindings:
                return None
            scope = scope.parent
        return None

    def stores(self, name: str) -> bool:
        """Whether the body assigns or deletes an attribute that it writes as `name`."""
        return self.root is not None and name in stored_attributes(self.root)

    def receiver(self, node: cst.BaseExpression) -> str:
        """The canonical receiver that `node` means; a new one each time where it cannot be told."""
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
        self.fresh += 1
        return f"?{self.body}.{self.fresh}"

    def local(self, name: str) -> Key | None:
        """The place of the local `name`; None if it is not a local of this very body."""
        if name not in self.bindings or name in self.functions:
            return None
        if self.aliases.get(name, "").startswith("?"):  # a comprehension's variable
            return None
        return Key(f"{name}@{self.body}")

    def attribute(self, node: cst.Attribute) -> Key:
        """The place that an attribute expression means."""
        return Key(self.receiver(node.value), mangle(node.attr.value, self.class_name))

    def bind_alias(self, name: str, value: cst.BaseExpression) -> None:
        """Note `name = value` where that makes `name` another word for a receiver."""
        if self.bindings[name] != 1 or not isinstance(value, (cst.Name, cst.Attribute)):
            return
        receiver = self.receiver(value)
        if not receiver.startswith("?") and not receiver.startswith(f"{name}@"):
            self.aliases[name] = receiver

    def bind_text(self, name: str, value: cst.BaseExpression) -> None:
        """Note `name = "text"` where that is all that `name` ever is."""
        text = string_of(value) if self.bindings[name] == 1 else None
        if text is not None:
            self.texts[name] = text

    def text(self, node: cst.BaseExpression) -> str | None:
        """The text that `node` spells, or the local that it names has; else None."""
        if isinstance(node, cst.Name) and not self.aliases.get(node.value, "").startswith("?"):
            return self.texts.get(node.value)
        return string_of(node)

    @contextmanager
    def shadowing(self, names: set[str]) -> Iterator[None]:
        """Inside, `names` mean the variables of a comprehension."""
        hidden = {name: self.aliases.get(name) for name in names}
        for name in names:
            self.fresh += 1
            self.aliases[name] = f"?{self.body}.{self.fresh}"
        try:
            yield
        finally:
            for name, receiver in hidden.items():
                if receiver is None:
                    del self.aliases[name]
                else:
                    self.aliases[name] = receiver


def parameter_names(parameters: cst.Parameters) -> list[str]:
    """All parameters of a function, positional ones first."""
    listed = [*parameters.posonly_params, *parameters.params, *parameters.kwonly_params]
    listed += [p for p in (parameters.star_arg, parameters.star_kwarg) if isinstance(p, cst.Param)]
    return [parameter.name.value for parameter in listed]


def bound_names(root: cst.CSTNode) -> Counter[str]:
    """How often each name is bound in the body `root`, nested bodies and comprehensions left out.

    Names that are declared global or nonlocal, and those that a nested function declares nonlocal,
    count as bound twice: nothing may be concluded from one assignment.
    """
    counts: Counter[str] = Counter()
    foreign: set[str] = set()
    stack = parts(root)
    while stack:
        node = stack.pop()
        kind = type(node)
        if kind in _TARGET:
            counts.update(target_names(getattr(node, _TARGET[kind])))
        elif kind in _BINDING:
            match node:
                case cst.FunctionDef(cst.Name(name)) | cst.ClassDef(cst.Name(name)):
                    counts[name] += 1
                    counts.update(_nonlocals(node))
                    continue
                case cst.Lambda():
                    continue
                case cst.Global(names) | cst.Nonlocal(names):
                    foreign.update(item.name.value for item in names)
                case cst.MatchAs(name=cst.Name(name)) | cst.MatchStar(name=cst.Name(name)):
                    counts[name] += 2
                case cst.ImportAlias(name=cst.Name(name), asname=None):
                    counts[name] += 1
        stack += parts(node)
    for name in foreign:
        counts.pop(name, None)
    return counts


def stored_attributes(root: cst.CSTNode) -> frozenset[str]:
    """The attributes that anything inside `root` assigns or deletes, as they are written."""
    found: set[str] = set()
    stack: list[cst.CSTNode] = [root]
    while stack:
        node = stack.pop()
        target = _TARGET.get(type(node))
        if target is not None:
            found.update(_attribute_names(getattr(node, target)))
        stack += parts(node)
    return frozenset(found)


def _attribute_names(target: cst.CSTNode) -> list[str]:
    match target:
        case cst.Attribute(attr=cst.Name(name)):
            return [name]
        case cst.Tuple(elements) | cst.List(elements):
            return [name for element in elements for name in _attribute_names(element.value)]
    return []


def target_names(target: cst.CSTNode) -> list[str]:
    """The names that an assignment target binds; attributes and subscripts bind none."""
    match target:
        case cst.Name(name):
            return [name]
        case cst.Tuple(elements) | cst.List(elements):
            return [name for element in elements for name in target_names(element.value)]
        case cst.StarredElement(value):
            return target_names(value)
    return []


def comprehension_names(node: cst.BaseComp) -> set[str]:
    """The variables of all `for` clauses of a comprehension."""
    names: set[str] = set()
    clause: cst.CompFor | None = node.for_in
    while clause is not None:
        names.update(target_names(clause.target))
        clause = clause.inner_for_in
    return names


def _nonlocals(function: cst.CSTNode) -> Counter[str]:
    counts: Counter[str] = Counter()
    stack: list[cst.CSTNode] = [function]
    while stack:
        node = stack.pop()
        if isinstance(node, cst.Nonlocal):
            counts.update({item.name.value: 2 for item in node.names})
        elif not isinstance(node, cst.BaseExpression):
            stack += parts(node)
    return counts
