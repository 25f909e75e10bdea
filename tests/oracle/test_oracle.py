"""The linter against the interpreter: it reports exactly the reads that some run makes raise.

How many classes are drawn in all is chosen by HYPOTHESIS_PROFILE: `quick`, the default, draws the
same ones each time; `thorough` and `search` draw new ones.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import event, given, seed, settings

from tests.amounts import sample_and_all
from tests.oracle.grammar import programs
from tests.oracle.language import Program
from tests.oracle.verdict import Pair, Verdict, expected, findings, judge

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "quick")
CLASSES = {"quick": 3100, "thorough": 10_000, "search": 50_000}[PROFILE]
SAMPLE = 400
PARTS = 4
KEPT = sorted((Path(__file__).parent / "kept").glob("*.txt"))
CONSTRUCTS = {
    "guard": ("hasattr", "in vars(self)", "getattr"),
    "helper": ("self.__h(", "self.__k("),
    "state attribute": ("self.closed = True", "self.__done = True"),
    "state that is a number": ("self.closed = -1", "self.__done = -1"),
    "hook": ("self.hook()",),
    "loop": ("while ", "for _ in"),
    "try": ("except ",),
    "finally": ("finally:",),
    "suppress": ("suppress(",),
    "nested function": ("def inner",),
    "early return": ("return\n",),
    "raise": ("raise ValueError",),
    "property": ("@property",),
    "walrus": (":=",),
    "handed on": ("later(then=",),
    "teardown": ("def close",),
    "class-level value": ("    __x = None",),
}


@pytest.mark.timeout(0)  # the profile says how long it takes
@pytest.mark.parametrize("part", range(PARTS))
@sample_and_all("classes", SAMPLE, CLASSES)
def test_linter_agrees_with_runs(part: int, classes: int) -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=classes // PARTS, print_blob=True, database=None)
    @given(programs())
    def agrees(program: Program) -> None:
        verdict = judge(program.source)
        event("finding" if verdict.reported else "none")
        seen["all"] += 1
        seen["given up"] += not verdict.is_complete
        assert verdict.is_right, explain(program.source, verdict)

    if PROFILE == "quick":
        seed(part)(agrees)
    agrees()
    assert seen["given up"] <= 0.1 * seen["all"], seen


@pytest.mark.parametrize("path", KEPT, ids=lambda path: str(path.stem))
def test_kept(path: Path) -> None:
    source = path.read_text()
    verdict = judge(source)
    # where not everything was tried, the runs still show what must be reported
    assert verdict.is_complete or expected(verdict.runs)
    assert verdict.is_right, explain(source, verdict)


def test_the_grammar_is_not_vacuous() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=300, derandomize=True, database=None)
    @given(programs())
    def sample(program: Program) -> None:
        reported, _ = findings(program.source)
        seen["all"] += 1
        seen["finding"] += bool(reported)
        seen["deletion without finding"] += "del" in program.source and not reported
        for name, spellings in CONSTRUCTS.items():
            seen[name] += any(text in program.source for text in spellings)

    sample()
    assert seen["finding"] >= 0.3 * seen["all"], seen
    assert seen["deletion without finding"] >= 0.15 * seen["all"], seen
    for name in CONSTRUCTS:
        assert seen[name] >= 0.05 * seen["all"], (name, seen)


def test_other_properties_draw_as_many_examples_as_ever() -> None:
    """How many classes are drawn here is no matter of theirs."""
    assert settings().max_examples == settings.get_profile("default").max_examples


def explain(source: str, verdict: Verdict) -> str:
    numbered = (f"{n:3} {line}" for n, line in enumerate(source.splitlines(), 1))
    return "\n".join(
        (
            f"missed: {_listed(verdict.missed)}",
            f"invented: {_listed(verdict.invented)}",
            *numbered,
        )
    )


def _listed(pairs: frozenset[Pair]) -> str:
    return ", ".join(
        f"{attribute} deleted in line {deletion}, line {access}"
        for attribute, deletion, access in sorted(pairs)
    )
