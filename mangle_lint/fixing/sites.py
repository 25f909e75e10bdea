"""Where an event is: the nodes above it, and for a deletion its statement and what is around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import libcst as cst

from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event
from mangle_lint.source.nodes import children_of, flat_targets, only_statement, walk

Path: TypeAlias = tuple[cst.CSTNode, ...]
"""The nodes from the node of a body down to another, both included."""

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

    @property
    def targets(self) -> list[cst.BaseExpression]:
        """The nodes that the statement deletes, flattened, in order."""
        if isinstance(self.statement, cst.Expr):
            return [self.statement.value]
        return list(flat_targets(self.statement.target))


def paths_to(facts: ClassFacts, events: Iterable[Event]) -> dict[Event, Path]:
    """The path to the node of each event; events in the module's own lines have none."""
    bodies = {event: facts.bodies[event.body].node for event in events}
    roots = {event: root for event, root in bodies.items() if root is not None}
    parents = {
        id(child): node
        for root in set(roots.values())
        for node in walk(root)
        for child in children_of(node)
    }
    paths = {}
    for event, root in roots.items():
        path = [event.node]
        while path[-1] is not root:
            path.append(parents[id(path[-1])])
        paths[event] = tuple(reversed(path))
    return paths


def find_sites(facts: ClassFacts, deletions: Iterable[Event]) -> dict[Event, Site]:
    """Find the sites of deletions of one class; deletions inside a larger expression have none."""
    found = {deletion: _site(path) for deletion, path in paths_to(facts, deletions).items()}
    return {deletion: site for deletion, site in found.items() if site is not None}


def _site(path: Path) -> Site | None:
    """The site of the deletion at the end of `path`; None if it is not a statement of its own."""
    *above, statement = path
    while above and not isinstance(statement, (cst.Del, cst.Expr)):
        statement = above.pop()
    if not isinstance(statement, (cst.Del, cst.Expr)):
        return None
    line = above[-1]
    assert isinstance(line, (cst.SimpleStatementLine, cst.SimpleStatementSuite))
    single = len(line.body) == 1
    has_line = isinstance(line, cst.SimpleStatementLine)
    site = Site(
        statement=statement,
        alone=single and has_line and isinstance(statement.semicolon, cst.MaybeSentinel),
        is_last=line.body[-1] is statement,
        wrappers=tuple(_wrappers([*above])) if single else (),
        is_quiet=_is_quiet((*above, statement)),
    )
    return site if any(target is path[-1] for target in site.targets) else None


def _wrappers(above: list[cst.CSTNode]) -> Iterator[Wrapper]:
    """Yield the wrappers of the statement line at the end of the path, innermost first."""
    while True:
        suite = above.pop()
        if not isinstance(suite, cst.SimpleStatementSuite):
            suite = above.pop()
            if not isinstance(suite, cst.IndentedBlock) or len(suite.body) != 1:
                return
        wrapper = above[-1]
        if not isinstance(wrapper, Wrapper) or wrapper.body is not suite or not _is_bare(wrapper):
            return
        if _has_comment_below(suite) or getattr(above[-2], "orelse", None) is wrapper:  # an `elif`
            return
        yield wrapper


def _is_quiet(path: Path) -> bool:
    """Whether an AttributeError of the statement at the end of the path changes nothing."""
    for inner, node in pairwise(reversed(path)):
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
        case cst.If(orelse=None) | cst.With(items=[_], asynchronous=None):
            return True
        case cst.Try(handlers=[cst.ExceptHandler(body)], orelse=None, finalbody=None):
            return _does_nothing(body) and not _has_comment_below(body)
    return False


def _does_nothing(suite: cst.BaseSuite) -> bool:
    match only_statement(suite):
        case cst.Pass() | cst.Expr(cst.Ellipsis()):
            return True
    return False


def _has_comment_below(suite: cst.CSTNode) -> bool:
    return isinstance(suite, cst.IndentedBlock) and any(line.comment for line in suite.footer)
