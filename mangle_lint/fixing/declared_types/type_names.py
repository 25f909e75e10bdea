"""What names in the annotations of a file mean: its imports and type aliases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

import libcst as cst

from mangle_lint.source.nodes import children_of

_TYPING = frozenset({"", "builtins", "dataclasses", "typing", "typing_extensions"})
_FACTORIES = frozenset({"threading.Lock", "threading.RLock"})
"""Functions used as types: at run time they support Optional[…], but not `|`."""


@dataclass(frozen=True, slots=True)
class Import:
    """What a name is imported as; `dotted` is its full name.

    `is_early` is true if the import comes before the first class or function of the file,
    `for_checkers` if only type checkers see it.
    """

    dotted: str
    is_early: bool
    for_checkers: bool


@dataclass(slots=True)
class Names:
    """The module-level names of a file: its imports, and the values assigned to each name.

    `starred` are the modules of `from … import *`.
    """

    imports: dict[str, Import] = field(default_factory=dict)
    starred: set[str] = field(default_factory=set)
    values: dict[str, list[cst.BaseExpression]] = field(default_factory=dict)
    is_future: bool = False
    """Whether the file has `from __future__ import annotations` (PEP 563)."""

    def bind(self, name: str, found: Import) -> None:
        """Add an import; of two imports of the same thing, keep the more useful one."""
        known = self.imports.get(name)
        if known is not None and known.dotted == found.dotted:
            found = max(known, found, key=lambda one: (one.is_early, not one.for_checkers))
        self.imports[name] = found

    def dotted(self, node: cst.CSTNode) -> str:
        """The full name of an expression, as far as the imports tell; "" if it is not a name."""
        match node:
            case cst.Name(name):
                return self.imports[name].dotted if name in self.imports else name
            case cst.Attribute(value, cst.Name(name)):
                owner = self.dotted(value)
                return f"{owner}.{name}" if owner else ""
        return ""

    def special(self, node: cst.CSTNode) -> str:
        """The last part of a full name that belongs to `typing` or the like; else "".

        A name that is not imported counts too: it may be a built-in type.
        """
        module, _, name = self.dotted(node).rpartition(".")
        return name if module in _TYPING else ""

    def alias(self, name: str) -> cst.BaseExpression | None:
        """The type that `name` is an alias of; None if it is not an alias, or an ambiguous one."""
        values = self.values.get(name, ())
        return values[0] if len(values) == 1 and name not in self.imports else None

    def is_joinable(self, node: cst.CSTNode) -> bool:
        """Whether `node | None` can be evaluated, on Python 3.10 or later (PEP 604)."""
        if self.dotted(node) in _FACTORIES:
            return False
        match node:
            case cst.SimpleString() | cst.ConcatenatedString() | cst.Name("None"):
                return False
            case cst.Name(name):
                return all(self.is_joinable(value) for value in self.values.get(name, ()))
        return True


def read_names(module: cst.Module) -> Names:
    """Collect the names that the module itself binds, also under `if`, `try` and the like."""
    names = Names()
    is_early = True
    for statement in module.body:
        is_early = is_early and not isinstance(statement, (cst.ClassDef, cst.FunctionDef))
        for part, for_checkers in _statements(statement):
            _read(names, part, partial(Import, is_early=is_early, for_checkers=for_checkers))
    return names


def _statements(
    node: cst.CSTNode, for_checkers: bool = False
) -> Iterator[tuple[cst.CSTNode, bool]]:
    """Yield the simple statements inside `node`, and whether only type checkers run them."""
    match node:
        case cst.BaseSmallStatement():
            yield node, for_checkers
        case cst.ClassDef() | cst.FunctionDef() | cst.BaseExpression():
            return
        case _:
            hidden = node.body if isinstance(node, cst.If) and is_type_checking(node.test) else None
            for child in children_of(node):
                yield from _statements(child, for_checkers or child is hidden)


def is_type_checking(test: cst.BaseExpression) -> bool:
    """Whether a condition is `TYPE_CHECKING`."""
    name = test.attr if isinstance(test, cst.Attribute) else test
    return isinstance(name, cst.Name) and name.value == "TYPE_CHECKING"


def _read(names: Names, node: cst.CSTNode, imported: Callable[[str], Import]) -> None:
    match node:
        case cst.Import(aliases):
            for alias in aliases:
                dotted, bound = alias.evaluated_name, alias.evaluated_alias
                if bound is None:
                    dotted = bound = dotted.partition(".")[0]
                names.bind(bound, imported(dotted))
        case cst.ImportFrom(names=cst.ImportStar()):
            names.starred.add(_module_name(node))
        case cst.ImportFrom(names=[*aliases]):
            origin = _module_name(node)
            for alias in aliases:
                name = alias.evaluated_name
                names.is_future |= (origin, name) == ("__future__", "annotations")
                names.bind(alias.evaluated_alias or name, imported(f"{origin}.{name}"))
        case (
            cst.Assign([cst.AssignTarget(cst.Name(name))], value)
            | cst.AnnAssign(cst.Name(name), value=cst.BaseExpression() as value)
            | cst.TypeAlias(cst.Name(name), value)
        ):
            names.values.setdefault(name, []).append(value)


def _module_name(node: cst.ImportFrom) -> str:
    """The module of `from … import …`, with the dots of a relative import."""
    dots = "." * len(node.relative)
    return dots + (cst.helpers.get_full_name_for_node(node.module) or "" if node.module else "")
