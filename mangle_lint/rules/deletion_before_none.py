"""MGL002, deletion-before-none.

## What it does

Finds deletions of a private attribute (`del self.__x`) directly followed by `self.__x = None`. The
rule is off by default: `--select MGL002` switches it on.

## Why is this bad?

It is not wrong, only more than it takes: the assignment alone leaves the same object, and does not
raise where the attribute is missing.

## Example

```python
class Session:
    def finish(self):
        del self.__timer
        self.__timer = None
```

## Use instead

```python
    def finish(self):
        self.__timer = None
```

## Fix safety

The fix is unsafe: where the attribute is missing, the deletion raises `AttributeError` and the
assignment alone does not.

## References

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
    from mangle_lint.facts.events import Event
    from mangle_lint.rules.diagnosis import Diagnosis


def judge(facts: ClassFacts) -> Iterator[Diagnosis]:
    """Yield a diagnosis for each deletion that the next statement replaces by None."""
    from mangle_lint.facts.blocks import next_statements
    from mangle_lint.facts.events import EventKind

    for body in facts.bodies.values():
        nones = {
            id(event.statement): event
            for event in body.events
            if event.kind is EventKind.ASSIGNMENT
            and event.statement is not None
            and _is_none(event)
        }
        deletions = [
            event
            for event in body.events
            if event.kind is EventKind.DELETION and _is_whole_statement(event)
        ]
        if not nones or not deletions or body.node is None:
            continue
        behind = next_statements(body.node)
        for deletion in deletions:
            assignment = nones.get(id(behind.get(id(deletion.statement))))
            if assignment is not None and assignment.key == deletion.key:
                yield _diagnose(facts, deletion, assignment)


def _is_none(assignment: Event) -> bool:
    from mangle_lint.facts.values import NONE, value_of

    return assignment.value is not None and value_of(assignment.value).bits == NONE


def _is_whole_statement(deletion: Event) -> bool:
    return getattr(deletion.statement, "target", None) is deletion.node


def _diagnose(facts: ClassFacts, deletion: Event, assignment: Event) -> Diagnosis:
    from mangle_lint.fixing.drop_deletion import DropDeletion
    from mangle_lint.levels import Confidence, PlaceRole
    from mangle_lint.rules.diagnosis import Diagnosis, Mark
    from mangle_lint.source.mangling import unmangle

    private = unmangle(deletion.key.attribute, facts.name) or deletion.key.attribute
    return Diagnosis(
        facts=facts,
        message=f"`{private}` is deleted and assigned None right after",
        help=f"assign None to `{private}` without deleting it first",
        primary=Mark(deletion, PlaceRole.PRIMARY, "deleted here"),
        confidence=Confidence.HIGH,
        reason="the two statements stand next to each other",
        remedy=DropDeletion(deletion, assignment),
    )


RULE = Rule(
    code="MGL002",
    name="deletion-before-none",
    is_default=False,
    documentation=__doc__ or "",
    sieve=Sieve(may_delete, lambda mentions: mentions.deleted & mentions.assigned),
    judge=judge,
)
