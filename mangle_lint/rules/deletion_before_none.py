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
from itertools import pairwise

import libcst as cst

from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event, EventKind
from mangle_lint.facts.values import NONE, value_of
from mangle_lint.findings import Confidence
from mangle_lint.rules.diagnosis import Diagnosis
from mangle_lint.source.mangling import unmangle
from mangle_lint.source.nodes import children_of

CODE = "MGL002"


def judge(facts: ClassFacts) -> Iterator[Diagnosis]:
    """Yield a diagnosis for each deletion in `facts` whose attribute is assigned None next."""
    for body in facts.bodies.values():
        nones = {
            id(event.statement): event
            for event in body.events
            if event.kind is EventKind.ASSIGNMENT and _is_none(event)
        }
        deletions = [event for event in body.events if event.kind is EventKind.DELETION]
        if not nones or not deletions or body.node is None:
            continue
        behind = _following(body.node)
        for deletion in deletions:
            if not _is_whole_statement(deletion):
                continue
            assignment = nones.get(behind.get(id(deletion.statement), 0))
            if assignment is not None and assignment.key == deletion.key:
                yield _diagnose(facts, deletion, assignment)


def _diagnose(facts: ClassFacts, deletion: Event, assignment: Event) -> Diagnosis:
    private = unmangle(deletion.key.attribute, facts.name) or deletion.key.attribute
    return Diagnosis(
        code=CODE,
        message=f"`{private}` is deleted and assigned None right after",
        help=f"assign None to `{private}` without deleting it first",
        facts=facts,
        deletion=deletion,
        confidence=Confidence.HIGH,
        reason="the two statements stand next to each other",
        assignment=assignment,
    )


def _is_none(event: Event) -> bool:
    return (
        event.statement is not None
        and event.value is not None
        and (value_of(event.value).bits == NONE)
    )


def _is_whole_statement(deletion: Event) -> bool:
    statement = deletion.statement
    return isinstance(statement, cst.Del) and statement.target is deletion.node


def _following(root: cst.CSTNode) -> dict[int, int]:
    """For each small statement of a body (by id) the one directly behind it in its block."""
    behind = {}
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, (cst.IndentedBlock, cst.SimpleStatementSuite)):
            flat: list[cst.CSTNode] = []
            for part in node.body:
                flat += part.body if isinstance(part, cst.SimpleStatementLine) else [part]
            behind.update({id(one): id(other) for one, other in pairwise(flat)})
        if not isinstance(node, (cst.BaseExpression, cst.BaseSmallStatement)):
            stack.extend(children_of(node))
    return behind
