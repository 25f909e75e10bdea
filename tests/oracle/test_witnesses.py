"""Every witness is true: a run along it raises exactly that error at exactly that place.

But for those that say that they take an exception of which nothing shows that it comes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, seed, settings

from mangle_lint.engine import check
from mangle_lint.findings import Finding, StepKind
from mangle_lint.options import Options
from mangle_lint.rules.witness import ON_AN_EXCEPTION
from tests.amounts import sample_and_all
from tests.oracle.grammar import programs
from tests.oracle.language import Program
from tests.oracle.replay import is_borne_out
from tests.oracle.test_oracle import CLASSES, KEPT, PROFILE
from tests.oracle.verdict import BEHIND
from tests.oracle.witnesses import shown, witnessed

PARTS = 4


@pytest.mark.timeout(0)  # the profile says how long it takes
@pytest.mark.parametrize("part", range(PARTS))
@sample_and_all("classes", 200, CLASSES // 2)
def test_witnesses_are_borne_out(part: int, classes: int) -> None:
    @settings(max_examples=classes // PARTS, print_blob=True, database=None)
    @given(programs())
    def are_true(program: Program) -> None:
        for finding, is_true in witnessed(program.source):
            assert is_true or _is_conditional(finding), shown(program.source, finding)

    if PROFILE == "quick":
        seed(part)(are_true)
    are_true()


@pytest.mark.parametrize("path", KEPT, ids=lambda path: str(path.stem))
def test_kept(path: Path) -> None:
    source = path.read_text()
    for finding, is_true in witnessed(source):
        assert is_true or _is_conditional(finding), shown(source, finding)


def _is_conditional(finding: Finding) -> bool:
    return ON_AN_EXCEPTION in finding.witness_note


SOURCE = """\
class C:
    def __init__(self):
        self.__x = make()
    def a(self, p):
        if maybe():
            if p:
                self.__h()
    def b(self):
        if maybe():
            return
        show(self.__x)
    def c(self):
        return
    def __h(self):
        if self.__x is None:
            del self.__x
"""


def test_a_wrong_witness_is_not_borne_out() -> None:
    """Each step counts: turned round, or in another order, no run bears it out."""
    (finding,) = check(SOURCE.encode(), "c.py", Options(witness=True)).findings
    kinds = Counter(step.kind for step in finding.witness)
    assert kinds[StepKind.BRANCH] == 4
    assert is_borne_out(SOURCE, finding)
    for wrong in _falsified(finding):
        assert not is_borne_out(SOURCE, wrong), wrong.witness


def _falsified(finding: Finding) -> Iterator[Finding]:
    steps = finding.witness
    for number, step in enumerate(steps):
        if step.kind is StepKind.BRANCH:
            words = {" is true": " is false", " is false": " is true"}
            end = next(end for end in words if step.text.endswith(end))
            turned = replace(step, text=step.text.removesuffix(end) + words[end])
            yield replace(finding, witness=(*steps[:number], turned, *steps[number + 1 :]))
        if step.kind is StepKind.START and number > 0:
            other = replace(step, text="`c`")
            yield replace(finding, witness=(*steps[:number], other, *steps[number + 1 :]))
    elsewhere = replace(steps[-1], span=steps[-2].span)
    yield replace(finding, witness=(*steps[:-1], elsewhere))


def test_what_shows_later_says_so() -> None:
    source = (KEPT[0].parent / "deletions_repaired_one_after_the_other.txt").read_text()
    found = [finding for finding, _ in witnessed(source) if BEHIND in finding.notes]
    assert found
    assert all(BEHIND in finding.witness_note for finding in found)
