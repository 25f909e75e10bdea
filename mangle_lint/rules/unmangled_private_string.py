"""MGL004, unmangled-private-string.

## What it does

Finds texts that name a private attribute as code does, `"__x"`, where Python looks for an attribute
of that very name: `hasattr(self, "__x")` and its like, `"__x" in self.__dict__`,
`vars(self)["__x"]`, `attrgetter("__x")(self)`, `mock.patch.object(C, "__x")`.

## Why is this bad?

Python mangles names in code, but no texts. In the class `C`, `self.__x` is the attribute `_C__x`,
and nothing has an attribute `__x`. So `hasattr` is always False, `getattr` always gives the
default, or raises AttributeError if there is none, and `setattr` sets another attribute.

## Example

```python
class Board:
    def items(self):
        if not hasattr(self, "__items"):
            self.__items = load()
        return self.__items
```

The list is loaded each time.

## Use instead

```python
class Board:
    def items(self):
        if not hasattr(self, "_Board__items"):
            self.__items = load()
        return self.__items
```

Better still, assign `self.__items = None` in `__init__` and test for that.

## Fix safety

The fix writes the mangled name into the text. It is shown and never applied: from then on the code
reaches an attribute that it has never reached, and what depends on that is not looked at. There is
none where the text does not stand at the place itself, nor where only objects of a class have the
attribute and the class is asked for it.

## Limits

Only the object of the method, the class and what the same function has made of the class are
looked at; in other classes and functions of the file only patches of the class. The rule is silent
where the class has no such private attribute, where something gets and sets an attribute by that
very text, and where attributes may be given or answered for out of sight, as it is described for
MGL003; a decorator or a metaclass that is not known makes the confidence medium, and so does a base
class that was not found, or that alone has the private attribute.

## References

- Language reference, 6.2.1: private name mangling
- Python documentation, built-in functions: `getattr`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mangle_lint.rules.rule import Rule
from mangle_lint.sieves.sieve import Sieve
from mangle_lint.sieves.unmangled import may_be_unmangled, unmangled_names

if TYPE_CHECKING:
    from collections.abc import Set

    from mangle_lint.facts.classes import ClassFacts
    from mangle_lint.facts.events import Event
    from mangle_lint.rules.diagnosis import Diagnosis, Silence
    from mangle_lint.source.closed_world import ClosedWorld


def judge(facts: ClassFacts) -> Iterator[Diagnosis | Silence]:
    """Yield a diagnosis for each text that should be a mangled name, or why there is none."""
    from mangle_lint.facts.events import ANY, EventKind
    from mangle_lint.rules.diagnosis import Silence
    from mangle_lint.source.class_makers import ADDING

    events = [event for event in facts.events if event.kind is EventKind.UNMANGLED]
    if facts.world is None or not events:
        return
    unknown = _unknown(facts)
    gotten = {event.key.attribute for event in events if not _sets(event)}
    for event in events:
        if event.key.attribute == ANY:
            continue
        owner = _owner(facts, event.key.attribute)
        if owner is None:
            yield Silence(event, "neither the class nor a base class in sight has it as private")
        elif why := _meant(facts, event, gotten) or (unknown not in ADDING and unknown):
            yield Silence(event, why)
        else:
            yield _diagnose(facts, event, owner)


def _sets(event: Event) -> bool:
    from mangle_lint.source.reflective_names import Consequence

    return event.consequence is Consequence.OTHER_ATTRIBUTE


def _worlds(facts: ClassFacts) -> list[ClosedWorld]:
    """The closed worlds of the class and of its bases in sight."""
    return [*filter(None, [facts.world]), *facts.family.ancestors]


def _owner(facts: ClassFacts, name: str) -> ClosedWorld | None:
    """The class that has the name as private: the class itself, or a base in the file."""
    from mangle_lint.source.mangling import mangle

    here = {id(world) for world in facts.family.worlds.values()}
    for world in _worlds(facts):
        mangled = mangle(name, world.name)
        if id(world) in here and (mangled in world.bound or mangled in world.accessed):
            return world
    return None


def _meant(facts: ClassFacts, event: Event, gotten: Set[str]) -> str:
    """Why the attribute with the unmangled name may be one of its own; empty if it is not."""
    from mangle_lint.facts.events import ANY

    name = event.key.attribute
    worlds = [*_worlds(facts), *facts.family.descendants]
    if not _sets(event):
        is_set = any(name in world.others for world in worlds)
        return f"something sets an attribute `{name}`" if is_set else ""
    if {name, ANY} & gotten or any(name in world.accessed for world in worlds):
        return f"something reads an attribute `{name}`"
    if any(name in world.unmangled for world in worlds if world is not facts.world):
        return "a class around it has such a text, too"
    return ""


def _unknown(facts: ClassFacts) -> str:
    """Why attributes may be given or answered for out of sight; empty if they are not.

    What adds attributes to the class from outside does not come first.
    """
    from mangle_lint.source.class_makers import ADDING

    found = (world.unknown for world in _worlds(facts) if world.unknown)
    return min(found, key=ADDING.__contains__, default="")


def _diagnose(facts: ClassFacts, event: Event, owner: ClosedWorld) -> Diagnosis:
    from mangle_lint.facts.events import CLASS_RECEIVER
    from mangle_lint.facts.origins import unseen_note
    from mangle_lint.fixing.mangle_text import MangleText
    from mangle_lint.levels import Confidence, PlaceRole
    from mangle_lint.rules.diagnosis import Diagnosis, Mark
    from mangle_lint.source.mangling import mangle

    assert event.consequence is not None
    name = event.key.attribute
    mangled = mangle(name, owner.name)
    notes = unseen_note(facts)
    confidence, reason = Confidence.HIGH, f"`{owner.name}` has a private `{name}`"
    if owner is not facts.world:
        confidence, reason = Confidence.MEDIUM, f"only base `{owner.name}` has a private `{name}`"
    elif notes:
        confidence, reason = Confidence.MEDIUM, "a base class was not found"
    elif unknown := _unknown(facts):
        confidence, reason = Confidence.MEDIUM, unknown
    reaches = event.key.receiver != CLASS_RECEIVER or mangled in owner.at_class_level
    return Diagnosis(
        facts=facts,
        message=f"the text `{name}` is not mangled: this {event.consequence.value}",
        help=f"the attribute that `{owner.name}` calls `{name}` is `{mangled}`",
        primary=Mark(event, PlaceRole.PRIMARY, f"not `{mangled}`"),
        confidence=confidence,
        reason=reason,
        error=_error(facts, event),
        notes=notes,
        remedy=MangleText(event, mangled) if reaches else None,
    )


def _error(facts: ClassFacts, event: Event) -> str | None:
    """The error in Python's words, if there is one and these words are known."""
    from mangle_lint.facts.events import CLASS_RECEIVER
    from mangle_lint.source.reflective_names import Consequence

    name, body = event.key.attribute, facts.bodies[event.body]
    if event.consequence is Consequence.KEY_ERROR:
        return f"KeyError: '{name}'"
    if event.consequence is not Consequence.ATTRIBUTE_ERROR:
        return None
    is_class = event.key.receiver == CLASS_RECEIVER
    if body.name == "__new__" and event.key.receiver == body.receiver:
        is_class = True
    owner = f"type object '{facts.name}'" if is_class else f"'{facts.name}' object"
    return f"AttributeError: {owner} has no attribute '{name}'"


RULE = Rule(
    code="MGL004",
    name="unmangled-private-string",
    is_default=True,
    documentation=__doc__ or "",
    sieve=Sieve(may_be_unmangled, unmangled_names),
    judge=judge,
)
