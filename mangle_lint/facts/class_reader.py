"""Reading a class statement: its facts are gathered once."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from mangle_lint.facts import accessors
from mangle_lint.facts.cfg.bodies import AT_CLASS_LEVEL, Role
from mangle_lint.facts.cfg.build import lower_function, lower_lines, nested_body
from mangle_lint.facts.cfg.model import ClassModel
from mangle_lint.facts.cfg.names import imported_names, target_names
from mangle_lint.facts.cfg.scopes import Scope
from mangle_lint.facts.classes import ClassFacts, Subclass
from mangle_lint.facts.family import Family
from mangle_lint.facts.hidden import hidden_methods
from mangle_lint.facts.values import TRUTHY, Value, value_of
from mangle_lint.source.definitions import FoundClass, FoundFunction
from mangle_lint.source.mangling import is_private, mangle
from mangle_lint.source.nodes import children_of
from mangle_lint.source.outline import Outline

_DEFINED = Value(TRUTHY)
"""The value of a function, class or import."""


def class_facts(
    found: FoundClass,
    outline: Outline,
    family: Family,
    outside: Sequence[FoundFunction] = (),
    module: cst.Module | None = None,
) -> ClassFacts:
    """Gather the facts of one class, which has this family, of a file with this outline.

    `outside` are the functions elsewhere in the file that spell one of its mangled names out.
    `module` is to be given if the module's own statements do.
    """
    reader = _ClassReader(found, outline, family.called_when_made)
    reader.read_class()
    reader.read_outside(outside, module)
    model = reader.model
    properties = model.accessors.values()
    always = reader.public | model.escapes
    return ClassFacts(
        name=model.name,
        qualname=found.qualname,
        node=found.node,
        bodies=model.bodies,
        entry_points=frozenset(always | model.handed_on.keys()),
        handed_on={n: name for n, name in model.handed_on.items() if n not in always},
        class_values=reader.class_values,
        groups={number: frozenset(names) for number, names in reader.groups.items()},
        deleters=frozenset(kinds["deleter"] for kinds in properties if "deleter" in kinds),
        methods=model.methods,
        properties=model.accessors,
        subclasses=reader.subclasses,
        has_bases=any(not _is_object(base.value) for base in found.node.bases),
        world=outline.worlds.get(found.qualname),
        family=family,
    )


class _ClassReader:
    """Reads a class statement. `functions` are the bodies of its functions, by name."""

    def __init__(
        self, found: FoundClass, outline: Outline, called_when_made: tuple[str, ...]
    ) -> None:
        self.found = found
        self.model = ClassModel(found.node.name.value, outline, called_when_made)
        self.class_values: dict[str, Value] = {}
        self.groups: dict[int, set[str]] = {}
        self.public: set[int] = set()
        self.functions: dict[str, list[int]] = {}
        self.subclasses: dict[int, Subclass] = {}
        self._scope = Scope(AT_CLASS_LEVEL, self.model.name, self.model.name)
        self.hidden = hidden_methods(found.node)
        self._level: list[cst.BaseSmallStatement] = []

    def read_class(self) -> None:
        """Read the class body. Every method gets its number before one is lowered."""
        self._statements(self.found.node.body.body)
        methods = tuple(self.model.declared)
        for statement in self._level:
            self._class_level(statement)
        for body in methods:
            lower_function(self.model, body, self.model.name)

    def read_outside(self, outside: Sequence[FoundFunction], module: cst.Module | None) -> None:
        """Read what stands outside the class."""
        declared = [self.model.declare(f.node, Role.OUTSIDE, f.qualname) for f in outside]
        outline = self.model.outline
        known = outline.subclasses(self.model.name)
        for body, function in zip(declared, outside, strict=True):
            self.public.add(body.number)
            owner = function.owner.name.value if function.owner else None
            lower_function(self.model, body, owner)
            if owner in known:
                replaced = (outline.classes[name].replaced for name in known[owner])
                self.subclasses[body.number] = Subclass(owner, frozenset().union(*replaced))
        if module is not None:
            lines = [s for s in module.body if not isinstance(s, (cst.FunctionDef, cst.ClassDef))]
            self.public.add(lower_lines(self.model, lines, "<module>"))

    def _mangle(self, name: str) -> str:
        return mangle(name, self.model.name)

    def _statements(self, statements: Sequence[cst.CSTNode]) -> None:
        for node in statements:
            match node:
                case cst.SimpleStatementLine(body):
                    self._statements(body)
                case cst.FunctionDef():
                    self._function(node)
                case cst.ClassDef(cst.Name(name)):
                    self.class_values[self._mangle(name)] = _DEFINED
                case cst.BaseSmallStatement():
                    self._level.append(node)
                case cst.BaseCompoundStatement():
                    self._compound(node)

    def _compound(self, node: cst.CSTNode) -> None:
        """Read the blocks of a branch, a loop or a `try`: methods may be defined there too."""
        for child in children_of(node):
            match child:
                case cst.IndentedBlock(body) | cst.SimpleStatementSuite(body):
                    self._statements(body)
                case cst.Else() | cst.ExceptHandler() | cst.Finally() | cst.If():
                    self._compound(child)

    # --- functions --------------------------------------------------------------------------

    def _function(self, node: cst.FunctionDef) -> None:
        name, decorators = node.name.value, accessors.decorators_of(node)
        mangled, accessor = self._mangle(name), accessors.accessor_of(name, decorators)
        role = accessors.role_of(name, decorators, is_accessor=accessor is not None)
        number = self.model.declare(node, role, f"{self.found.qualname}.{name}").number
        self.functions.setdefault(name, []).append(number)
        self.class_values[mangled] = _DEFINED
        if accessor is not None:
            self._accessor(mangled, *accessor, number)
        else:
            self.model.methods[mangled] = number
            if any(last not in accessors.TRANSPARENT for _, last in decorators):
                self.public.add(number)
        if not is_private(name) and not (name in self.hidden and role is Role.METHOD):
            self.public.add(number)

    def _accessor(self, mangled: str, group: str, kind: str, number: int) -> None:
        """Note a function of the property `group`; `mangled` may be another name than that."""
        shared = self.model.accessors.get(self._mangle(group), {})
        kinds = self.model.accessors.setdefault(mangled, shared)
        if kind != "cached":
            kinds[kind] = number
        self.model.methods.pop(mangled, None)
        self.groups.setdefault(number, set()).add(group)

    # --- class level ------------------------------------------------------------------------

    def _class_level(self, node: cst.BaseSmallStatement) -> None:
        match node:
            case cst.Assign(targets, value):
                names = [name for item in targets for name in target_names(item.target)]
            case cst.AnnAssign(target, _, value) if value is not None:
                names = [] if _is_field_without_default(value) else target_names(target)
            case cst.AugAssign(target, value=value):
                names = target_names(target)
            case cst.Expr(value):
                names = []
            case cst.Import() | cst.ImportFrom():
                self._bind(imported_names(node), _DEFINED)
                return
            case cst.Del(target):
                for name in target_names(target):
                    self.class_values.pop(self._mangle(name), None)
                return
            case _:
                return
        self._bind(names, self._value(value))
        self._references(value, names)

    def _value(self, node: cst.BaseExpression) -> Value:
        if isinstance(node, cst.Name) and self._mangle(node.value) in self.class_values:
            return self.class_values[self._mangle(node.value)]
        return value_of(node, self.model.outline.constants)

    def _bind(self, names: Sequence[str], value: Value) -> None:
        for mangled in map(self._mangle, names):
            known = self.class_values.get(mangled)
            self.class_values[mangled] = value if known is None else Value(known.bits | value.bits)

    def _references(self, value: cst.BaseExpression, names: Sequence[str]) -> None:
        """Read `x = property(get, set, del)`, or any other value that the class body computes.

        The functions and lambdas in it can be started from outside, and are one descriptor.
        """
        numbers: list[int] = []
        groups = set(names)
        stack: list[cst.CSTNode] = [value]
        while stack:
            part = stack.pop(0)
            match part:
                case cst.Lambda():
                    qualname = f"{self.found.qualname}.<lambda>"
                    numbers.append(nested_body(self.model, self._scope, part, qualname))
                    continue
                case cst.Name(name) if name in self.functions:
                    numbers += self.functions[name]
                case cst.Attribute(cst.Name(name), cst.Name("getter" | "setter" | "deleter")):
                    numbers += [n for n, members in self.groups.items() if name in members]
                    groups.add(name)
            stack += children_of(part)
        self.public.update(numbers)
        for number in numbers:
            self.groups.setdefault(number, set()).update(groups)
        match value:
            case cst.Call(cst.Name("property"), args) if numbers:
                given = accessors.property_arguments(args).items()
                kinds = {k: self.functions[f][-1] for k, f in given if f in self.functions}
                self.model.accessors.update((self._mangle(name), kinds) for name in names)


def _is_field_without_default(value: cst.BaseExpression) -> bool:
    """`field(default_factory=…)`: the dataclass leaves no value in the class."""
    match value:
        case cst.Call(cst.Name("field") | cst.Attribute(attr=cst.Name("field")), args):
            return not any(arg.keyword and arg.keyword.value == "default" for arg in args)
    return False


def _is_object(node: cst.BaseExpression) -> bool:
    return isinstance(node, cst.Name) and node.value == "object"
