"""What witnesses say: one class each, and the steps to its error, on one line."""

from __future__ import annotations

import textwrap

import pytest

from mangle_lint.engine import check
from mangle_lint.facts.typestate import solver
from mangle_lint.findings import Finding, StepKind
from mangle_lint.levels import Confidence
from mangle_lint.options import Options
from mangle_lint.output.marks import witness_text

HEAD = """\
class C:
    def __init__(self):
        self.__x = connect()
        self.closed = False
"""

CASES = {
    "plain": (
        """
        def close(self):
            del self.__x
        def send(self):
            self.__x.send()
        """,
        "`__init__` (2) -> `close` (5) -> deleted (6) -> `send` (7) -> reads it, which raises (8)",
    ),
    "branch": (
        """
        def close(self):
            if self.__x:
                del self.__x
        def send(self, data):
            if not data: return
            self.__x.send(data)
        """,
        (
            "`__init__` (2) -> `close` (5): `self.__x` is true (6) -> deleted (7)"
            " -> `send` (8): `data` is true (9) -> reads it, which raises (10)"
        ),
    ),
    "branch that leads there either way": (
        """
        def close(self):
            if verbose:
                log("closed")
            del self.__x
        def send(self):
            self.__x.send()
        """,
        "`__init__` (2) -> `close` (5) -> deleted (8) -> `send` (9) -> reads it, which raises (10)",
    ),
    "one of two conditions": (
        """
        def close(self, now):
            if now or self.closed is not None:
                del self.__x
        def send(self):
            self.__x.send()
        """,
        (
            "`__init__` (2) -> `close` (5): `now` is true (6) -> deleted (7)"
            " -> `send` (8) -> reads it, which raises (9)"
        ),
    ),
    "state attribute": (
        """
        def stop(self):
            self.closed = True
        def close(self):
            if self.closed:
                del self.__x
        def send(self):
            self.__x.send()
        """,
        (
            "`__init__` (2) -> `stop` (5) -> `close` (7) -> deleted (9)"
            " -> `send` (10) -> reads it, which raises (11)"
        ),
    ),
    "helpers": (
        """
        def close(self):
            self.__one(1)
        def __one(self, n):
            if n > 0:
                self.__two()
        def __two(self):
            del self.__x
        def send(self):
            self.__get()
        def __get(self):
            return self.__x
        """,
        (
            "`__init__` (2) -> `close` (5) -> calls `__one` (6): `n > 0` is true (8)"
            " -> calls `__two` (9) -> deleted (11) -> `send` (12) -> calls `__get` (13)"
            " -> reads it, which raises (15)"
        ),
    ),
    "await": (
        """
        def close(self):
            del self.__x
        async def send(self):
            if self.__x:
                await pause()
                self.__x.send()
        """,
        (
            "`__init__` (2) -> `send` (7): `self.__x` is true (8) -> waits; meanwhile (9)"
            " -> `close` (5) -> deleted (6) -> `send` goes on (9) -> reads it, which raises (10)"
        ),
    ),
    "caught": (
        """
        def close(self):
            try:
                self.flush()
            except OSError:
                del self.__x
        def send(self):
            self.__x.send()
        """,
        (
            "`__init__` (2) -> `close` (5) -> an exception is caught by `except OSError` (7)"
            " -> deleted (9) -> `send` (10) -> reads it, which raises (11)"
            " (if such an exception comes, which nothing here shows)"
        ),
    ),
    "finally": (
        """
        def close(self, data):
            try:
                if not data: raise ValueError
                self.__x = connect()
            finally:
                if self.closed is False:
                    del self.__x
                    self.__x.close()
        """,
        (
            "`__init__` (2) -> `close` (5): `data` is false (7)"
            " -> `ValueError` leads to `finally` (7) -> deleted (11) -> reads it, which raises (12)"
        ),
    ),
    "second deletion": (
        """
        def close(self):
            del self.__x
        def stop(self):
            del self.__x
        """,
        (
            "`__init__` (2) -> `close` (5) -> deleted (6) -> `stop` (7)"
            " -> deletes it again, which raises (8)"
        ),
    ),
    "property": (
        """
        @property
        def peer(self):
            return self.__x
        def close(self):
            del self.__x
        """,
        "`__init__` (2) -> `close` (8) -> deleted (9) -> `peer` (6) -> reads it, which raises (7)",
    ),
    "nested function": (
        """
        def close(self):
            def free():
                del self.__x
            free()
        def send(self):
            self.__x.send()
        """,
        (
            "`__init__` (2) -> `close` (5) -> calls `free` (8) -> deleted (7)"
            " -> `send` (9) -> reads it, which raises (10)"
        ),
    ),
    "loop": (
        """
        def close(self, peers):
            for peer in peers:
                if peer: break
            else:
                del self.__x
        def send(self, many):
            while many.more():
                self.__x.send()
        """,
        (
            "`__init__` (2) -> `close` (5): the loop `for peer in peers` ends (6) -> deleted (9)"
            " -> `send` (10): `many.more()` is true (11) -> reads it, which raises (12)"
        ),
    ),
    "comprehension": (
        """
        def close(self):
            del self.__x
        def send(self, many):
            return [self.__x.send(one) for one in many if one]
        """,
        (
            "`__init__` (2) -> `close` (5) -> deleted (6) -> `send` (7): the loop `for one in many`"
            " goes on (8), `one` is true (8) -> reads it, which raises (8)"
        ),
    ),
    "match": (
        """
        def close(self, how):
            match how:
                case "now":
                    del self.__x
        def send(self):
            self.__x.send()
        """,
        (
            '`__init__` (2) -> `close` (5): `case "now"` matches (7) -> deleted (8)'
            " -> `send` (9) -> reads it, which raises (10)"
        ),
    ),
    "condition on several lines": (
        """
        def close(self, how):
            if how(self.closed,  # no matter
                   True):
                del self.__x
        def send(self):
            self.__x.send()
        """,
        (
            "`__init__` (2) -> `close` (5): `how(self.closed, True)` is true (6) -> deleted (8)"
            " -> `send` (9) -> reads it, which raises (10)"
        ),
    ),
}


