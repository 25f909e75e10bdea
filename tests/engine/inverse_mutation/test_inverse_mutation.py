"""What the codemod finds of assignments that were turned into deletions, it restores."""

from __future__ import annotations

import ast
from collections import Counter
from itertools import islice

import pytest

from mangle_lint.runs.deep_stack import with_deep_stack
from tests.amounts import sample_and_all

from .judging import Outcome, Report, Verdict, judge
from .mutator import Mutant, joined, mutants
from .shapes import Shape, shapes
from .trees import real_mutants, running_python

EVERY = 1  # how many files make one that is looked at
SAMPLED = 8
GENERATED = 2000
PARTS = 4


@pytest.mark.timeout(600)
@sample_and_all("step", SAMPLED, EVERY)
def test_real_code_is_restored(step: int) -> None:
    """What is not found, or found but not fixed, is so for a reason that is told."""
    found = real_mutants(running_python(), step)
    report = with_deep_stack(lambda: Report([judge(path, mutant) for path, mutant in found]))
    assert not report.of(Outcome.WRONG), report
    assert all(verdict.why for verdict in report.of(Outcome.NOT_FOUND, Outcome.WITHHELD)), report
    assert len(report.of(Outcome.RESTORED)) >= 50 / step, report


@pytest.mark.parametrize("part", range(PARTS))
def test_generated_code_is_restored(part: int) -> None:
    """All of it is found, and what stood in an idle frame stands free."""
    drawn = [*islice(shapes(part), GENERATED // PARTS)]
    verdicts = [_judge(shape) for shape in drawn]
    wrong = [
        f"{verdict}\n{verdict.mutant.data!r}"
        for shape, verdict in zip(drawn, verdicts, strict=True)
        if verdict.outcome is not (Outcome.FREED if shape.is_idle else Outcome.RESTORED)
    ]
    assert not wrong, "\n\n".join([f"{len(wrong)} of {len(drawn)}", *wrong[:5]])


def _judge(shape: Shape) -> Verdict:
    (mutant,) = joined(shape.data) if shape.is_pair else mutants(shape.data, shape.spelling)
    return judge("m.py", mutant)


def test_the_shapes_are_not_vacuous() -> None:
    seen: Counter[str] = Counter()
    for shape in islice(shapes(0), GENERATED // PARTS):
        text = shape.data
        kinds = {
            "CRLF": b"\r\n" in text and text.count(b"\r\n") == text.count(b"\n"),
            "CR": b"\r" in text and b"\n" not in text,
            "mixed": text.count(b"\r\n") not in (0, text.count(b"\n")),
            "tabs": b"\n\t\t" in text,
            "form feed": b"\f" in text,
            "BOM": text.startswith(b"\xef\xbb\xbf"),
            "Latin-1": b"coding: latin-1" in text and b"\xe9" in text,
            "no line end at the end": not text.endswith((b"\n", b"\r")),
            "backslash": b"\\\n" in text,
            "pair": shape.is_pair,
            "idle frame": shape.is_idle,
            "other spelling": "delattr" in shape.spelling or "__dict__" in shape.spelling,
        }
        seen.update(name for name, is_seen in kinds.items() if is_seen)
        seen.update(dict.fromkeys(kinds, 0))
    assert min(seen.values()) >= 0.01 * GENERATED / PARTS, seen


MUTATED = """\
class C:
    def set(self, p):
        if p: self.__x = (  # why
            p); self.__y = 2

    def get(self):
        return self.__x
"""


def test_a_mutant() -> None:
    (mutant,) = mutants(MUTATED.encode())
    start, end = MUTATED.split("self.__x = (  # why\n            p)")
    assert mutant == Mutant(
        line=3,
        column=15,
        attributes=("__x",),
        method="C.set",
        data=f"{start}del self.__x{end}".encode(),
        restored=f"{start}self.__x = None{end}".encode(),
    )
    ast.parse(mutant.data)
