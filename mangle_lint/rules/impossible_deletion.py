"""MGL006, impossible-deletion.

## What it does

Finds deletions of a private attribute (`del self.__x`) that can only fail: nothing assigns the
attribute, or it is a property without a deleter, or a method or a value that only the class has.

## Why is this bad?

The deletion raises AttributeError each time it runs. In `__del__`, Python prints the error and goes
on.

## Example

```python
class Store:
    @property
    def __cache(self):
        return self.__shared

    def close(self):
        del self.__cache
```

## Use instead

Delete what was meant (`del self.__shared`), or give the property a deleter.

## Fix safety

There is no fix.

## Limits

The rule is silent where a class or a base class may give objects attributes out of sight, as it is
described for MGL003, and where one of them defines `__delattr__`. A deletion whose error is caught
is impossible all the same, and reported. The error is quoted as Python 3.11 and later word it.

## References

- Language reference, 7.5: the `del` statement
- Python documentation, built-in functions: `property`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mangle_lint.rules.rule import Rule
from mangle_lint.sieves.deletions import may_delete
from mangle_lint.sieves.sieve import Sieve

if TYPE_CHECKING:
    from mangle_lint.facts.classes import ClassFacts
    from mangle_lint.facts.events import Event
    from mangle_lint.rules.diagnosis import Diagnosis, Silence
    from mangle_lint.sieves.mentions import Mentions


def judge(facts: ClassFacts) -> Iterator[Diagnosis | Silence]:
    """Yield a diagnosis for each deletion that can only fail, or why there is none."""
    if facts.world is None:
        return
    from mangle_lint.facts.events import CLASS_RECEIVER, EventKind
    from mangle_lint.facts.origins import origin_of
    from mangle_lint.rules.diagnosis import Silence

    assigned = {e.key.attribute for e in facts.events if e.kind is EventKind.ASSIGNMENT}
    for event in facts.deletions():
        attribute = event.key.attribute
        is_of_class = event.key.receiver == CLASS_RECEIVER
        if attribute in facts.world.on_objects:
            yield Silence(event, "something assigns it")
        elif why := _deleting(facts):
            yield Silence(event, why)
        elif not facts.is_own(event):
            yield Silence(event, "the class of the object is not known")
        elif attribute in facts.world.at_class_level and is_of_class:
            yield Silence(event, "the class has it")
        elif attribute in facts.world.at_class_level and not facts.world.unknown:
            kind = _kind(facts, attribute)
            if why := origin_of(facts, attribute, without_class=True):
                yield Silence(event, why)
            elif attribute in assigned:  # `self.__x += 1` reads it from the class
                yield Silence(event, "an augmented assignment gives it to the object")
            elif kind:
                yield _diagnose(facts, event, kind)
            else:
                yield Silence(event, "the object may have it, or a descriptor that can be deleted")
        elif why := origin_of(facts, attribute):
            yield Silence(event, why)
        else:
            yield _diagnose(facts, event, "nothing assigns it")


def _deleting(facts: ClassFacts) -> str:
    """Why a deletion may do something else, in words; empty if it does not."""
    for world in filter(None, [facts.world, *facts.family.ancestors]):
        if "__delattr__" in world.others:
            return f"`{world.name}` defines __delattr__"
    return ""


def _kind(facts: ClassFacts, attribute: str) -> str:
    """Why a name of the class body cannot be deleted from an object; empty if it may be.

    A decorated class, as a dataclass is, may give its values to the objects.
    """
    if attribute in facts.properties:
        kinds = facts.properties[attribute]
        is_fixed = "getter" in kinds and "deleter" not in kinds
        return "it is a property without a deleter" if is_fixed else ""
    if attribute in facts.methods:
        is_plain = _is_plain(facts, facts.methods[attribute])
        return "it is a method of the class, not of the object" if is_plain else ""
    value = facts.class_values.get(attribute)
    if value is not None and value.is_plain and not facts.node.decorators:
        return "it is a value of the class, not of the object"
    return ""


def _is_plain(facts: ClassFacts, body: int) -> bool:
    """Whether a function has no decorators that may make something else of it."""
    import libcst as cst

    from mangle_lint.facts.accessors import TRANSPARENT, decorators_of

    node = facts.bodies[body].node
    if not isinstance(node, cst.FunctionDef):
        return False
    return all(last in TRANSPARENT for _, last in decorators_of(node))


def _diagnose(facts: ClassFacts, event: Event, why: str) -> Diagnosis:
    from mangle_lint.facts.events import CLASS_RECEIVER
    from mangle_lint.facts.origins import unseen_note
    from mangle_lint.levels import Confidence, PlaceRole
    from mangle_lint.rules.diagnosis import Diagnosis, Mark
    from mangle_lint.rules.name_hints import hint
    from mangle_lint.source.mangling import unmangle

    attribute = event.key.attribute
    private = unmangle(attribute, facts.name) or attribute
    is_missing = attribute not in facts.class_values
    advice = hint(facts, event).text if is_missing else ""
    notes = unseen_note(facts)
    error = f"'{facts.name}' object has no attribute '{attribute}'"
    if event.key.receiver == CLASS_RECEIVER:
        error = f"type object '{facts.name}' has no attribute '{attribute}'"
    elif attribute in facts.properties:
        error = f"property '{attribute}' of '{facts.name}' object has no deleter"
    return Diagnosis(
        facts=facts,
        message=f"`{private}` cannot be deleted: {why}",
        help=advice or "delete what was meant, or nothing",
        primary=Mark(event, PlaceRole.PRIMARY, "deleted here"),
        confidence=Confidence.MEDIUM if notes else Confidence.HIGH,
        reason="a base class was not found" if notes else "the deletion fails whenever it runs",
        error=f"AttributeError: {error}",
        notes=notes,
    )


def _names(mentions: Mentions) -> set[str]:
    """The names that are deleted, and that no code assigns as attributes."""
    assigned = {name for world in mentions.worlds().values() for name in world.on_objects}
    return mentions.deleted - assigned


RULE = Rule(
    code="MGL006",
    name="impossible-deletion",
    is_default=True,
    documentation=__doc__ or "",
    sieve=Sieve(may_delete, _names),
    judge=judge,
)
