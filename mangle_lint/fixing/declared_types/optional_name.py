"""How a file spells Optional."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from mangle_lint.fixing.declared_types.imports import (
    IntoList,
    NewLine,
    import_optional,
    import_typing,
)
from mangle_lint.fixing.declared_types.names import Names

_TYPING = ("typing", "typing_extensions")
_OPTIONAL = "Optional"


@dataclass(frozen=True, slots=True)
class OptionalName:
    """How a file spells Optional, and the import that it needs first, if any."""

    spelling: str
    insertion: IntoList | NewLine | None = None


def optional_name(module: cst.Module, names: Names, *, is_evaluated: bool) -> OptionalName | None:
    """How to spell Optional in a file; None if no spelling is free.

    `is_evaluated` tells whether the interpreter meets it: then an import that only type checkers
    see does not count.
    """
    known = {
        local: found.dotted
        for local, found in names.imports.items()
        if found.is_early and not (found.for_checkers and is_evaluated)
    }
    for module_ in _TYPING:
        for local, dotted in known.items():
            if dotted == f"{module_}.{_OPTIONAL}":
                return OptionalName(local)
    for local, dotted in known.items():
        if dotted in _TYPING:
            return OptionalName(f"{local}.{_OPTIONAL}")
    taken, subscripted = _identifiers(module)
    imported = names.imports.get(_OPTIONAL)
    is_typing = imported is not None and imported.dotted.rpartition(".")[0] in _TYPING
    if imported is None and _OPTIONAL not in taken:
        is_starred = bool(names.starred) and _OPTIONAL in subscripted
        if is_starred or not names.starred.isdisjoint(_TYPING):
            return OptionalName(_OPTIONAL)
    if is_typing or _OPTIONAL not in taken:
        return OptionalName(_OPTIONAL, import_optional(module))
    if "typing" not in taken:
        return OptionalName(f"typing.{_OPTIONAL}", import_typing(module))
    return None


def _identifiers(module: cst.Module) -> tuple[set[str], set[str]]:
    """The names in a file that are no attributes, and those that are only seen subscripted."""
    found = set()
    subscripted = set()
    stack: list[cst.CSTNode] = [module]
    while stack:
        node = stack.pop()
        match node:
            case cst.Name(name):
                found.add(name)
            case cst.Subscript(cst.Name(name), slice=elements):
                subscripted.add(name)
                stack.extend(elements)
                continue
            case cst.Attribute(value):
                stack.append(value)
                continue
            case cst.ImportFrom(names=[*aliases]):
                found.update(alias.evaluated_alias or alias.evaluated_name for alias in aliases)
                continue
        stack.extend(node.children)
    return found, subscripted - found
