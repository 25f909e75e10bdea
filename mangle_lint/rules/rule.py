"""What a rule is: one object, defined in the file of the rule.

The files of all rules are imported in every run, so they import LibCST, the facts and whatever else
takes time only inside their functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mangle_lint.facts.classes import ClassFacts
    from mangle_lint.rules.diagnosis import Diagnosis, GivenUp, Silence
    from mangle_lint.sieves.sieve import Sieve


class Rule(NamedTuple):
    """One rule.

    `judge` yields the diagnoses of one class and, where the rule looked at something and has
    nothing against it, the silences; and what it had to give up. `sieve` tells early which files
    and classes it can matter to. `documentation` is the docstring of the rule's file: a title line,
    then the page in Markdown.
    """

    code: str
    name: str
    is_default: bool
    documentation: str
    sieve: Sieve
    judge: Callable[[ClassFacts], Iterator[Diagnosis | Silence | GivenUp]]
