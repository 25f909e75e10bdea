"""The bodies of one class: every method, nested function, lambda and generator as a flow graph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

import libcst as cst

from mangle_lint.facts.cfg.graph import Node
from mangle_lint.facts.cfg.scopes import Scope, bound_names, parameter_names
from mangle_lint.facts.cfg.statements import StatementLowering
from mangle_lint.facts.events import CLASS_RECEIVER, Event, EventKind
from mangle_lint.source.mangling import is_private, mangle


class Role(Enum):
    """What a body is to its class."""

    METHOD = "method"
    CLASS_METHOD = "class method"
    STATIC_METHOD = "static method"
    CONSTRUCTOR = "constructor"  # __init__, __new__
    DESTRUCTOR = "destructor"  # __del__
    ACCESSOR = "accessor"  # a property's function
    NESTED = "nested"
    OUTSIDE = "outside"  # a function or module level, elsewhere in the file


_WITHOUT_RECEIVER = (Role.STATIC_METHOD, Role.NESTED, Role.OUTSIDE)


@dataclass(frozen=True, slots=True)
class Body:
    """One unit that runs as a whole.

    `parameters` are its receivers by position; `receiver` is the first of them where the body is
    run on an object or a class.
    """

    number: int
    name: str
    qualname: str
    role: Role
    parent: int | None
    parameters: tuple[str, ...]
    is_async: bool
    node: cst.CSTNode | None  # the statement or expression; None for the module's own lines
    nodes: Sequence[Node]
    events: Sequence[Event]

    @property
    def receiver(self) -> str | None:
        """What the body calls the object that it runs on; None if it runs on none."""
        if self.role in _WITHOUT_RECEIVER or not self.parameters:
            return None
        return self.parameters[0]


@dataclass(slots=True)
class _Signature:
    """What callers need to know of a body before it is lowered."""

    role: Role
    parameters: tuple[str, ...]
    is_async: bool


@dataclass(slots=True)
class Accessors:
    """The functions of one property, by body number."""

    getter: int | None = None
    setter: int | None = None
    deleter: int | None = None


@dataclass(slots=True)
class ClassBuilder:
    """Gathers the bodies of the class `name`; the lowering of each asks here about the others."""

    name: str
    methods: dict[str, int] = field(default_factory=dict)
    accessors: dict[str, Accessors] = field(default_factory=dict)
    escapes: set[int] = field(default_factory=set)
    events: dict[tuple[int, EventKind], Event] = field(default_factory=dict)
    bodies: dict[int, Body] = field(default_factory=dict)
    _signatures: list[_Signature] = field(default_factory=list)
    _numbers: dict[int, int] = field(default_factory=dict)
    _names: dict[int, str] = field(default_factory=dict)
    _pending: list[tuple[int, cst.FunctionDef, Scope | None, str | None, str]] = field(
        default_factory=list
    )

    # --- what the lowering asks -----------------------------------------------------------------

    def is_private(self, attribute: str) -> bool:
        """Whether `attribute` is a mangled name of this class."""
        prefix = f"_{self.name.lstrip('_')}__"
        is_mangled = attribute.startswith(prefix) and is_private(attribute[len(prefix) - 2 :])
        return is_mangled and attribute.isidentifier()

    def getter(self, attribute: str) -> int | None:
        """The body that reading the property `attribute` runs."""
        found = self.accessors.get(attribute)
        return found.getter if found else None

    def setter(self, attribute: str) -> int | None:
        """The body that assigning to the property `attribute` runs."""
        found = self.accessors.get(attribute)
        return found.setter if found else None

    def deleter(self, attribute: str) -> int | None:
        """The body that deleting the property `attribute` runs."""
        found = self.accessors.get(attribute)
        return found.deleter if found else None

    def is_async(self, body: int) -> bool:
        """Whether calling `body` only makes a coroutine."""
        return self._signatures[body].is_async

    def is_classmethod(self, body: int) -> bool:
        """Whether `body` gets the class as its first argument."""
        return self._signatures[body].role is Role.CLASS_METHOD

    def receiver(self, body: int) -> str | None:
        """What `body` calls the object that it is run on; None if it is run on none."""
        signature = self._signatures[body] if body >= 0 else None
        if signature is None or signature.role in _WITHOUT_RECEIVER or not signature.parameters:
            return None
        return signature.parameters[0]

    def pair(self, body: int, arguments: Sequence[str | None]) -> tuple[tuple[str, str], ...]:
        """The receivers of `body` beside those of its caller."""
        signature = self._signatures[body]
        given = arguments[1:] if signature.role is Role.STATIC_METHOD else arguments
        return tuple(
            (parameter, argument)
            for parameter, argument in zip(signature.parameters, given, strict=False)
            if argument is not None
        )

    # --- growing ----------------------------------------------------------------------------

    def declare(
        self,
        node: cst.FunctionDef | cst.Lambda | cst.BaseComp | None,
        role: Role,
    ) -> int:
        """Give `node` a number and make it callable; it is lowered later."""
        number = len(self._signatures)
        names: list[str] = []
        if isinstance(node, (cst.FunctionDef, cst.Lambda)):
            names = parameter_names(node.params)
        receivers = [f"{name}@{number}" for name in names]
        if receivers and role is Role.CLASS_METHOD:
            receivers[0] = CLASS_RECEIVER
        is_async = isinstance(node, cst.FunctionDef) and node.asynchronous is not None
        self._signatures.append(_Signature(role, tuple(receivers), is_async))
        return number

    def method(self, node: cst.FunctionDef, role: Role, class_name: str, qualname: str) -> int:
        """Declare a method; `finish` lowers it once all of its siblings are known."""
        number = self.declare(node, role)
        self._pending.append((number, node, None, class_name, qualname))
        return number

    def nested(
        self, node: cst.FunctionDef | cst.Lambda | cst.BaseComp, scope: Scope, name: str
    ) -> int:
        """Declare and lower a body inside another."""
        number = self._numbers.get(id(node))
        if number is None:
            number = self._numbers[id(node)] = self.declare(node, Role.NESTED)
            parent = self._names.get(scope.body)
            qualname = f"{parent}.{name}" if parent else name
            self.lower(number, node, scope, scope.class_name, qualname)
        return number

    def finish(self) -> None:
        """Lower the methods that were declared."""
        for number, node, scope, class_name, qualname in self._pending:
            self.lower(number, node, scope, class_name, qualname)
        self._pending.clear()

    def lower(
        self,
        number: int,
        node: cst.FunctionDef | cst.Lambda | cst.BaseComp,
        parent: Scope | None,
        class_name: str | None,
        qualname: str,
    ) -> None:
        """Lower one declared body to its flow graph."""
        signature = self._signatures[number]
        self._names[number] = qualname
        scope = Scope(number, class_name, self.name, parent, bound_names(node), root=node)
        if isinstance(node, (cst.FunctionDef, cst.Lambda)):
            self._bind_parameters(scope, node, signature)
        lowering = StatementLowering(self, scope)
        if isinstance(node, cst.FunctionDef):
            lowering.body(node.body.body)
        elif isinstance(node, cst.Lambda):
            lowering.lambda_body(node.body)
        else:
            lowering.generator(node)
        self._add(number, node, qualname, lowering, parent.body if parent else None)

    def outside(self, statements: Sequence[cst.BaseStatement], qualname: str) -> int:
        """Lower statements outside the class, such as the module's own."""
        number = self.declare(None, Role.OUTSIDE)
        self._names[number] = qualname
        bindings = bound_names(cst.IndentedBlock(statements))
        lowering = StatementLowering(self, Scope(number, None, self.name, None, bindings))
        lowering.scope.bindings.pop(self.name, None)
        lowering.body(statements)
        self._add(number, None, qualname, lowering, None)
        return number

    def _bind_parameters(
        self, scope: Scope, node: cst.FunctionDef | cst.Lambda, signature: _Signature
    ) -> None:
        for name in parameter_names(node.params):
            scope.bindings[name] += 1
        for parameter in (*node.params.params, *node.params.kwonly_params):
            # `def run(self=self):` hands the object of the enclosing body on
            if isinstance(parameter.default, cst.Name) and scope.parent is not None:
                scope.aliases[parameter.name.value] = scope.parent.resolve(parameter.default.value)
        if signature.parameters and signature.parameters[0] == CLASS_RECEIVER:
            scope.aliases[parameter_names(node.params)[0]] = CLASS_RECEIVER

    def _add(
        self,
        number: int,
        node: cst.CSTNode | None,
        qualname: str,
        lowering: StatementLowering,
        parent: int | None,
    ) -> None:
        signature = self._signatures[number]
        self.bodies[number] = Body(
            number=number,
            name=qualname.rpartition(".")[2],
            qualname=qualname,
            role=signature.role,
            parent=parent,
            parameters=signature.parameters,
            is_async=signature.is_async,
            node=node,
            nodes=lowering.graph.nodes,
            events=tuple(lowering.events),
        )

    def name_methods(self, found: Iterable[tuple[str, int]]) -> None:
        """Make methods callable by their names as the class body spells them."""
        for name, number in found:
            self.methods[mangle(name, self.name)] = number
