"""Where a deletion stands: its statement, what shares its line, and the `if` around it."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.graph import Event


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


def find_site(facts: ClassFacts, deletion: Event) -> Site | None:
    """The site of a deletion; None where it is not a statement of its own."""
    root = facts.bodies[deletion.body].node
    if root is None:
        return None
    path = _path_to(root, deletion.node)
    for depth in range(len(path) - 1, -1, -1):
        statement = path[depth]
        if isinstance(statement, (cst.Del, cst.Expr)):
            if isinstance(statement, cst.Expr) and statement.value is not deletion.node:
                return None
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


def _path_to(root: cst.CSTNode, target: cst.CSTNode) -> list[cst.CSTNode]:
    """The nodes from `root` down to `target`, both included; empty if it is not there."""
    parents: dict[int, cst.CSTNode] = {}
    stack = [root]
    while stack:
        node = stack.pop()
        if node is target:
            path = [node]
            while path[-1] is not root:
                path.append(parents[id(path[-1])])
            return path[::-1]
        for child in node.children:
            parents[id(child)] = node
            stack.append(child)
    return []
