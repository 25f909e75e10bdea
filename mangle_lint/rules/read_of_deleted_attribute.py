"""MGL001, read-of-deleted-attribute.

## What it does

Finds deletions of a private attribute (`del self.__x`) after which another method, or a later line
of the same one, still reads the attribute, or deletes it again. That a method such as `close` is
called twice is not supposed; but if `send` has called it, and then the user does, that counts.

## Why is this bad?

The read raises `AttributeError: 'C' object has no attribute '_C__x'`. A test such as
`if self.__x:` does not help: it reads the attribute and raises just the same.

## Example

```python
class Session:
    def __init__(self):
        self.__timer = None

    def finish(self):
        del self.__timer

    def on_activity(self, seconds):
        if self.__timer:
            self.__timer.restart(seconds)
```

## Use instead

```python
    def finish(self):
        self.__timer = None
```

## Fix safety

The fix is safe unless the class tests whether the attribute exists (`hasattr`, `getattr` with a
default, `except AttributeError`), and that test would answer otherwise once the attribute is None.
A test around nothing but the deletion goes with it. With unsafe fixes allowed, `hasattr` and `in
self.__dict__` are rewritten to ask for None; where one test cannot be (`except AttributeError`),
nothing is fixed. The reads that would have to cope with None and do not are listed with the
finding.

## Limits

A base class in another file may define `__getattr__`, or answer for the attribute in another way;
that is not seen. Where every reader first asks a part of the object for its state
(`if self.fsm.state() != "run": return`) and nobody here can tell the answer, the confidence is low,
and the finding is only shown with `--min-confidence low`.

## References

- Language reference, 6.2.1: private name mangling
- Language reference, 7.5: the `del` statement
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mangle_lint.rules.rule import Rule
from mangle_lint.sieves.deletions import may_delete
from mangle_lint.sieves.sieve import Sieve

if TYPE_CHECKING:
    from mangle_lint.facts.classes import ClassFacts
    from mangle_lint.rules.diagnosis import Diagnosis, GivenUp, Silence


def judge(facts: ClassFacts) -> Iterator[Diagnosis | Silence | GivenUp]:
    """Yield for each deletion in `facts` a diagnosis, or why there is none."""
    if facts.deletions():
        from mangle_lint.rules.exposed_reads import outcomes

        yield from outcomes(facts)


RULE = Rule(
    code="MGL001",
    name="read-of-deleted-attribute",
    is_default=True,
    documentation=__doc__ or "",
    sieve=Sieve(may_delete, lambda mentions: mentions.deleted),
    judge=judge,
)
