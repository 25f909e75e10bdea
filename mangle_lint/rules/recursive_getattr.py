"""MGL009, recursive-getattr.

## What it does

Finds private attributes that `__getattr__` reads from its own object (`self.__x`), and that only
`__init__` gives to the object.

## Why is this bad?

Python calls `__getattr__` for whatever is missing. `copy`, `pickle` and `__new__` make objects
without `__init__`, and `__init__` may fail half-way. Such an object does not have the attribute:
`__getattr__` asks for it, is called for it, asks again, and so on, until Python raises
`RecursionError: maximum recursion depth exceeded`. `copy.copy` already asks the new object for
`__setstate__`, so it always gets there.

## Example

```python
class Proxy:
    def __init__(self, target):
        self.__target = target

    def __getattr__(self, name):
        return getattr(self.__target, name)
```

## Use instead

```python
class Proxy:
    def __init__(self, target):
        self.__target = target

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.__target, name)
```

## Fix safety

There is no fix: which names the object answers for is for its author to say.

## Limits

The rule looks at what `__getattr__` and the methods that it calls on its object read, on paths
where nothing was asked of the name before, or looked up by it. Any such test counts: what it tells
is not followed. The rule is silent where the class has a value of that name, a `__new__` or a
`__getattribute__`, where it says itself how it is copied (`__getstate__`, `__reduce__` …), and
where `except` catches the RecursionError. A base class that was not found makes the confidence
medium.

## References

- Python data model: `object.__getattr__`
- Python documentation: `copy`, `pickle`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mangle_lint.rules.rule import Rule
from mangle_lint.sieves.asking import MAKING, asked_names, may_ask_itself
from mangle_lint.sieves.sieve import Sieve

if TYPE_CHECKING:
    from mangle_lint.facts.asking import Asked
    from mangle_lint.facts.classes import ClassFacts
    from mangle_lint.facts.events import Event
    from mangle_lint.rules.diagnosis import Diagnosis, Silence


def judge(facts: ClassFacts) -> Iterator[Diagnosis | Silence]:
    """Yield a diagnosis for each attribute that `__getattr__` asks for, or why there is none."""
    if "__getattr__" not in facts.methods or facts.world is None:
        return
    from mangle_lint.facts.asking import asked_by_getattr
    from mangle_lint.rules.diagnosis import Silence

    asked = asked_by_getattr(facts)
    known = _is_made_otherwise(facts) if asked.events else ""
    events: dict[str, list[Event]] = {}
    for event in asked.events:
        if event.key.attribute.startswith(facts.world.prefix):
            events.setdefault(event.key.attribute, []).append(event)
    for attribute, (first, *others) in events.items():
        why = known or _is_there(facts, attribute, asked)
        yield Silence(first, why) if why else _diagnose(facts, first, others)


def _is_made_otherwise(facts: ClassFacts) -> str:
    """Why objects of the class may always be complete; empty if they may lack attributes."""
    import builtins

    worlds = [world for world in (facts.world, *facts.family.ancestors) if world is not None]
    for world in worlds:
        if own := sorted(world.others & MAKING):
            return f"`{world.name}` says itself how it is made, copied or asked, by {own[0]}"
        for base in world.bases:
            known = getattr(builtins, base, None)
            if isinstance(known, type) and issubclass(known, (BaseException, type)):
                return f"a `{base}` is copied in another way"
    return ""


def _is_there(facts: ClassFacts, attribute: str, asked: Asked) -> str:
    """Why the object may have the attribute, or be tested for it; empty if it may not."""
    from mangle_lint.facts.asking import called_on_itself
    from mangle_lint.facts.events import CLASS_RECEIVER, EventKind, Form

    if attribute in facts.class_values:
        return "the class has a value, method or property of that name"
    for ancestor in facts.family.ancestors:
        if facts.world is not None and ancestor.prefix == facts.world.prefix:
            if attribute in ancestor.bound:
                return f"base `{ancestor.name}` of the same name assigns it"
    initial = called_on_itself(facts, "__init__") | called_on_itself(facts, "__post_init__")
    is_initial = False
    for event in facts.events:
        if event.key.attribute != attribute:
            continue
        is_own = event.key.receiver == asked.bodies.get(event.body)
        if event.kind is EventKind.EXISTENCE_TEST and is_own and event.form is Form.DICT:
            return "`__getattr__` looks whether it is there"
        if event.kind is not EventKind.ASSIGNMENT:
            continue
        if event.key.receiver == CLASS_RECEIVER:
            return "the class gets a value of that name"
        if is_own and all(event.node is not other.node for other in asked.events):
            return "`__getattr__` assigns it itself"
        if not is_own and event.key.receiver != facts.bodies[event.body].receiver:
            return "something assigns it to an object that it has just made"
        is_initial |= event.key.receiver == initial.get(event.body)
    return "" if is_initial else "`__init__` does not assign it"


def _diagnose(facts: ClassFacts, first: Event, others: list[Event]) -> Diagnosis:
    from mangle_lint.facts.origins import unseen_note
    from mangle_lint.levels import Confidence, PlaceRole
    from mangle_lint.rules.diagnosis import Diagnosis, Mark
    from mangle_lint.source.mangling import unmangle

    private = unmangle(first.key.attribute, facts.name) or first.key.attribute
    name = facts.bodies[first.body].name
    reader = f"`{name}`" if name == "__getattr__" else f"`{name}`, called by `__getattr__`,"
    notes = unseen_note(facts)
    return Diagnosis(
        facts=facts,
        message=f"{reader} reads `{private}`, which an object made without `__init__` lacks",
        help=f"look at the name first, or give the class a value: `{private} = None`",
        primary=Mark(first, PlaceRole.PRIMARY, "asks for itself where the object lacks it"),
        confidence=Confidence.MEDIUM if notes else Confidence.HIGH,
        reason="a base class was not found" if notes else "nothing is asked of the name before",
        error="RecursionError: maximum recursion depth exceeded",
        secondary=tuple(Mark(event, PlaceRole.READ, "so does this", "read") for event in others),
        notes=notes,
    )


RULE = Rule(
    code="MGL009",
    name="recursive-getattr",
    is_default=True,
    documentation=__doc__ or "",
    sieve=Sieve(may_ask_itself, asked_names),
    judge=judge,
)
