"""Rewrite existence tests: when None replaces the deletion, they must test for None.

`hasattr(self, "_C__x")` becomes `self.__x is not None` if `__init__` always assigns it, otherwise
`getattr(self, "_C__x", None) is not None`. `"_C__x" in self.__dict__` is treated the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import chain

import libcst as cst

from mangle_lint.facts.cfg.bodies import Role
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import ANY, Event, EventKind, Form, Key, Usage
from mangle_lint.facts.reflection import reflection_of
from mangle_lint.facts.typestate.lifecycle import Aftermath
from mangle_lint.facts.values import FALSY, NONE, value_of
from mangle_lint.findings import Applicability, Edit
from mangle_lint.fixing.sites import Path, paths_to
from mangle_lint.fixing.spelling import attribute_of
from mangle_lint.source.nodes import flat_targets, walk
from mangle_lint.source.positions import Places
from mangle_lint.source.reflective_names import Action


@dataclass(frozen=True, slots=True)
class _Test:
    """How one test is written.

    `whole` is the expression to replace, `owner` the object that is tested, `name` the expression
    of the mangled name. A negative test is true if the attribute is missing.
    """

    event: Event
    whole: cst.BaseExpression
    owner: cst.BaseExpression
    name: cst.BaseExpression
    is_negative: bool
    needs_parentheses: bool


class ExistenceTests:
    """Rewrites existence tests of one attribute of one class."""

    def __init__(
        self, facts: ClassFacts, attribute: str, tests: Sequence[Event], places: Places
    ) -> None:
        self.facts = facts
        self.places = places
        self.attribute = attribute
        paths = paths_to(facts, tests)
        self.found = {e: _read(e, paths[e]) if e in paths else None for e in tests}
        self.nones = [
            event
            for event in facts.events
            if event.kind is EventKind.ASSIGNMENT
            and event.key.attribute == attribute
            and event.value is not None
            and _may_be_none(event.value)
        ]

    def trust(self, tests: Iterable[Event], gone: Set[int]) -> tuple[Applicability, str]:
        """Say how far a fix that rewrites these tests may be trusted, and why no further.

        `gone` are the ids of the nodes of tests that another edit removes. The reason is "" for a
        safe fix.
        """
        left = [event for event in tests if id(event.node) not in gone]
        if not left:
            return Applicability.SAFE, ""
        why = f"a test for existence would change its answer ({self._lines(left)})"
        if obstacles := [event for event in left if self.found[event] is None]:
            why += f" and cannot be rewritten ({self._lines(obstacles)})"
            return Applicability.DISPLAY, why
        if self.nones:
            why += f", also for the None of {self._lines(self.nones)}"
        return Applicability.UNSAFE, why

    def edits(self, tests: Iterable[Event], gone: Set[int]) -> list[Edit] | None:
        """One edit for each test; None if a test cannot be rewritten or a comment would be lost."""
        edits = []
        for test in [self.found[event] for event in tests if id(event.node) not in gone]:
            if test is None:
                return None
            start, end = self.places.offsets(test.whole)
            if "#" in self.places.text[start:end]:
                return None
            edits.append(Edit(self.places.between(start, end), self._content(test)))
        return sorted(edits, key=lambda edit: edit.span)

    def _content(self, test: _Test) -> str:
        owner = self.places.code(test.owner)
        outside_life = (Role.CONSTRUCTOR, Role.DESTRUCTOR)
        is_inside = self.facts.bodies[test.event.body].role not in outside_life
        if is_inside and _is_always_there(self.facts, self.attribute):
            subject = attribute_of(self.facts, test.event, test.owner, owner)
        else:
            name = self.places.code(test.name)
            subject = f"getattr({owner}, {name}, None)"
        content = f"{subject} is {'' if test.is_negative else 'not '}None"
        return f"({content})" if test.needs_parentheses else content

    def _lines(self, events: Iterable[Event]) -> str:
        lines = sorted({self.places.span(event.node).start.line for event in events})
        return f"line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))}"


def changed_tests(facts: ClassFacts, after: Aftermath, deletion: Event) -> tuple[Event, ...]:
    """The existence tests whose answer may change when a deletion assigns None instead.

    `after` describes what follows that deletion. It is a test itself where its error is caught.
    """
    changed = {event for event in after.observed if not _is_same_for_none(event)}
    changed |= {event for event in after.caught if event not in after.none_caught}
    changed |= {deletion} if after.is_caught else set()
    changed |= {
        event
        for event in facts.events
        if event.kind is EventKind.EXISTENCE_TEST and event.key.attribute == ANY
    }
    return tuple(sorted(changed, key=lambda event: event.body))


def _is_same_for_none(test: Event) -> bool:
    """Whether `getattr(…, default)` gives the same for None as for a missing attribute."""
    if test.kind is EventKind.DELETION:
        return True
    found = reflection_of(test.node)
    if found is None or found.form is not Form.STRING or found.extra is None:
        return False
    bits = value_of(found.extra).bits
    return bits == NONE or (test.usage is Usage.TESTED and bits | FALSY == FALSY)


def _read(event: Event, path: Path) -> _Test | None:
    """How the test of an event is written; None if it cannot be rewritten."""
    if event.key.attribute == ANY:
        return None
    if any(isinstance(node, cst.FormattedStringExpression) for node in path):
        return None
    whole, above = path[-1], list(path[:-1])
    found = reflection_of(whole)
    if found is None:  # the event of `in` is its left side
        whole = above.pop()
        found = reflection_of(whole)
    if found is None or found.action is not Action.TEST:
        return None
    negative = isinstance(whole, cst.Comparison) and isinstance(
        whole.comparisons[0].operator, cst.NotIn
    )
    if isinstance(above[-1], cst.UnaryOperation) and isinstance(above[-1].operator, cst.Not):
        whole, negative = above.pop(), not negative
    assert isinstance(whole, cst.BaseExpression)
    parentheses = not whole.lpar and not _takes_comparison(above[-1], whole)
    return _Test(event, whole, found.owner, found.name, negative, parentheses)


def _takes_comparison(parent: cst.CSTNode, child: cst.BaseExpression) -> bool:
    """Whether a comparison can replace `child` in `parent` without parentheses."""
    match parent:
        case cst.BooleanOperation() | cst.IfExp() | cst.UnaryOperation(operator=cst.Not()):
            return True
        case cst.Arg(star="") | cst.Element() | cst.DictElement():
            return True
        case cst.NamedExpr(value=inner) | cst.Lambda(body=inner):
            return inner is child
    return not isinstance(parent, (cst.BaseExpression, cst.BaseElement, cst.ComparisonTarget))


def _may_be_none(value: cst.BaseExpression) -> bool:
    """Whether an assigned expression has a literal None as one of its possible values."""
    match value:
        case cst.IfExp(body=body, orelse=orelse):
            return _may_be_none(body) or _may_be_none(orelse)
        case cst.BooleanOperation(right=right):
            return _may_be_none(right)
    return _is_name(value, "None")


def _is_always_there(facts: ClassFacts, attribute: str) -> bool:
    """Whether `__init__` assigns the attribute before it runs anything that could test for it.

    Only a docstring and plain assignments may come first. None may both call (or await, or yield)
    something and name the object or `super`; and none may call anything once the object stands
    elsewhere than in its own attributes.
    """
    body = facts.bodies.get(facts.methods.get("__init__", -1))
    if body is None or body.receiver is None or not isinstance(body.node, cst.FunctionDef):
        return False
    name = body.receiver.partition("@")[0]
    assigned = {
        id(event.node)
        for event in body.events
        if event.kind is EventKind.ASSIGNMENT and event.key == Key(body.receiver, attribute)
    }
    is_shown = False
    for line in body.node.body.body:
        for statement in line.body if isinstance(line, cst.SimpleStatementLine) else [line]:
            match statement:
                case cst.Expr(cst.SimpleString()):
                    continue
                case cst.Assign(targets, value):
                    nodes = [target.target for target in targets]
                case cst.AnnAssign(target, _, value) if value is not None:
                    nodes = [target]
                case _:
                    return False
            elsewhere = [
                target
                for target in chain.from_iterable(map(flat_targets, nodes))
                if not (isinstance(target, cst.Attribute) and _is_name(target.value, name))
            ]
            inside = [node for root in (value, *elsewhere) for node in walk(root)]
            names_it = any(_is_name(node, name, "super") for node in inside)
            is_shown |= names_it and bool(elsewhere)
            calls = any(isinstance(node, (cst.Call, cst.Await, cst.Yield)) for node in inside)
            if calls and (names_it or is_shown):
                return False
            if any(id(node) in assigned for node in nodes):
                return True
    return False


def _is_name(node: cst.CSTNode, *names: str) -> bool:
    return isinstance(node, cst.Name) and node.value in names
