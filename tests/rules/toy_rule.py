"""TOY001, write-only-attribute.

## What it does

Finds private attributes that a class assigns and never reads. This rule is no part of mangle-lint:
it is here to show, and to test, that a rule is one file.

## Example

```python
class Counter:
    def __init__(self):
        self.__count = 0
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mangle_lint.facts.events import EventKind
from mangle_lint.levels import Confidence, PlaceRole
from mangle_lint.rules.diagnosis import Diagnosis, Mark, Silence
from mangle_lint.rules.rule import Rule
from mangle_lint.sieves.sieve import Sieve
from mangle_lint.source.mangling import unmangle

if TYPE_CHECKING:
    from mangle_lint.facts.classes import ClassFacts
    from mangle_lint.facts.events import Event

INVALID = (
    "class C:\n    def f(self):\n        self.__x = 1\n",
    "class C:\n    def f(self):\n        self._C__x = 1\n    def g(self):\n        del self.__x\n",
)
VALID = (
    "class C:\n    def f(self):\n        self.__x = 1\n        return self.__x\n",
    "class C:\n    def f(self):\n        self.__x = 1\ndef g(c):\n    return c._C__x\n",
    "class C:\n    def f(self):\n        self.x = 1\n",
)


def judge(facts: ClassFacts) -> Iterator[Diagnosis | Silence]:
    """Yield a diagnosis for each attribute that is never read, a silence for each of the others."""
    events: dict[str, list[Event]] = {}
    for event in facts.events:
        events.setdefault(event.key.attribute, []).append(event)
    for attribute, found in events.items():
        assignments = [event for event in found if event.kind is EventKind.ASSIGNMENT]
        if not assignments:
            continue
        first, *others = assignments
        if any(event.kind in (EventKind.READ, EventKind.EXISTENCE_TEST) for event in found):
            yield Silence(first, "something reads it")
            continue
        name = unmangle(attribute, facts.name) or attribute
        yield Diagnosis(
            facts=facts,
            message=f"`{name}` is assigned and never read",
            help=f"remove `{name}`",
            primary=Mark(first, PlaceRole.PRIMARY, "assigned here"),
            confidence=Confidence.HIGH,
            reason="the file has no read of it",
            secondary=tuple(Mark(event, PlaceRole.READ, "assigns it too") for event in others),
        )


RULE = Rule(
    code="TOY001",
    name="write-only-attribute",
    is_default=False,
    documentation=__doc__ or "",
    sieve=Sieve(lambda code: b"__" in code.data, lambda mentions: mentions.assigned),
    judge=judge,
)
