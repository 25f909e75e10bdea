"""Where a deletion stands: its statement, what shares its line, and the `if` around it."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

import libcst as cst

from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event
from mangle_lint.facts.parts import parts


@dataclass(frozen=True, slots=True)
class Site:
    """One statement that deletes.

    `alone` tells whether it has its line to itself. `guard` is the `if` that holds this statement
    and nothing else, None if there is none.
    """

    statement: cst.Del | cst.Expr
    alone: bool
    is_last: bool
    guard: cst.If | None


def find_sites(facts: ClassFacts, deletions: Iterable[Event]) -> dict[Event, Site]:
    """The sites of deletions of one class; those that are no statement of their own have none."""
    by_body: dict[int, list[Event]] = {}
    for deletion in deletions:
        by_body.setdefault(deletion.body, []).append(deletion)
    sites = {}
    for number, found in by_body.items():
        root = facts.bodies[number].node
        if root is None:
            continue
        paths = _paths_to(root, {id(deletion.node) for deletion in found})
        for deletion in found:
            site = _site_on(paths[id(deletion.node)])
            if site is not None:
                sites[deletion] = site
    return sites


def _site_on(path: list[cst.CSTNode]) -> Site | None:
    """The site whose statement stands on a path down to a deletion."""
    for depth in range(len(path) - 1, -1, -1):
        statement = path[depth]
        if isinstance(statement, cst.Expr) and statement.value is not path[-1]:
            return None
        if isinstance(statement, (cst.Del, cst.Expr)):
            return _site(statement, path[:depth])
    return None


def _site(statement: cst.Del | cst.Expr, above: list[cst.CSTNode]) -> Site | None:
    line = above[-1]
    if not isinstance(line, (cst.SimpleStatementLine, cst.SimpleStatementSuite)):
        return None
    single = len(line.body) == 1 and isinstance(statement.semicolon, cst.MaybeSentinel)
    return Site(
        statement=statement,
        alone=single and isinstance(line, cst.SimpleStatementLine),
        is_last=line.body[-1] is statement,
        guard=_guard(line, above[:-1]) if len(line.body) == 1 else None,
    )


def _guard(
    line: cst.SimpleStatementLine | cst.SimpleStatementSuite, above: list[cst.CSTNode]
) -> cst.If | None:
    suite: cst.CSTNode = line
    if isinstance(line, cst.SimpleStatementLine):
        suite, above = above[-1], above[:-1]
        if not isinstance(suite, cst.IndentedBlock) or len(suite.body) != 1:
            return None
        if any(empty.comment is not None for empty in suite.footer):
            return None
    guard = above[-1] if above else None
    if not isinstance(guard, cst.If) or guard.orelse is not None or guard.body is not suite:
        return None
    outer = above[-2] if len(above) > 1 else None
    is_elif = isinstance(outer, cst.If) and outer.orelse is guard
    return None if is_elif else guard


def _paths_to(root: cst.CSTNode, targets: Set[int]) -> dict[int, list[cst.CSTNode]]:
    """The nodes from `root` down to each target (by id), both included."""
    parents: dict[int, cst.CSTNode] = {}
    paths = {}
    stack = [root]
    while stack:
        node = stack.pop()
        if id(node) in targets:
            path = [node]
            while path[-1] is not root:
                path.append(parents[id(path[-1])])
            paths[id(node)] = path[::-1]
        for child in parts(node):
            parents[id(child)] = node
            stack.append(child)
    return paths
