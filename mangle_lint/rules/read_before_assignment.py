"""MGL007, read-before-assignment.

## What it does

Finds reads of a private attribute that run while the object is made, before anything can have
assigned it: in `__init__`, in a method that it calls, or in one that the `__init__` of a base class
in the same file always calls.

## Why is this bad?

Making an object raises `AttributeError: 'C' object has no attribute '_C__x'`, each time; or a broad
`except` swallows the error.

## Example

```python
class Root:
    def __init__(self):
        self.setup()

class Pane(Root):
    def __init__(self, player):
        super().__init__()
        self.__player = player

    def setup(self):
        self.__player.connect()
```

## Use instead

```python
class Pane(Root):
    def __init__(self, player):
        self.__player = player
        super().__init__()
```

## Fix safety

There is no fix: which order is right is not known.

## Limits

An attribute that is missing on some paths only is not reported, for flags, arguments and results
usually go together. Where a condition or a decorator may rule the read out, or a base class may
call what assigns the attribute, the confidence is low. So it is in a class without bases that hands
arguments to `super().__init__`, for another base of a subclass may call it. A read whose `except`
clause assigns the attribute is not reported. Coroutines and generators are taken to run later.

## References

- Language reference, 3.3.1: `object.__init__`
- Language reference, 6.2.1: private name mangling
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mangle_lint.rules.rule import Rule
from mangle_lint.sieves.construction import may_read_early
from mangle_lint.sieves.sieve import Sieve

if TYPE_CHECKING:
    from mangle_lint.facts.classes import ClassFacts
    from mangle_lint.facts.typestate.call_graph import CallGraph
    from mangle_lint.facts.typestate.construction import EarlyRead
    from mangle_lint.rules.diagnosis import Diagnosis, Silence
    from mangle_lint.sieves.mentions import Mentions


def judge(facts: ClassFacts) -> Iterator[Diagnosis | Silence]:
    """Yield a diagnosis for each read that nothing can have been assigned for, or why not."""
    if facts.world is None:
        return
    from mangle_lint.facts.cfg.bodies import Role
    from mangle_lint.facts.origins import expected_events, shared_above
    from mangle_lint.facts.typestate.call_graph import CallGraph
    from mangle_lint.facts.typestate.construction import early_reads
    from mangle_lint.rules.diagnosis import Silence

    roles = {body.role for body in facts.bodies.values()}
    names = sorted(facts.world.early)
    if not names or Role.CONSTRUCTOR not in roles:
        return
    graph = CallGraph.of(facts)
    for attribute in names:
        for read in early_reads(facts, graph, attribute):
            why = facts.answers(attribute) or facts.world.unknown
            why = why or facts.answered_above(attribute) or shared_above(facts, attribute)
            why = why or _assigned_otherwise(facts, attribute)
            if read.event in expected_events(facts.bodies[read.event.body]):
                why = "an `except` clause expects that it may be missing"
            yield Silence(read.event, why) if why else _diagnose(facts, graph, read)


def _assigned_otherwise(facts: ClassFacts, attribute: str) -> str:
    """Why the object may come with the attribute; empty if it does not."""
    from mangle_lint.facts.cfg.bodies import Role
    from mangle_lint.facts.events import CLASS_RECEIVER, EventKind

    for event in facts.events:
        if event.kind is EventKind.ASSIGNMENT and event.key.attribute == attribute:
            if event.key.receiver == CLASS_RECEIVER:
                return "the class may have it: it is assigned there"
            if facts.bodies[event.body].role is Role.CONSTRUCTOR and not facts.is_own(event):
                return "it is assigned to the object before `__init__` runs"
    return ""


def _diagnose(facts: ClassFacts, graph: CallGraph, read: EarlyRead) -> Diagnosis:
    from mangle_lint.levels import Confidence, PlaceRole
    from mangle_lint.rules.diagnosis import Diagnosis, Mark
    from mangle_lint.source.mangling import unmangle

    attribute = read.event.key.attribute
    private = unmangle(attribute, facts.name) or attribute
    doubt = _assigned_by_others(facts, graph, attribute)
    if not read.is_sure:
        doubt = "it stands behind a condition or a decorator, which may rule it out"
    return Diagnosis(
        facts=facts,
        message=f"`{private}` is read while the object is made, before anything assigns it",
        help=f"assign `{private}` before that",
        primary=Mark(read.event, PlaceRole.PRIMARY, "read here"),
        confidence=Confidence.LOW if doubt else Confidence.HIGH,
        reason=doubt or "no path to the read assigns it",
        error=f"AttributeError: '{facts.name}' object has no attribute '{attribute}'",
    )


def _assigned_by_others(facts: ClassFacts, graph: CallGraph, attribute: str) -> str:
    """Why somebody may have assigned it before the read, out of sight; empty if nobody can."""
    from mangle_lint.facts.cfg.bodies import Role
    from mangle_lint.facts.mixins import hands_on_construction

    bodies = facts.bodies
    public = {n for n in facts.entry_points if bodies[n].role is not Role.CONSTRUCTOR}
    assigning = graph.assigning.get(attribute, set()) & graph.callees_of(public)
    if not assigning:
        return ""
    if facts.family.unseen:
        return "a base class that was not found may call what assigns it"
    if hands_on_construction(facts):
        return "another base of a subclass may call what assigns it"
    called = {name for ancestor in facts.family.ancestors for name in ancestor.accessed}
    names = {bodies[n].name for n in graph.callers_of(assigning)}
    if called & names:
        return "a base class may call what assigns it"
    return ""


def _names(mentions: Mentions) -> set[str]:
    """The names that may be read early."""
    return {name for world in mentions.worlds().values() for name in world.early}


RULE = Rule(
    code="MGL007",
    name="read-before-assignment",
    is_default=True,
    documentation=__doc__ or "",
    sieve=Sieve(may_read_early, _names),
    judge=judge,
)
