"""MGL008, read-before-setup.

## What it does

Finds private attributes that a made object may lack when a method reads them: `__init__` assigns
them on some paths only, or leaves that to a method such as `connect`, which may not have run.

## Why is this bad?

The read raises `AttributeError: 'C' object has no attribute '_C__x'`. A test such as
`if self.__x is None` does not help: it reads the attribute and raises just the same.

## Example

```python
class Link:
    def connect(self):
        self.__waiters = []

    def disconnect(self):
        for waiter in self.__waiters:
            waiter()
```

## Use instead

```python
class Link:
    def __init__(self):
        self.__waiters = []
```

## Fix safety

The fix assigns None in `__init__`: at its end, or at its start where `__init__` itself may assign
the attribute. It is unsafe, for what the reads are to do with None is not known. A class without an
`__init__` of its own gets none.

## Limits

A method is taken for one that may run before the setup where its name says so: it closes or stops
the object, or Python and logs call it, as `__repr__`. Of other methods the documentation may say
that `connect` comes first, so the confidence is low, unless they test the attribute. It is low,
too, where a base class may call the setup, or a part of the object is asked before. `__exit__` runs
after `__enter__`, and tests after `setUp`. The rule is off by default.

## References

- Language reference, 3.3.1: `object.__init__`
- Language reference, 6.2.1: private name mangling
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mangle_lint.rules.rule import Rule
from mangle_lint.sieves.setup import late_names, may_read_late
from mangle_lint.sieves.sieve import Sieve

if TYPE_CHECKING:
    from mangle_lint.facts.classes import ClassFacts
    from mangle_lint.rules.diagnosis import Diagnosis, GivenUp, Silence


def judge(facts: ClassFacts) -> Iterator[Diagnosis | Silence | GivenUp]:
    """Yield a diagnosis for each attribute that a method may miss, or why there is none."""
    if facts.world is not None and facts.world.late:
        from mangle_lint.rules.setup_ruling import outcomes

        yield from outcomes(facts)


RULE = Rule(
    code="MGL008",
    name="read-before-setup",
    is_default=False,
    documentation=__doc__ or "",
    sieve=Sieve(may_read_late, late_names),
    judge=judge,
)
