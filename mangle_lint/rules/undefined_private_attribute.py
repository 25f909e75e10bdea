"""MGL003, undefined-private-attribute.

## What it does

Finds reads of a private attribute (`self.__x`, `cls.__x`, `super().__x`) that nothing ever assigns:
neither the class, nor anything else in the file by the mangled name.

## Why is this bad?

The read raises `AttributeError: 'C' object has no attribute '_C__x'`. Mostly the name is mistyped,
was renamed in one place only, or belongs to a base class or a subclass, where Python mangles it to
another name.

## Example

```python
class Worker:
    def __init__(self, thread):
        self.__thread = thread

class Pool(Worker):
    def is_alive(self):
        return self.__thread.is_alive()
```

`Worker` assigns `_Worker__thread`, `Pool` reads `_Pool__thread`.

## Use instead

```python
class Worker:
    def __init__(self, thread):
        self._thread = thread

class Pool(Worker):
    def is_alive(self):
        return self._thread.is_alive()
```

## Fix safety

Where only one name of the class is near, the fix writes that instead. It is unsafe, for what was
meant is a guess. In all other cases nothing is fixed.

## Limits

The rule is silent where a class or a base class may give objects attributes out of sight: by
`__getattr__`, by `setattr` with a computed name, through `__dict__`, by a decorator or a metaclass
that is not known, by a mapper that its methods are decorated for (SQLAlchemy's `@reconstructor`).
A base class that was not found makes the confidence medium. Where more than five names are missing
that no class in sight has, it is low: a subclass of the same name, in another file, shares them.
Reads whose AttributeError is expected (`except AttributeError`) are not reported; a bare `except:`
does not count as such.

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

_MOST_FORGOTTEN = 5
"""A class that extends one of the same name shares its private names, wherever it stands."""


def judge(facts: ClassFacts) -> Iterator[Diagnosis | Silence]:
    """Yield a diagnosis for each read of a name that nothing assigns, or why there is none."""
    if facts.world is None or not (facts.world.unbound or facts.world.through_super):
        return
    from mangle_lint.facts.events import EventKind
    from mangle_lint.facts.origins import expected_events, is_through_super, origin_of
    from mangle_lint.rules.diagnosis import Silence

    for body in facts.bodies.values():
        expected = expected_events(body)
        for event in body.events:
            is_super = is_through_super(event)
            if event.kind is not EventKind.READ or not (is_super or _is_of_class(facts, event)):
                continue
            why = origin_of(facts, event.key.attribute, without_class=is_super)
            if not why and event in expected:
                why = "an `except` clause expects that it may be missing"
            yield Silence(event, why) if why else _diagnose(facts, event)


def _is_of_class(facts: ClassFacts, event: Event) -> bool:
    """Whether a read is one of the class itself, or of the object that its method runs on.

    A lambda in the class body, as in `size = property(lambda self: …)`, is a method, too.
    """
    from mangle_lint.facts.cfg.bodies import AT_CLASS_LEVEL, Role

    body = facts.bodies[event.body]
    if body.parent == AT_CLASS_LEVEL:
        return event.key.receiver in body.parameters[:1]
    return body.role is not Role.OUTSIDE and facts.is_own(event)


def _diagnose(facts: ClassFacts, event: Event) -> Diagnosis:
    from mangle_lint.facts.events import CLASS_RECEIVER
    from mangle_lint.facts.origins import is_through_super, unseen_note
    from mangle_lint.fixing.rename import Rename
    from mangle_lint.levels import Confidence, PlaceRole
    from mangle_lint.rules.diagnosis import Diagnosis, Mark
    from mangle_lint.rules.name_hints import hint
    from mangle_lint.source.mangling import unmangle

    attribute = event.key.attribute
    private = unmangle(attribute, facts.name) or attribute
    what = hint(facts, event)
    owner = f"'{facts.name}' object"
    if event.key.receiver == CLASS_RECEIVER:
        owner = f"type object '{facts.name}'"
    message = f"`{private}` is read, but nothing assigns `{attribute}`"
    if is_through_super(event):
        owner = "'super' object"
        message = f"`super().{private}` means `{attribute}`, which no base class has"
    notes = unseen_note(facts)
    confidence, reason = Confidence.HIGH, "nothing in sight gives it to the object"
    if notes:
        confidence, reason = Confidence.MEDIUM, "a base class was not found"
    if _are_many_unknown(facts):
        confidence = Confidence.LOW
        reason = "so many are missing that a class of the same name elsewhere may have them"
    return Diagnosis(
        facts=facts,
        message=message,
        help=what.text or f"assign `{private}` in `__init__`, or read what was meant",
        primary=Mark(event, PlaceRole.PRIMARY, "read here"),
        confidence=confidence,
        reason=reason,
        error=f"AttributeError: {owner} has no attribute '{attribute}'",
        notes=notes,
        remedy=Rename(event, what.instead) if what.instead is not None else None,
    )


def _are_many_unknown(facts: ClassFacts) -> bool:
    """Whether many names of the class are missing that no other class in sight has as its own."""
    from mangle_lint.source.mangling import unmangle

    assert facts.world is not None
    if len(facts.world.unbound) <= _MOST_FORGOTTEN:
        return False
    others = (*facts.family.worlds.values(), *facts.family.ancestors)
    owned = {unmangle(name, world.name) for world in others for name in world.bound}
    unknown = {unmangle(name, facts.name) for name in facts.world.unbound} - owned
    return len(unknown) > _MOST_FORGOTTEN


RULE = Rule(
    code="MGL003",
    name="undefined-private-attribute",
    is_default=True,
    documentation=__doc__ or "",
    sieve=Sieve(may_be_unbound, unbound_names),
    judge=judge,
)
