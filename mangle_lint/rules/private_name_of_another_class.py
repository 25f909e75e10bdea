"""MGL005, private-name-of-another-class.

## What it does

Finds reads of another object's private attribute (`other.__x`) in a class that has no such
attribute, where another class of the file has one.

## Why is this bad?

Python mangles the name by the class around the code, not by that of the object. In the class
`Manager`, `model.__weights` means `model._Manager__weights`, which no model has. The read raises
AttributeError.

## Example

```python
class Model:
    def __init__(self):
        self.__weights = []

class Manager:
    def show(self, model):
        return model.__weights
```

## Use instead

```python
class Model:
    def __init__(self):
        self.__weights = []

    @property
    def weights(self):
        return self.__weights

class Manager:
    def show(self, model):
        return model.weights
```

## Fix safety

There is no fix: what is private has to be made public by its own class.

## Limits

The rule is silent where another class of the same name is in sight or imported, for its private
names are the same, and where AttributeError is expected.

## References

- Language reference, 6.2.1: private name mangling
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mangle_lint.rules.rule import Rule
from mangle_lint.sieves.sieve import Sieve
from mangle_lint.sieves.unbound import may_be_unbound, unbound_names

if TYPE_CHECKING:
    from mangle_lint.facts.classes import ClassFacts
    from mangle_lint.facts.events import Event
    from mangle_lint.rules.diagnosis import Diagnosis, Silence
    from mangle_lint.source.closed_world import ClosedWorld


def judge(facts: ClassFacts) -> Iterator[Diagnosis | Silence]:
    """Yield a diagnosis for each read of what only another class has, or why there is none."""
    if facts.world is None or not facts.world.unbound:
        return
    from mangle_lint.facts.cfg.bodies import Role
    from mangle_lint.facts.events import EventKind
    from mangle_lint.facts.origins import expected_events, is_through_super, origin_of
    from mangle_lint.rules.diagnosis import Silence

    for body in facts.bodies.values():
        if body.role is Role.OUTSIDE:
            continue
        expected = expected_events(body)
        for event in body.events:
            if event.kind is not EventKind.READ or facts.is_own(event) or is_through_super(event):
                continue
            owner = _owner(facts, event)
            why = origin_of(facts, event.key.attribute)
            if not why and owner is None:
                why = "no other class in sight has it"
            if not why and _has_namesake(facts, event):
                why = "another class of this name shares its mangled names"
            if not why and event in expected:
                why = "an `except` clause expects that it may be missing"
            if why:
                yield Silence(event, why)
            elif owner is not None:
                yield _diagnose(facts, event, owner)


def _has_namesake(facts: ClassFacts, event: Event) -> bool:
    """Whether an object of another class may have the attribute, as the class has the same name."""
    world = facts.world
    return world is not None and (
        world.is_namesake
        or any(
            other.prefix == world.prefix and event.key.attribute in other.bound
            for other in facts.family.worlds.values()
            if other is not world
        )
    )


def _owner(facts: ClassFacts, event: Event) -> ClosedWorld | None:
    """The class of the file that has the attribute under its own mangled name."""
    from mangle_lint.source.mangling import mangle, unmangle

    private = unmangle(event.key.attribute, facts.name) or ""
    for world in facts.family.worlds.values():
        if world is not facts.world and mangle(private, world.name) in world.bound:
            return world
    return None


def _diagnose(facts: ClassFacts, event: Event, owner: ClosedWorld) -> Diagnosis:
    from mangle_lint.levels import Confidence, PlaceRole
    from mangle_lint.rules.diagnosis import Diagnosis, Mark
    from mangle_lint.source.mangling import mangle, unmangle

    attribute = event.key.attribute
    private = unmangle(attribute, facts.name) or ""
    public = next((name for name in (private[2:], private[1:]) if name in owner.others), None)
    advice = f"read `{public}`" if public else f"give `{owner.name}` a public way to it"
    return Diagnosis(
        facts=facts,
        message=f"`{private}` means `{attribute}` here, not `{mangle(private, owner.name)}`",
        help=f"{advice}: a private name belongs to the class around the code",
        primary=Mark(event, PlaceRole.PRIMARY, "read here"),
        confidence=Confidence.HIGH,
        reason=f"`{owner.name}` has such an attribute, `{facts.name}` has none",
        error=f"AttributeError: the object has no attribute '{attribute}'",
    )


RULE = Rule(
    code="MGL005",
    name="private-name-of-another-class",
    is_default=True,
    documentation=__doc__ or "",
    sieve=Sieve(may_be_unbound, unbound_names),
    judge=judge,
)
