"""Which names a body binds, and which attributes it stores."""

from __future__ import annotations

from collections import Counter

import libcst as cst

from mangle_lint.source.nodes import children_of, flat_targets, walk

_TARGET: dict[type[cst.CSTNode], str] = {
    **dict.fromkeys((cst.AssignTarget, cst.AnnAssign, cst.AugAssign, cst.For, cst.Del), "target"),
    cst.NamedExpr: "target",
    cst.AsName: "name",
}
"""The nodes that have an assignment target, and the field that it is in."""

_OTHER_BINDING = frozenset(
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
"""The nodes that bind names in another way, or that have names of their own."""


def parameter_names(parameters: cst.Parameters) -> list[str]:
    """All parameters of a function, positional ones first."""
    listed = [*parameters.posonly_params, *parameters.params, *parameters.kwonly_params]
    listed += [p for p in (parameters.star_arg, parameters.star_kwarg) if isinstance(p, cst.Param)]
    return [parameter.name.value for parameter in listed]


def target_names(target: cst.BaseExpression) -> list[str]:
    """The names that an assignment target binds. Attributes and subscripts bind none."""
    return [part.value for part in flat_targets(target) if isinstance(part, cst.Name)]


def imported_names(node: cst.Import | cst.ImportFrom) -> list[str]:
    """The names that an import binds; none are known of `import *`."""
    if isinstance(node.names, cst.ImportStar):
        return []
    bound = [alias.asname.name if alias.asname else alias.name for alias in node.names]
    return [name for target in bound for name in target_names(target)]


def comprehension_names(node: cst.BaseComp) -> set[str]:
    """The variables of all `for` clauses of a comprehension."""
    names: set[str] = set()
    clause: cst.CompFor | None = node.for_in
    while clause is not None:
        names.update(target_names(clause.target))
        clause = clause.inner_for_in
    return names


def bound_names(root: cst.CSTNode) -> Counter[str]:
    """How often the body `root` binds each name. Nested bodies and comprehensions do not count.

    A name that a pattern or a nested function (`nonlocal`) binds counts as bound twice, so that
    nobody concludes anything from the one assignment that there is. What is assigned again from the
    same name, as in `me = self`, counts once.
    """
    counts: Counter[str] = Counter()
    copies: set[tuple[str, str]] = set()
    foreign: set[str] = set()
    stack = children_of(root)
    while stack:
        node = stack.pop()
        kind = type(node)
        if kind is cst.Assign and (copy := _copy(node)) is not None:
            if copy not in copies:
                counts[copy[0]] += 1
                copies.add(copy)
            continue
        if kind in _TARGET:
            counts.update(target_names(getattr(node, _TARGET[kind])))
        elif kind in _OTHER_BINDING:
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
        stack += children_of(node)
    for name in foreign:
        counts.pop(name, None)
    return counts


def _copy(assignment: cst.CSTNode) -> tuple[str, str] | None:
    """The names in `name = other`; None if it is another assignment."""
    match assignment:
        case cst.Assign([cst.AssignTarget(cst.Name(name))], cst.Name(other)):
            return name, other
    return None


def _nonlocals(definition: cst.CSTNode) -> dict[str, int]:
    """The names that a function or class inside a body may bind there, each counted twice."""
    return {
        item.name.value: 2
        for node in walk(definition, without=cst.BaseExpression)
        if isinstance(node, cst.Nonlocal)
        for item in node.names
    }


def stored_attributes(root: cst.CSTNode) -> frozenset[str]:
    """The attributes that code anywhere in `root` assigns or deletes, as they are written."""
    return frozenset(
        target.attr.value
        for node in walk(root)
        if type(node) in _TARGET
        for target in flat_targets(getattr(node, _TARGET[type(node)]))
        if isinstance(target, cst.Attribute)
    )
