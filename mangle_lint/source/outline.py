"""What a file shows as a whole: its constants, and which class extends which.

It is read from the built-in parser's tree, so it is the same for an excerpt of the file.
"""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mangle_lint.source.closed_world import ClosedWorld
from mangle_lint.source.folding import folded
from mangle_lint.source.imports import Imports, imports_of
from mangle_lint.source.lines import Lines

_STORED = re.compile(r"\.\s*([A-Za-z_]\w*)(?!\w|[ \t]*\()")
"""An attribute that is not called at once."""


class Constant(NamedTuple):
    """A name that always stands for one value.

    `text` tells values apart: a literal's own text, or the name where the value is not known.
    `truth` is what it counts as in a condition, None if that is not known.
    """

    text: str
    truth: bool | None


class ClassOutline(NamedTuple):
    """A class: the last names of its bases, and its functions.

    `replaced` are those functions that do not call the function of the same name in a base.
    """

    bases: tuple[str, ...]
    functions: frozenset[str]
    replaced: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outline:
    """`constants` go by their names as code spells them, `OVER` or `State.OVER`; `classes` by name.

    `extending` lists the classes that have a class as a base. What is bound more than once is left
    out of all three. `worlds` are those of all classes, by qualified name; `imports` says where
    other names come from.
    """

    constants: Mapping[str, Constant] = field(default_factory=dict)
    classes: Mapping[str, ClassOutline] = field(default_factory=dict)
    extending: Mapping[str, Sequence[str]] = field(default_factory=dict)
    worlds: Mapping[str, ClosedWorld] = field(default_factory=dict)
    imports: Imports = field(default_factory=Imports)

    def subclasses(self, base: str) -> dict[str, tuple[str, ...]]:
        """The classes that extend `base`: each with the classes from it up to below `base`.

        Of several ways up, it is a shortest one.
        """
        found: dict[str, tuple[str, ...]] = {}
        level: list[tuple[str, ...]] = [()]
        while level:
            level = [
                found.setdefault(name, (name, *way))
                for way in level
                for name in self.extending.get(way[0] if way else base, ())
                if name not in found and name != base
            ]
        return found


NOTHING = Outline()
"""Of a file that the running Python cannot parse."""


def outline_of(tree: ast.Module, text: str, worlds: Mapping[str, ClosedWorld]) -> Outline:
    """Read the outline of a module whose classes have these closed worlds."""
    names = Counter(_bound(tree.body))
    found = dict(_constants(tree.body))
    stored, reassigned = _rebound(tree, text, found)
    once = {name for name, count in names.items() if count == 1} - reassigned
    constants = {
        name: constant
        for name, constant in found.items()
        if name.partition(".")[0] in once and name.partition(".")[2] not in stored
    }
    starts = [*Lines(text).starts, len(text)]
    classes = {
        node.name: _class(node, text, starts)
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name in once
    }
    extending: dict[str, list[str]] = defaultdict(list)
    for name, shown in classes.items():
        for base in dict.fromkeys(shown.bases):
            extending[base].append(name)
    return Outline(constants, classes, extending, worlds, imports_of(tree))


def _rebound(tree: ast.Module, text: str, names: Iterable[str]) -> tuple[set[str], set[str]]:
    """The attributes that code stores or deletes, of these names, and the globals of functions.

    Nothing is looked for of which the text shows that it is not there.
    """
    attributes = {attribute for name in names if (attribute := name.partition(".")[2])}
    suspects = attributes.intersection(_STORED.findall(text)) if text.isascii() else attributes
    if not suspects and "global" not in text:
        return set(), set()
    stored: set[str] = set()
    reassigned: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            stored.add(node.attr)
        elif isinstance(node, ast.Global):
            reassigned.update(node.names)
    return stored, reassigned


def _bound(statements: Sequence[ast.stmt]) -> Iterator[str]:
    """The names that statements bind, one for each binding, those in blocks included."""
    for node in statements:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield name
            case ast.AsyncFunctionDef(name=name):
                yield name
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                yield from (_local(alias) for alias in names)
            case _:
                for part in ast.walk(node):
                    if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load):
                        yield part.id
                    elif isinstance(part, (ast.FunctionDef, ast.ClassDef)):
                        yield part.name
                    elif isinstance(part, ast.alias):
                        yield _local(part)


def _local(alias: ast.alias) -> str:
    return alias.asname or alias.name.partition(".")[0]


def _constants(statements: Sequence[ast.stmt], owner: str = "") -> Iterator[tuple[str, Constant]]:
    """The names that get a value which is written out, or comes from elsewhere."""
    names = Counter(_bound(statements)) if owner else Counter()
    for node in statements:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if names[name] < 2:
                if (constant := _constant(value)) is not None:
                    yield f"{owner}{name}", constant
            case ast.ImportFrom(names=aliases) if not owner:
                yield from ((_local(a), Constant(_local(a), None)) for a in aliases)
            case ast.ClassDef(name=name) if not owner:
                bases = _last_names(node.bases)
                is_enum = any(base.endswith(("Enum", "Flag")) for base in bases)
                found = _members(node, bases) if is_enum else _constants(node.body, f"{name}.")
                yield from found


def _members(node: ast.ClassDef, bases: Sequence[str]) -> Iterator[tuple[str, Constant]]:
    """The members of an enumeration: each equals itself alone, and is true if it is no number."""
    for part in node.body:
        match part:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                known = _constant(value)
                is_true = "Enum" in bases or isinstance(value, ast.Call)
                truth = True if is_true else known.truth if known is not None else None
                yield f"{node.name}.{name}", Constant(f"{node.name}.{name}", truth)


def _constant(node: ast.expr) -> Constant | None:
    try:
        value = folded(node)
    except (ValueError, TypeError, MemoryError, RecursionError):
        return None
    if isinstance(value, (int, float, str, bytes, complex)) or value is None:
        return Constant(repr(value), bool(value))
    return None


def _class(node: ast.ClassDef, text: str, starts: Sequence[int]) -> ClassOutline:
    functions = [
        part for part in node.body if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    return ClassOutline(
        bases=tuple(_last_names(node.bases)),
        functions=frozenset(function.name for function in functions),
        replaced=frozenset(f.name for f in functions if not _calls_base(f, text, starts)),
    )


def _calls_base(
    function: ast.FunctionDef | ast.AsyncFunctionDef, text: str, starts: Sequence[int]
) -> bool:
    """Whether a function calls one of its own name: `super().f()`, `Base.f(self)`."""
    if text.isascii():  # else a name may be spelled otherwise
        start, end = starts[function.lineno - 1], starts[function.end_lineno or -1]
        if text.count(function.name, start, end) < 2:
            return False
    return any(
        isinstance(part, ast.Attribute)
        and part.attr == function.name
        and isinstance(part.value, (ast.Call, ast.Name))
        for part in ast.walk(function)
    )


def _last_names(nodes: Sequence[ast.expr]) -> list[str]:
    found = []
    for node in nodes:
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                found.append(name)
            case ast.Subscript(value=ast.Name(id=name) | ast.Attribute(attr=name)):
                found.append(name)
    return found
