"""What the codemod makes of a mutant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from mangle_lint.engine import explain, fix
from mangle_lint.findings import Finding, Position
from mangle_lint.output.diff import unified_diff

from .mutator import Mutant

_LINES = 3  # that a deletion may go on for


class Outcome(Enum):
    """From best to worst."""

    RESTORED = "restored, byte for byte"
    FREED = "restored, without the idle frame around it"
    NOT_FOUND = "not found"
    WITHHELD = "found, fix withheld"
    WRONG = "found, not restored"


@dataclass(frozen=True)
class Verdict:
    """The outcome of one mutant; `why` explains it, where it is none of the good ones."""

    path: str
    mutant: Mutant
    outcome: Outcome
    why: str = ""

    @property
    def is_good(self) -> bool:
        return self.outcome in (Outcome.RESTORED, Outcome.FREED)

    def __str__(self) -> str:
        m = self.mutant
        place = f"{self.path}:{m.line}:{m.column}"
        names = " and ".join(m.attributes)
        return f"{place}: {m.method}, {names}: {self.outcome.value}\n{self.why}".rstrip()


@dataclass
class Report:
    """The verdicts on many mutants."""

    verdicts: list[Verdict] = field(default_factory=list)

    def of(self, *outcomes: Outcome) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if verdict.outcome in outcomes]

    @property
    def found(self) -> int:
        return len(self.verdicts) - len(self.of(Outcome.NOT_FOUND))

    def __str__(self) -> str:
        counts = [
            f"{outcome.value}: {len(verdicts)}"
            for outcome in Outcome
            if (verdicts := self.of(outcome))
        ]
        reasons = Counter(_general(verdict.why) for verdict in self.of(Outcome.NOT_FOUND))
        lines = [f"{len(self.verdicts)} mutants, {self.found} found", *counts]
        lines += [f"not found, {number} times: {why}" for why, number in reasons.most_common()]
        return "\n".join([*lines, *map(str, self.of(Outcome.WITHHELD, Outcome.WRONG))])


def judge(path: str, mutant: Mutant) -> Verdict:
    """Fix a mutant and hold the result against the original."""
    try:
        outcome, why = _outcome(path, mutant)
    except Exception as error:  # one mutant must not hide the others
        outcome, why = Outcome.WRONG, f"{type(error).__name__}: {error}"
    return Verdict(path, mutant, outcome, why)


def _outcome(path: str, mutant: Mutant) -> tuple[Outcome, str]:
    result = fix(mutant.data, path)
    if result.failure is not None:
        return Outcome.WRONG, str(result.failure)
    mine = [finding for finding in (*result.fixed, *result.left) if _is_of(finding, mutant)]
    if len(mine) < len(mutant.attributes):
        reasons = explain(mutant.data, path, mutant.line)
        return Outcome.NOT_FOUND, "\n".join(
            reasons if isinstance(reasons, list) else [str(reasons)]
        )
    if result.after == mutant.restored:
        return Outcome.RESTORED, ""
    if result.after in mutant.freed:
        return Outcome.FREED, ""
    if mine[0] in result.left:
        kept = mine[0].fix
        return Outcome.WITHHELD, "there is no fix" if kept is None else kept.withheld
    diff = b"".join(unified_diff(path, mutant.restored, result.after))
    return Outcome.WRONG, diff.decode(errors="backslashreplace")


def _reasons(path: str, mutant: Mutant) -> Iterator[str]:
    for line in range(mutant.line, mutant.line + _LINES):
        reasons = explain(mutant.data, path, line)
        yield from reasons if isinstance(reasons, list) else [str(reasons)]


def _is_of(finding: Finding, mutant: Mutant) -> bool:
    """Whether a finding stands in the deletion, whose lines are few."""
    start, first = finding.span.start, Position(mutant.line, mutant.column)
    is_there = first <= start and start.line < mutant.line + _LINES
    return is_there and finding.attribute.endswith(mutant.attributes)


def _general(why: str) -> str:
    """A reason without the names of the class at hand."""
    return why.partition(" is not reported: ")[2] or why