def only(source: str, *, witness: bool = True) -> Finding:
    wanted = Options(witness=witness, min_confidence=Confidence.LOW)
    result = check(source.encode(), "m.py", wanted)
    assert result.failure is None, result.failure
    return result.findings[0]


@pytest.mark.parametrize(("methods", "witness"), CASES.values(), ids=CASES)
def test_witness(methods: str, witness: str) -> None:
    source = HEAD + textwrap.indent(textwrap.dedent(methods).strip() + "\n", "    ")
    assert witness_text(only(source)) == witness


def test_constructor_that_deletes() -> None:
    source = """\
class C:
    def __init__(self, quick):
        self.__x = 1
        if quick:
            del self.__x
    def use(self):
        return self.__x
"""
    assert witness_text(only(source)) == (
        "`__init__` (2): `quick` is true (4) -> deleted (5) -> `use` (6)"
        " -> reads it, which raises (7)"
    )


def test_subclass_deletes() -> None:
    source = """\
class C:
    def __init__(self):
        self.__x = 1
    def use(self):
        return self.__x
class D(C):
    def close(self):
        del self._C__x
"""
    finding = only(source)
    assert witness_text(finding) == (
        "`__init__` (2) -> `D.close` (7) -> deleted (8) -> `use` (4) -> reads it, which raises (5)"
    )
    assert [step.method for step in finding.witness] == [
        "C.__init__",
        "D.close",
        "D.close",
        "C.use",
        "C.use",
    ]


def test_no_constructor() -> None:
    source = """\
class C:
    def open(self):
        self.__x = 1
    def close(self):
        del self.__x
    def use(self):
        return self.__x
"""
    assert witness_text(only(source)) == (
        "an object of `C` is made (1) -> `open` (2) -> `close` (4) -> deleted (5) -> `use` (6)"
        " -> reads it, which raises (7)"
    )


def test_assigned_out_of_sight() -> None:
    source = """\
class C:
    def close(self):
        del self.__x
    def use(self):
        return self.__x
"""
    assert witness_text(only(source)) == (
        "an object of `C` is made (1) -> `__x` is assigned out of sight (1)"
        " -> `close` (2) -> deleted (3) -> `use` (4)"
        " -> reads it, which raises (5)"
    )


def test_steps_are_data() -> None:
    finding = only(HEAD + "    def f(self):\n        del self.__x\n        print(self.__x)\n")
    assert [step.kind for step in finding.witness] == [
        StepKind.START,
        StepKind.START,
        StepKind.EVENT,
        StepKind.EVENT,
    ]
    assert str(finding.witness[0].span.start) == "2:9"
    assert finding.witness[-1].span in {place.span for place in finding.secondary}


def test_only_if_asked_for() -> None:
    source = HEAD + "    def f(self):\n        del self.__x\n        print(self.__x)\n"
    assert only(source, witness=False).witness == ()


def test_too_much_to_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    """The paths are not known; the two bodies are."""
    monkeypatch.setattr(solver, "_LEAST_BUDGET", 1)
    monkeypatch.setattr(solver, "_BUDGET_PER_NODE", 0)
    source = HEAD + textwrap.indent(textwrap.dedent(CASES["plain"][0]), "    ")
    finding = only(source)
    assert finding.confidence is Confidence.LOW
    assert "the branches on the way are not known" in finding.witness_note
    assert [step.text for step in finding.witness][1::2] == ["deleted", "reads it, which raises"]


def test_too_much_for_a_witness(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mangle_lint.facts.typestate.tracing.budget_for", lambda plan: 1)
    source = HEAD + textwrap.indent(textwrap.dedent(CASES["plain"][0]), "    ")
    finding = only(source)
    assert finding.witness == ()
    assert finding.witness_note == "the way there was not found in the time for it"
