"""All that a file shows of one private attribute: for those who saw an error that names it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import libcst as cst

from mangle_lint.engine.analysis import analyse, file_facts
from mangle_lint.facts.cfg.bodies import Body, Role
from mangle_lint.facts.cfg.operations import Call
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event, EventKind
from mangle_lint.findings import Finding, Span
from mangle_lint.options import Options
from mangle_lint.sieves.excerpt import Excerpt
from mangle_lint.source.mangling import mangled_prefix, possible_owners
from mangle_lint.source.nodes import walk
from mangle_lint.source.outline import Outline
from mangle_lint.source.positions import Places


class Act(NamedTuple):
    """Something that code does to the attribute.

    `is_own` tells whether it is that of the object whose method runs, or of the class. `is_making`:
    the object is made meanwhile, in a constructor or in what that calls; `is_certain`: whenever the
    constructor returns, it has done this.
    """

    kind: EventKind
    span: Span
    method: str
    is_own: bool
    is_making: bool
    is_certain: bool


class Heir(NamedTuple):
    """A class of the file that extends another one.

    `skips` is the class on the way, the class itself or one above, whose `__init__` does not call
    that of its base; "" if there is none.
    """

    name: str
    skips: str


@dataclass(frozen=True, slots=True)
class Owner:
    """A class whose methods may mean the attribute, and what the file does to it.

    `first` and `last` are its lines. `is_class_level`: the class itself has a value of that name.
    `unknown` says why it may also be assigned out of sight, `unseen` are its bases elsewhere.
    """

    name: str
    qualname: str
    first: int
    last: int
    acts: tuple[Act, ...]
    functions: frozenset[str]
    is_class_level: bool
    unknown: str
    unseen: tuple[str, ...]
    heirs: tuple[Heir, ...]

    def own(self, kind: EventKind) -> list[Act]:
        """What its own methods do of one kind, in source order."""
        return [act for act in self.acts if act.kind is kind and act.is_own]


@dataclass(frozen=True, slots=True)
class Inspection:
    """All that a file shows of one private attribute.

    `findings` are about it, of any confidence; `silences` are lines at which nothing is reported of
    it, with the reasons.
    """

    path: str
    text: str
    attribute: str
    owners: tuple[Owner, ...]
    findings: tuple[Finding, ...]
    silences: tuple[tuple[int, str], ...]


def look_into(excerpt: Excerpt, attribute: str, options: Options) -> Inspection:
    """Look at what the file does to an attribute, by its mangled name.

    Raises SourceError where the file cannot be parsed, RecursionError where it nests too deeply.
    """
    names = possible_owners(attribute)
    excerpt = replace(excerpt, prefixes=frozenset(map(mangled_prefix, names)))
    analysis = analyse(excerpt, options)
    places = Places(analysis.module, analysis.text, excerpt.source.text)
    owners = [
        _owner(facts, attribute, places, excerpt.outline)
        for facts in file_facts(analysis.module, excerpt, options.lookup)
        if facts.name.lstrip("_") in names
    ]
    return Inspection(
        path=excerpt.source.path,
        text=excerpt.source.text,
        attribute=attribute,
        owners=tuple(owners),
        findings=tuple(f for f in analysis.findings if f.attribute == attribute),
        silences=tuple((line, why) for line, name, why in analysis.silences() if name == attribute),
    )


def _owner(facts: ClassFacts, attribute: str, places: Places, outline: Outline) -> Owner:
    making = _making(facts)
    certain = {
        id(node)
        for body in facts.bodies.values()
        if body.role is Role.CONSTRUCTOR
        for node in _always_run(body)
    }

    def act(event: Event) -> Act:
        body = facts.bodies[event.body]
        return Act(
            event.kind,
            places.span(event.node),
            body.qualname,
            facts.is_own(event),
            event.body in making,
            id(event.node) in certain,
        )

    acts = {act(event) for event in facts.events if event.key.attribute == attribute}
    world, span = facts.world, places.span(facts.node)
    return Owner(
        name=facts.name,
        qualname=facts.qualname,
        first=span.start.line,
        last=span.end.line - (span.end.column == 1),
        acts=tuple(sorted(acts, key=lambda act: (act.span, act.kind.value, act.method))),
        functions=world.functions if world is not None else frozenset(facts.methods),
        is_class_level=attribute in facts.class_values,
        unknown=world.unknown if world is not None else "",
        unseen=facts.family.unseen,
        heirs=tuple(_heirs(facts.name, outline)),
    )


def _heirs(name: str, outline: Outline) -> Iterator[Heir]:
    for heir, way in outline.subclasses(name).items():
        skipping = (above for above in way if "__init__" in outline.classes[above].replaced)
        yield Heir(heir, next(skipping, ""))


def _making(facts: ClassFacts) -> set[int]:
    """The bodies that run while an object is made: constructors, and what they call."""
    found = {n for n, body in facts.bodies.items() if body.role is Role.CONSTRUCTOR}
    work = list(found)
    while work:
        nodes = facts.bodies[work.pop()].nodes
        called = {node.op.body for node in nodes if isinstance(node.op, Call)} - found
        found |= called
        work += called
    return found


def _always_run(body: Body) -> Iterator[cst.CSTNode]:
    """The nodes of a constructor that run whenever it returns; none if it returns early."""
    if not isinstance(body.node, cst.FunctionDef):
        return
    block = body.node.body
    if any(isinstance(node, cst.Return) for node in walk(block)):
        return
    for line in block.body:
        if isinstance(line, (cst.SimpleStatementLine, cst.BaseSmallStatement)):
            yield from walk(line)
