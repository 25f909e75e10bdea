"""Generated classes, run before and after the fix, call by call, with the same chance.

What worked works alike: it returns the same, raises the same, asks the world the same questions.
What raised for want of an attribute whose deletion was fixed does not any more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from random import Random

import hypothesis
import pytest
from hypothesis import assume, given, settings

from mangle_lint.engine import check, fix
from mangle_lint.findings import Finding, FixResult
from tests.amounts import sample_and_all
from tests.oracle import world
from tests.oracle.choices import Choices
from tests.oracle.grammar import programs
from tests.oracle.interface import CONSTRUCTOR, Entry, entries, handed_on
from tests.oracle.language import Program
from tests.oracle.repeats import is_repeat
from tests.oracle.test_oracle import KEPT
from tests.oracle.world import Missing, Thing, World

LONGEST = 3
SCRIPTS = 2  # ways to run each sequence of calls
PARTS = 4
PROGRAMS = 300
SAMPLE = 60

Call = tuple[Entry, tuple[bool, ...], int]


class Chance(Choices):
    """Random answers, the same for the same seed; after some, always 0, so that loops end."""

    def __init__(self, seed: int) -> None:
        super().__init__([], 0)
        self.random = Random(seed)

    def pick(self, arity: int, cost: int = 1) -> int:
        self.arities.append(arity)
        return self.random.randrange(arity) if len(self.arities) <= 12 else 0


class Around(World):
    """What the fix trusts others to be like: what they make is an object or None, never a 0."""

    def make(self) -> object:
        return (None, Thing())[self.choices.pick(2)]


@dataclass
class Outcome:
    """What is seen of one call from outside."""

    entry: str
    returned: str = ""
    raised: str = ""
    missing: Missing | None = None
    seen: list[str] = field(default_factory=list)

    def is_like(self, other: Outcome) -> bool:
        mine, its = (self.returned, self.raised), (other.returned, other.raised)
        return mine == its and self.seen == other.seen


def outcomes(source: str, calls: list[Call]) -> Iterator[Outcome]:
    """The calls, one after the other, on one object; ends when there is none.

    A method that nothing has handed on is not called.
    """
    cls = world.load(source)
    subject: object = object.__new__(cls)
    deleted: dict[str, world.Deletion] = {}
    for entry, arguments, seed in calls:
        if entry.waits and handed_on(entry.name) not in vars(subject):
            return
        outcome = Outcome(entry.name)
        world.current[:] = [Around(Chance(seed), deleted)]
        _globals(cls)["show"] = lambda value, seen=outcome.seen: seen.append(_text(value))
        try:
            started = getattr(subject, entry.attribute)
            value = started if entry.is_property else started(*arguments)
            outcome.returned = _text(value)
        except RecursionError:
            return
        except Exception as error:
            outcome.raised = type(error).__name__
            outcome.missing = vars(error).get("missing")
        outcome.seen += map(str, world.current[0].choices.arities)
        yield outcome
        for name, deletion in deleted.items():
            deleted[name] = replace(deletion, origin=deletion.origin or entry.name)
        if outcome.raised and entry.name == CONSTRUCTOR:
            return


def _globals(cls: type) -> dict[str, object]:
    (base,) = cls.__bases__
    space: dict[str, object] = vars(base)["__init__"].__globals__
    return space


def _text(value: object) -> str:
    return "a thing" if isinstance(value, Thing) else repr(value)


def sequences(source: str) -> Iterator[list[Call]]:
    """Every sequence of calls, each in some ways; the constructor is the first call of all."""
    found = entries(source)
    (constructor,) = (entry for entry in found if entry.name == CONSTRUCTOR)
    others = [entry for entry in found if entry.name != CONSTRUCTOR]
    random = Random(source)
    for chosen in product(others, repeat=LONGEST):
        for _ in range(SCRIPTS):
            yield [
                (entry, tuple(random.random() < 0.5 for _ in range(entry.parameters)), seed)
                for entry in (constructor, *chosen)
                for seed in [random.randrange(1 << 32)]
            ]


def compare(source: str, result: FixResult) -> Counter[str]:
    """Run all sequences side by side; fails where the fixed class behaves wrongly."""
    after = result.after.decode()
    still = check(result.after, "c.py").findings
    assert Counter(f.attribute for f in still) <= Counter(f.attribute for f in result.left)
    fixed, left = _deletions(result.fixed), _deletions(still)
    seen: Counter[str] = Counter()
    for calls in sequences(source):
        told = [entry.name for entry, _, _ in calls]
        for old, new in zip(outcomes(source, calls), outcomes(after, calls), strict=False):
            if old.missing is None:
                assert old.is_like(new), f"{told}: {old} became {new}\n{source}\n{after}"
                seen["alike"] += 1
                continue
            if _place(old.missing) in fixed:
                again = new.missing
                is_open = (
                    again is None
                    or again.attribute != old.missing.attribute
                    or _is_open(again, new.entry, left)
                )
                assert is_open, f"{told}: {old} is still {new}\n{source}\n{after}"
                seen["cured"] += again is None
                seen["raised by another deletion"] += again is not None
            break
    return seen


def _place(missing: Missing) -> tuple[str, int]:
    return missing.attribute, missing.deletion.place.line


def _deletions(findings: Iterable[Finding]) -> set[tuple[str, int]]:
    return {(finding.attribute, finding.span.start.line) for finding in findings}


def _is_open(missing: Missing, entry: str, left: Set[tuple[str, int]]) -> bool:
    """Whether an error comes from a deletion that was left, or one that is no finding alone.

    Those that were `left` stand where they are in the fixed class: a fix may add lines.
    """
    return missing.deletes or _place(missing) in left or is_repeat(missing, entry)


@pytest.mark.parametrize("part", range(PARTS))
@sample_and_all("programs_in_all", SAMPLE, PROGRAMS)
def test_fixed_programs_behave(part: int, programs_in_all: int) -> None:
    seen: Counter[str] = Counter()
    wanted = programs_in_all // PARTS

    @hypothesis.seed(part)
    @settings(max_examples=4 * wanted, database=None)
    @given(programs())
    def behaves(program: Program) -> None:
        # a handler for everything around more than the access is no test for existence
        assume("Exception" not in program.source)
        result = fix(program.source.encode(), "c.py")
        assert result.failure is None
        if result.fixed:  # all of them: what is done with one must not depend on those before
            seen["fixed"] += 1
            seen.update(compare(program.source, result))

    behaves()
    assert seen["fixed"] >= wanted, seen  # usually it is near half of them
    assert seen["cured"] >= wanted, seen
    assert seen["alike"] >= 10 * wanted, seen


@pytest.mark.parametrize("path", KEPT, ids=lambda path: str(path.stem))
def test_kept(path: Path) -> None:
    source = path.read_text()
    result = fix(source.encode(), "c.py")
    assert result.failure is None
    compare(source, result)
