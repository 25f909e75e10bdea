"""A closed world while its class is read."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from mangle_lint.source.early_names import early_names
from mangle_lint.source.mangling import mangled_prefix


@dataclass(slots=True)
class Draft:
    """A closed world while its class is read; the outermost one is for code outside of classes."""

    name: str
    bases: dict[str, None] = field(default_factory=dict)
    at_class_level: set[str] = field(default_factory=set)
    annotated: set[str] = field(default_factory=set)
    on_objects: set[str] = field(default_factory=set)
    accessed: set[str] = field(default_factory=set)
    through_super: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    called_when_made: dict[str, None] = field(default_factory=dict)
    nodes: list[ast.ClassDef] = field(default_factory=list)
    empty: set[str] = field(default_factory=set)
    refusing: set[str] = field(default_factory=set)
    filled: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    unknown: dict[str, None] = field(default_factory=dict)
    is_extended: bool = False

    @property
    def prefix(self) -> str:
        """What its mangled names start with."""
        return mangled_prefix(self.name)

    @property
    def fields(self) -> set[str]:
        """What the class body binds. A dataclass, or a base, may make fields of annotations."""
        return self.at_class_level | (self.annotated if self.is_extended else set())


def early(draft: Draft, drafts: Mapping[str, Draft]) -> frozenset[str]:
    """The names of a class that may be read early."""
    if not draft.on_objects:
        return frozenset()
    called: dict[str, None] = {}
    bases = list(draft.bases)
    for base in bases:
        for other in drafts.values():
            if other.name == base.rpartition(".")[2] and other is not draft:
                called |= other.called_when_made
                bases += [name for name in other.bases if name not in bases]
    return frozenset(
        name for node in draft.nodes for name in early_names(node, [*called])
    ) & frozenset(draft.on_objects)
