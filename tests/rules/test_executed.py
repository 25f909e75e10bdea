"""What the case files say of certain errors, held against Python: the reported lines raise them.

Each reported method of a case is run on a new object; of classes that are told to raise while their
objects are made, one is made. Whatever is raised inside counts, also if it is caught there.
"""

from __future__ import annotations

import inspect
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from types import FrameType
from typing import Any
from unittest.mock import MagicMock

import pytest

from mangle_lint.engine import check
from mangle_lint.findings import Finding
from mangle_lint.levels import Confidence
from mangle_lint.source.mangling import mangle
from tests.rules.test_cases import FOLDER, findings_in, options_for

MANGLED = re.compile(r"_\w+?__\w+")
FILES = sorted([*FOLDER.glob("MGL003_*.py"), *FOLDER.glob("MGL006_*.py")])


def reported() -> Iterator[Any]:
    """The findings in methods of classes at the top, method by method."""
    for path in FILES:
        findings = check(path.read_bytes(), path.name, options_for(path)).findings
        for method, group in groupby(findings, lambda finding: finding.method):
            if method.count(".") == 1:
                yield pytest.param(path, method, tuple(group), id=f"{path.name}::{method}")


def is_case(value: object) -> bool:
    """Whether a case file defines a class at its top, and this is it."""
    return isinstance(value, type) and value.__module__ == __name__


@cache
def names_of(path: Path) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": __name__}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(path.read_bytes(), str(path), "exec", dont_inherit=True), names)
    return names


def errors_in(path: Path, run: Callable[[], object]) -> set[tuple[int, str]]:
    """The lines of a file in which running raises errors, with the errors."""
    raised = set()

    def trace(frame: FrameType, event: str, arg: Any) -> Any:
        if frame.f_code.co_filename != str(path):
            return None
        if event == "exception":
            raised.add((frame.f_lineno, f"{arg[0].__name__}: {arg[1]}"))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run()
    except AttributeError:
        pass
    finally:
        sys.settrace(before)
    return raised


def call(function: Callable[..., object]) -> object:
    """Call a function with something for each of its parameters."""
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    parameters = inspect.signature(function).parameters.values()
    return function(*(MagicMock() for parameter in parameters if parameter.kind in kinds))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of a `__del__`
@pytest.mark.parametrize(("path", "method", "findings"), [*reported()])
def test_reported_lines_raise(path: Path, method: str, findings: tuple[Finding, ...]) -> None:
    """The first one is reached for certain; all that are reached raise the error that is told."""
    class_name, _, name = method.partition(".")
    made: Any = call(names_of(path)[class_name])
    run = getattr(made, mangle(name, class_name))
    raised = errors_in(path, lambda: call(run))
    told = {(f.span.start.line, f.error) for f in findings}
    if path.name.startswith("MGL006") and sys.version_info < (3, 11):  # it named less
        raised = {(line, name) for line, error in raised for name in MANGLED.findall(error)}
        told = {(f.span.start.line, f.attribute) for f in findings}
    lines = {line for line, _ in told}
    assert {(line, error) for line, error in raised if line in lines} <= told
    assert min(lines) in {line for line, _ in raised}


MADE = FOLDER / "MGL007_read_before_assignment.py"


@pytest.mark.parametrize("name", [n for n, made in names_of(MADE).items() if is_case(made)])
def test_making_raises_what_is_told(name: str) -> None:
    """To make an object raises the errors that are told, and nothing else.

    Where the confidence is low, it may raise nothing as well.
    """
    findings = findings_in(MADE.read_bytes(), MADE)
    found = [finding for finding in findings if finding.class_name == name]
    told = {(finding.span.start.line, finding.error) for finding in found}
    made = names_of(MADE)[name]
    if found:
        raised = errors_in(MADE, made)
        assert {error for _, error in raised if MANGLED.search(error)} <= {e for _, e in told}
        assert raised & told or all(finding.confidence is Confidence.LOW for finding in found)
    else:
        made()


SETUP = FOLDER / "MGL008_read_before_setup.py"
MADE_WITH: dict[str, Any] = {"TestedForTruth": None, "TestedForNone": None, "Conditional": False}
MADE_WITH |= {"BranchOfHelper": None, "GuardedOnce": False, "UnguardedMode": "w"}
RUN_ALONE = ("Link", "ManagerThatCloses", "MadeWhenAsked", "TestedBeforeSetup", "Dying")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of a `__del__`
@pytest.mark.parametrize("class_name", [*MADE_WITH, *RUN_ALONE])
def test_reads_before_the_setup_raise(class_name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On an object made for it, the reported method raises the error that is told, there."""
    for name in ("loop", "elsewhere"):
        monkeypatch.setitem(sys.modules, name, MagicMock(Base=object))
    findings = check(SETUP.read_bytes(), SETUP.name, options_for(SETUP)).findings
    (finding,) = (found for found in findings if found.class_name == class_name)
    arguments = [MADE_WITH[class_name]] if class_name in MADE_WITH else []
    made: Any = names_of(SETUP)[class_name](*arguments)
    run = getattr(made, finding.method.rpartition(".")[2])
    assert (finding.span.start.line, finding.error) in errors_in(SETUP, lambda: call(run))
