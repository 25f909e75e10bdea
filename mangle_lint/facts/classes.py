"""Class facts: everything that the rules may know about one class, computed once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import libcst as cst

from mangle_lint.facts.cfg.bodies import Accessors, Body, ClassBuilder, Role
from mangle_lint.facts.cfg.scopes import Scope, target_names
from mangle_lint.facts.events import Event, EventKind
from mangle_lint.facts.values import Value, value_of
from mangle_lint.source.definitions import FoundClass, FoundFunction
from mangle_lint.source.mangling import is_private, mangle
from mangle_lint.source.nodes import parts

_CONSTRUCTORS = ("__init__", "__new__", "__post_init__")
_PROPERTY = frozenset({"property", "abstractproperty", "cached_property", "Property"})
_TRANSPARENT = frozenset({"staticmethod", "classmethod", "override", "final", "abstractmethod"})


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """What one class does with its private names.

    `entry_points` are the bodies that code outside the class can start. `class_values` are the
    names with a class-level binding, with what is known of its value. `groups` gives for each body
    the properties (or other descriptors) that it belongs to; `deleters` delete a property.
    """

    name: str
    qualname: str
    node: cst.ClassDef
    bodies: Mapping[int, Body]
    entry_points: frozenset[int]
    class_values: Mapping[str, Value]
    groups: Mapping[int, frozenset[str]]
    deleters: frozenset[int]
    methods: Mapping[str, int]
    has_bases: bool

    @property
    def events(self) -> Iterator[Event]:
        """Every event of every private name, body by body."""
        for body in self.bodies.values():
            yield from body.events

    def deletions(self) -> list[Event]:
        """The deletions of private names, in the order in which they were found."""
        return [event for event in self.events if event.kind is EventKind.DELETION]


def class_facts(
    found: FoundClass, outside: Sequence[FoundFunction] = (), module: cst.Module | None = None
) -> ClassFacts:
    """Gather the facts of one class.

    `outside` are the functions of the same file that spell one of its mangled names out; `module`
    is given where the module's own statements do.
    """
    return _ClassReader(found).read(outside, module)


class _ClassReader:
    """Reads a class statement: methods, properties, class-level values."""

    def __init__(self, found: FoundClass) -> None:
        self.found = found
        self.name = found.node.name.value
        self.builder = ClassBuilder(self.name)
        self.class_values: dict[str, Value] = {}
        self.groups: dict[int, set[str]] = {}
        self.functions: dict[str, list[int]] = {}
        self.public: set[int] = set()
        self.level: list[cst.BaseSmallStatement] = []

    def read(self, outside: Sequence[FoundFunction], module: cst.Module | None) -> ClassFacts:
        builder = self.builder
        self._statements(self.found.node.body.body)
        scope = Scope(-1, self.name, self.name)
        for statement in self.level:
            self._class_level(statement, scope)
        builder.finish()
        for function in outside:
            owner = function.owner.name.value if function.owner else None
            self.public.add(
                builder.method(function.node, Role.OUTSIDE, owner or "", function.qualname)
            )
        builder.finish()
        if module is not None:
            lines = [s for s in module.body if not isinstance(s, (cst.FunctionDef, cst.ClassDef))]
            self.public.add(builder.outside(lines, "<module>"))
        return ClassFacts(
            name=self.name,
            qualname=self.found.qualname,
            node=self.found.node,
            bodies=builder.bodies,
            entry_points=frozenset(self.public | builder.escapes),
            class_values=self.class_values,
            groups={number: frozenset(names) for number, names in self.groups.items()},
            deleters=frozenset(
                accessors.deleter
                for accessors in builder.accessors.values()
                if accessors.deleter is not None
            ),
            methods=builder.methods,
            has_bases=any(not _is_object(base.value) for base in self.found.node.bases),
        )

    def _statements(self, statements: Sequence[cst.CSTNode]) -> None:
        for node in statements:
            match node:
                case cst.SimpleStatementLine(body):
                    self._statements(body)
                case cst.FunctionDef():
                    self._function(node)
                case cst.ClassDef(cst.Name(name)):
                    self.class_values[mangle(name, self.name)] = Value(8)
                case cst.BaseSmallStatement():
                    self.level.append(node)
                case cst.BaseCompoundStatement() | cst.BaseSuite():
                    self._compound(node)

    def _compound(self, node: cst.CSTNode) -> None:
        for child in parts(node):
            match child:
                case cst.IndentedBlock(body) | cst.SimpleStatementSuite(body):
                    self._statements(body)
                case cst.Else() | cst.ExceptHandler() | cst.Finally() | cst.If():
                    self._compound(child)

    # --- methods ----------------------------------------------------------------------------

    def _function(self, node: cst.FunctionDef) -> None:
        name = node.name.value
        mangled = mangle(name, self.name)
        decorators = [_decorator(item.decorator) for item in node.decorators]
        accessor = _accessor_kind(decorators)
        role = _role(name, decorators, is_accessor=accessor is not None)
        number = self.builder.method(node, role, self.name, f"{self.found.qualname}.{name}")
        self.functions.setdefault(name, []).append(number)
        if accessor is not None:
            group, kind = accessor
            self._add_accessor(group or name, name, kind, number)
        else:
            self.builder.name_methods([(name, number)])
        self.class_values[mangled] = Value(8)
        if not is_private(name) or any(
            last not in _TRANSPARENT and accessor is None for _, last in decorators
        ):
            self.public.add(number)

    def _add_accessor(self, group: str, name: str, kind: str, number: int) -> None:
        key = mangle(name, self.name)
        source = self.builder.accessors.get(mangle(group, self.name), Accessors())
        found = self.builder.accessors.setdefault(key, source)
        if kind != "cached":
            setattr(found, kind, number)
        self.builder.methods.pop(key, None)
        self.groups.setdefault(number, set()).add(group)

    # --- class level ------------------------------------------------------------------------

    def _class_level(self, node: cst.BaseSmallStatement, scope: Scope) -> None:
        match node:
            case cst.Assign(targets, value):
                names = [n for item in targets for n in target_names(item.target)]
            case cst.AnnAssign(target, _, value) if value is not None:
                names = target_names(target)
                if _is_field_without_default(value):
                    names = []
            case cst.AugAssign(target, value=value):
                names = target_names(target)
            case cst.Import(imported) | cst.ImportFrom(names=imported):
                if not isinstance(imported, cst.ImportStar):
                    for alias in imported:
                        bound = alias.asname.name if alias.asname else alias.name
                        self._bind(target_names(bound), Value(8))
                return
            case cst.Del(target):
                for name in target_names(target):
                    self.class_values.pop(mangle(name, self.name), None)
                return
            case cst.Expr(value):
                names = []
            case _:
                return
        self._bind(names, value_of(value))
        self._references(value, names, scope)

    def _bind(self, names: Sequence[str], value: Value) -> None:
        for name in names:
            mangled = mangle(name, self.name)
            known = self.class_values.get(mangled)
            self.class_values[mangled] = value if known is None else Value(known.bits | value.bits)

    def _references(self, value: cst.BaseExpression, names: Sequence[str], scope: Scope) -> None:
        """`x = property(get, set, del)`: functions and lambdas that a class-level value is given.

        They can be started from outside, and together they are one descriptor.
        """
        numbers: list[int] = []
        groups = set(names)
        stack: list[cst.CSTNode] = [value]
        while stack:
            part = stack.pop(0)
            match part:
                case cst.Lambda():
                    number = self.builder.nested(part, scope, f"{self.found.qualname}.<lambda>")
                    numbers.append(number)
                    continue
                case cst.Name(name) if name in self.functions:
                    numbers += self.functions[name]
                case cst.Attribute(cst.Name(name), cst.Name("getter" | "setter" | "deleter")):
                    numbers += [n for n, members in self.groups.items() if name in members]
                    groups.add(name)
            stack += parts(part)
        for number in numbers:
            self.public.add(number)
            self.groups.setdefault(number, set()).update(groups)
        match value:
            case cst.Call(cst.Name("property"), args) if numbers:
                self._property_call(names, args)

    def _property_call(self, names: Sequence[str], args: Sequence[cst.Arg]) -> None:
        kinds = {"fget": "getter", "fset": "setter", "fdel": "deleter"}
        found = Accessors()
        for position, arg in enumerate(args[:3]):
            kind = kinds.get(arg.keyword.value) if arg.keyword else list(kinds.values())[position]
            match arg.value:
                case cst.Name(name) if kind is not None and name in self.functions:
                    setattr(found, kind, self.functions[name][-1])
        for name in names:
            self.builder.accessors[mangle(name, self.name)] = found


def _decorator(node: cst.BaseExpression) -> tuple[str, str]:
    """A decorator as (what stands before the last dot, last name): `("x", "deleter")`."""
    match node:
        case cst.Call(func):
            return _decorator(func)
        case cst.Name(name):
            return "", name
        case cst.Attribute(cst.Name(owner) | cst.Attribute(attr=cst.Name(owner)), cst.Name(name)):
            return owner, name
    return "", ""


def _accessor_kind(decorators: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """(property's name or "", kind) if the decorators make a property's function."""
    for owner, last in decorators:
        if last in ("getter", "setter", "deleter") and owner:
            return owner, last
        if last == "cached_property":
            return "", "cached"
        if last in _PROPERTY:
            return "", "getter"
    return None


def _role(name: str, decorators: Sequence[tuple[str, str]], *, is_accessor: bool) -> Role:
    last = {decorator for _, decorator in decorators}
    if "staticmethod" in last:
        return Role.STATIC_METHOD
    if name == "__new__" or name in _CONSTRUCTORS:
        return Role.CONSTRUCTOR
    if "classmethod" in last or name in ("__init_subclass__", "__class_getitem__"):
        return Role.CLASS_METHOD
    if name == "__del__":
        return Role.DESTRUCTOR
    return Role.ACCESSOR if is_accessor else Role.METHOD


def _is_field_without_default(value: cst.BaseExpression) -> bool:
    """`field(default_factory=…)`: the dataclass leaves no value in the class."""
    match value:
        case cst.Call(cst.Name("field") | cst.Attribute(attr=cst.Name("field")), args):
            return not any(arg.keyword and arg.keyword.value == "default" for arg in args)
    return False


def _is_object(node: cst.BaseExpression) -> bool:
    return isinstance(node, cst.Name) and node.value == "object"
