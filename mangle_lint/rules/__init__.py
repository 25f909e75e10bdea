"""The rules: class facts in, diagnoses out. One file a rule, listed here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mangle_lint.facts.classes import ClassFacts
from mangle_lint.rules import deletion_before_none, read_of_deleted_attribute
from mangle_lint.rules.diagnosis import Diagnosis, Silence

Rule = Callable[[ClassFacts], Iterator[Diagnosis | Silence]]

RULES: dict[str, Rule] = {
    read_of_deleted_attribute.CODE: read_of_deleted_attribute.judge,
    deletion_before_none.CODE: deletion_before_none.judge,
}
