"""Where a deletion stands: its statement, what shares its line, and what is around it alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import libcst as cst

from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event
from mangle_lint.fixing.paths import Path, paths_to
from mangle_lint.source.nodes import only_statement

Wrapper: TypeAlias = cst.If | cst.Try | cst.With
"""A compound statement that holds one statement and nothing else."""


@dataclass(frozen=True, slots=True)
class Site:
    """One statement that deletes.

    `alone` tells whether it has its line to itself, `is_last` whether it is the last one there.
    `wrappers` are the compound statements around it that hold it and nothing else, the innermost
    first. `is_quiet` tells whether it is the last thing that a `try` or a `suppress` runs, and
    nothing else happens there when it raises AttributeError.
    """

    statement: cst.Del | cst.Expr
    alone: bool
    is_last: bool
    wrappers: tuple[Wrapper, ...]
    is_quiet: bool


def find_sites(facts: ClassFacts, deletions: Iterable[Event]) -> dict[Event, Site]:
    """The sites of deletions of one class; those that are no statement of their own have none."""
    sites = {}
    for deletion, path in paths_to(facts, deletions).items():
        site = _site_on(path)
        if site is not None:
            sites[deletion] = site
    return sites


def _site_on(path: Path) -> Site | None:
    """The site whose statement stands on a path down to a deletion."""
    for depth in range(len(path) - 1, -1, -1):
        statement = path[depth]
        if isinstance(statement, cst.Expr) and statement.value is not path[-1]:
            return None
        if isinstance(statement, (cst.Del, cst.Expr)):
            return _site(statement, path[:depth])
    return None


def _site(statement: cst.Del | cst.Expr, above: Path) -> Site | None:
    line = above[-1]
    if not isinstance(line, (cst.SimpleStatementLine, cst.SimpleStatementSuite)):
        return None
    single = len(line.body) == 1 and isinstance(statement.semicolon, cst.MaybeSentinel)
    return Site(
        statement=statement,
        alone=single and isinstance(line, cst.SimpleStatementLine),
        is_last=line.body[-1] is statement,
        wrappers=tuple(_wrappers(above)) if len(line.body) == 1 else (),
        is_quiet=_is_quiet((*above, statement)),
    )


def _wrappers(above: Path) -> list[Wrapper]:
    """The wrappers of the statement line at the end of a path, the innermost first."""
    wrappers: list[Wrapper] = []
    depth = len(above) - 1
    while depth > 0:
        suite = above[depth]
        if not isinstance(suite, cst.SimpleStatementSuite):
            depth -= 1
            suite = above[depth]
            if not isinstance(suite, cst.IndentedBlock) or len(suite.body) != 1:
                break
            if _has_comment_below(suite):
                break
        depth -= 1
        wrapper = above[depth] if depth > 0 else None
        if not isinstance(wrapper, Wrapper) or wrapper.body is not suite or not _is_bare(wrapper):
            break
        if isinstance(wrapper, cst.If) and _is_elif(wrapper, above[depth - 1]):
            break
        wrappers.append(wrapper)
    return wrappers


def _is_quiet(path: Path) -> bool:
    """Whether the statement at the end of a path raises AttributeError without any effect."""
    for depth in range(len(path) - 2, -1, -1):
        node, inner = path[depth], path[depth + 1]
        match node:
            case cst.SimpleStatementLine() | cst.BaseSuite():
                if node.body[-1] is not inner:
                    return False
            case cst.If(orelse=None):
                pass
            case cst.Try(body=body) if body is inner:
                first = next((h for h in node.handlers if catches_missing(h.type)), None)
                return first is not None and node.orelse is None and _does_nothing(first.body)
            case cst.With():
                return is_suppress(node.items[-1].item)
            case _:
                return False
    return False


def catches_missing(exception: cst.BaseExpression | None) -> bool:
    """Whether an `except` clause for `exception` (None: for all) catches AttributeError."""
    match exception:
        case None:
            return True
        case cst.Tuple(elements):
            return any(catches_missing(element.value) for element in elements)
        case cst.Name(name):
            return name in ("AttributeError", "Exception", "BaseException")
    return False


def is_suppress(manager: cst.BaseExpression) -> bool:
    """Whether a context manager is `suppress(AttributeError)`, also with others."""
    match manager:
        case cst.Call(cst.Name("suppress") | cst.Attribute(attr=cst.Name("suppress")), args):
            return any(not arg.star and catches_missing(arg.value) for arg in args)
    return False


def _is_bare(wrapper: Wrapper) -> bool:
    """Whether a compound statement has one block, but for an `except` that does nothing."""
    match wrapper:
        case cst.If():
            return wrapper.orelse is None
        case cst.Try():
            if wrapper.orelse is not None or wrapper.finalbody is not None:
                return False
            handler = wrapper.handlers[0].body if len(wrapper.handlers) == 1 else None
            return (
                handler is not None and _does_nothing(handler) and not _has_comment_below(handler)
            )
        case cst.With():
            return wrapper.asynchronous is None and len(wrapper.items) == 1


def _does_nothing(suite: cst.BaseSuite) -> bool:
    match only_statement(suite):
        case cst.Pass() | cst.Expr(cst.Ellipsis()):
            return True
    return False


def _has_comment_below(suite: cst.CSTNode) -> bool:
    return isinstance(suite, cst.IndentedBlock) and any(
        empty.comment is not None for empty in suite.footer
    )


def _is_elif(wrapper: cst.If, parent: cst.CSTNode) -> bool:
    return isinstance(parent, cst.If) and parent.orelse is wrapper
