"""The site of a deletion: its statement, its line, and the compound statements around it."""

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
"""A compound statement around a single statement."""


@dataclass(frozen=True, slots=True)
class Site:
    """A statement that deletes.

    `alone` is true if it has its line to itself, `is_last` if it is the last one on its line.
    `wrappers` are the compound statements that contain this statement only, innermost first.
    `is_quiet` is true if it is the last statement in a `try` or `suppress` that ignores its
    AttributeError.
    """

    statement: cst.Del | cst.Expr
    alone: bool
    is_last: bool
    wrappers: tuple[Wrapper, ...]
    is_quiet: bool


def find_sites(facts: ClassFacts, deletions: Iterable[Event]) -> dict[Event, Site]:
    """Find the sites of deletions of one class; deletions inside a larger expression have none."""
    sites = {}
    for deletion, path in paths_to(facts, deletions).items():
        site = _site_on(path)
        if site is not None:
            sites[deletion] = site
    return sites


def _site_on(path: Path) -> Site | None:
    """The site of the deletion at the end of `path`; None if it is not a statement of its own."""
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
    """The wrappers of the statement line at the end of the path, innermost first."""
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
    """Whether an AttributeError of the statement at the end of the path changes nothing."""
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
    """Whether `except <exception>` catches AttributeError; None is a bare `except`."""
    match exception:
        case None:
            return True
        case cst.Tuple(elements):
            return any(catches_missing(element.value) for element in elements)
        case cst.Name(name):
            return name in ("AttributeError", "Exception", "BaseException")
    return False


def is_suppress(manager: cst.BaseExpression) -> bool:
    """Whether a context manager is a `suppress(…)` that suppresses AttributeError."""
    match manager:
        case cst.Call(cst.Name("suppress") | cst.Attribute(attr=cst.Name("suppress")), args):
            return any(not arg.star and catches_missing(arg.value) for arg in args)
    return False


def _is_bare(wrapper: Wrapper) -> bool:
    """Whether a compound statement has a single block, apart from an `except` that does nothing."""
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
