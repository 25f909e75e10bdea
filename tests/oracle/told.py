"""A class that tells what happens in it: which conditions hold, which bodies start, what is raised.

Line by line it is the class that it was made from.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Iterator
from typing import NamedTuple


class Site(NamedTuple):
    """A condition or a loop: its line, its code, and how many of that code are before it there."""

    line: int
    code: str
    number: int


def sites_of(source: str) -> dict[tuple[int, int, int], Site]:
    """The sites in a class, by the line and the columns (from 1) where they begin and end."""
    found = {}
    for site, node in _sites(ast.parse(source)):
        last = node.iter if isinstance(node, ast.For) else node
        assert last.end_col_offset is not None
        found[node.lineno, node.col_offset + 1, last.end_col_offset + 1] = site
    return found


def _sites(tree: ast.AST) -> Iterator[tuple[Site, ast.expr | ast.For]]:
    nodes = [n for n in ast.walk(tree) if isinstance(n, ast.expr | ast.For) and _is_read(n)]
    seen: Counter[tuple[int, str]] = Counter()
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
        code = "for" if isinstance(node, ast.For) else ast.unparse(node)
        yield Site(node.lineno, code, seen[node.lineno, code]), node
        seen[node.lineno, code] += 1


def _is_read(node: ast.expr | ast.For) -> bool:
    return isinstance(getattr(node, "ctx", ast.Load()), ast.Load)


def telling(source: str, wanted: Collection[Site]) -> ast.Module:
    """The class as it is to be run, telling of the sites that are wanted."""
    tree = ast.parse(source)
    _Teller({id(node): site for site, node in _sites(tree) if site in wanted}).visit(tree)
    return ast.fix_missing_locations(tree)


class _Teller(ast.NodeTransformer):
    def __init__(self, sites: dict[int, Site]) -> None:
        self.sites = sites

    def visit(self, node: ast.AST) -> ast.AST | list[ast.AST]:
        site = self.sites.get(id(node))
        visited = super().generic_visit(node)
        if isinstance(visited, ast.For) and site is not None:
            visited.iter = _called("loop", _constant(site), visited.iter)
        elif isinstance(visited, ast.expr) and site is not None:
            return ast.copy_location(_called("branch", _constant(site), visited), visited)
        elif isinstance(visited, ast.FunctionDef):
            first = ast.Expr(_called("entered", ast.Constant(visited.name)))
            visited.body.insert(0, ast.copy_location(first, visited))
        elif isinstance(visited, ast.Raise):
            return [ast.copy_location(ast.Expr(_called("throwing")), visited), visited]
        return visited


def _called(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), [*arguments], [])


def _constant(site: Site) -> ast.expr:
    return ast.Tuple([ast.Constant(part) for part in site], ast.Load())
