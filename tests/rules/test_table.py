"""What the annotations of case files do not say: notes, error texts, confidence, reasons."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from mangle_lint.engine import check
from mangle_lint.findings import Applicability, Confidence, Finding, PlaceRole
from mangle_lint.options import Options
from tests.rules.annotations import (
    BadAnnotation,
    annotate,
    cases_in,
    comments_in,
    expected_comments,
)


def findings(code: str) -> tuple[Finding, ...]:
    result = check(dedent(code).encode(), "example.py", Options(select=frozenset({"MGL001"})))
    assert result.failure is None
    return result.findings


def finding(code: str) -> Finding:
    [only] = findings(code)
    return only


TWO_METHODS = """
class Sender:
    def {name}(self):
        {deletion}

    def get(self):
        return self.__x
"""


def two_methods(name: str = "close", deletion: str = "del self.__x") -> Finding:
    return finding(TWO_METHODS.format(name=name, deletion=deletion))


# --- notes ----------------------------------------------------------------------------------------


def test_second_call_of_the_deleting_method_is_noted() -> None:
    assert two_methods().notes == ("calling `close` twice raises too",)


@pytest.mark.parametrize(
    "deletion",
    [
        "try: del self.__x\n        except AttributeError: pass",
        "if hasattr(self, '_Sender__x'): del self.__x",
        "self.__dict__.pop('_Sender__x', None)",
        "self.__x = 1; del self.__x",
    ],
)
def test_second_call_that_does_not_raise_is_not_noted(deletion: str) -> None:
    assert two_methods(deletion=deletion).notes == ()


def test_second_call_of_the_caller_is_noted() -> None:
    found = finding(
        """
        class Sender:
            def close(self):
                self.__drop()

            def __drop(self):
                del self.__x

            def get(self):
                return self.__x
        """
    )
    assert found.notes == ("calling `close` twice raises too",)


def test_a_repeated_deletion_alone_is_no_finding() -> None:
    assert not findings("class C:\n    def close(self):\n        del self.__x\n")


DELETED_TOGETHER = """
class Session:
    def __init__(self):
        self.__a = self.__b = []

    def drop(self):
        {deletions}

    def get(self):
        {body}
"""
LATER = "this shows only once the deletions before it are fixed"


@pytest.mark.parametrize(
    ("deletions", "body", "later"),
    [
        ("del self.__a, self.__b", "return self.__a + self.__b", ["__b"]),
        ("del self.__b, self.__a", "return self.__a + self.__b", ["__b"]),
        ("del self.__a, self.__b", "return self.__b or self.__a", ["__a"]),
        ("del self.__a, self.__b", "return self.__a if self.x else self.__b", []),
        ("del self.__a\n        if self.x: del self.__b", "return self.__a + self.__b", ["__b"]),
        ("del self.__b\n        if self.x: del self.__a", "return self.__a + self.__b", []),
        (
            "del self.__a, self.__b\n        del self.__a",
            "return self.__a + self.__b",
            ["__b", "__a"],
        ),
        # only as long as `__a` is missing could anything be behind this test
        ("del self.__a, self.__b\n        del self.__a", "return self.__a and self.__b", ["__a"]),
        (
            "del self.__a, self.__b",
            "return self.__a + self.__b\n\n    def other(self):\n        return self.__b",
            [],
        ),
        (
            "del self.__a, self.__b",
            "try: print(self.__a)\n        except AttributeError: pass\n        print(self.__b)",
            [],
        ),
    ],
)
def test_what_another_deletion_hides_is_noted(deletions: str, body: str, later: list[str]) -> None:
    found = findings(DELETED_TOGETHER.format(deletions=deletions, body=body))
    assert [f.attribute.removeprefix("_Session") for f in found if LATER in f.notes] == later


# --- error texts ----------------------------------------------------------------------------------


def test_error_is_what_python_says() -> None:
    assert two_methods().error == "AttributeError: 'Sender' object has no attribute '_Sender__x'"


def test_error_names_the_class_as_written_and_the_mangled_attribute() -> None:
    code = TWO_METHODS.replace("Sender", "__Sender").format(name="close", deletion="del self.__x")
    assert finding(code).error == "AttributeError: '__Sender' object has no attribute '_Sender__x'"


def test_error_of_a_class_attribute() -> None:
    found = finding(
        """
        class Pool:
            __shared = None

            @classmethod
            def drop(cls):
                del cls.__shared

            @classmethod
            def get(cls):
                return cls.__shared
        """
    )
    assert found.error == "AttributeError: type object 'Pool' has no attribute '_Pool__shared'"


def test_error_is_the_one_that_is_raised() -> None:
    code = TWO_METHODS.format(name="close", deletion="del self.__x")
    namespace: dict[str, type] = {}
    exec(code, namespace)
    with pytest.raises(AttributeError) as raised:
        namespace["Sender"]().get()
    error = two_methods().error
    assert error is not None
    assert error.startswith(f"AttributeError: {raised.value}")


# --- what else a finding carries ------------------------------------------------------------------


def test_finding_names_class_method_and_attribute() -> None:
    found = two_methods()
    assert (found.class_name, found.method, found.attribute) == (
        "Sender",
        "Sender.close",
        "_Sender__x",
    )
    assert (found.span.start.line, found.span.start.column) == (4, 13)


def test_read_has_place_method_and_reason() -> None:
    [read] = two_methods().places(PlaceRole.READ)
    assert (read.span.start.line, read.span.start.column, read.method) == (7, 16, "Sender.get")
    assert read.label


@pytest.mark.parametrize("name", ["close", "__exit__", "destroy", "_shutdown", "tearDown"])
def test_teardown_is_of_medium_confidence(name: str) -> None:
    assert two_methods(name).confidence is Confidence.MEDIUM


@pytest.mark.parametrize("name", ["_run", "handle", "reset", "clear_cache", "step"])
def test_object_that_lives_on_is_of_high_confidence(name: str) -> None:
    assert two_methods(name).confidence is Confidence.HIGH


def test_own_read_is_of_high_confidence_even_in_a_teardown() -> None:
    found = two_methods(deletion="del self.__x; print(self.__x)")
    assert found.confidence is Confidence.HIGH


def test_unsafe_fix_says_why() -> None:
    found = two_methods(deletion="if hasattr(self, '_Sender__x') and ok: del self.__x")
    assert found.fix is not None
    assert found.fix.applicability is Applicability.UNSAFE
    assert "line 4" in found.fix.withheld


def test_fix_that_takes_the_only_test_with_it_is_safe() -> None:
    found = two_methods(deletion="if hasattr(self, '_Sender__x'): del self.__x")
    assert found.fix is not None
    assert found.fix.applicability is Applicability.SAFE


def test_safe_fix_has_nothing_to_say() -> None:
    fix = two_methods().fix
    assert fix is not None
    assert fix.applicability is Applicability.SAFE
    assert fix.withheld == ""


def test_reads_that_meet_none_are_listed() -> None:
    found = two_methods()
    assert not found.complete
    assert [meeting.span.start.line for meeting in found.places(PlaceRole.NONE)] == [7]


# --- the case files' own machinery ----------------------------------------------------------------

CASE = '''"""An example."""


class C:
    """Why."""

    def close(self):
        del self.__a, self.__b{deletions}

    def get(self):
        return self.__a{read}  # a remark
'''


def said_of(path: Path) -> dict[int, str]:
    text = path.read_text(encoding="utf-8")
    [case] = cases_in(path)
    return expected_comments(case, findings(text), text.splitlines(), comments_in(text))


def test_regenerating_writes_what_the_linter_says(tmp_path: Path) -> None:
    path = tmp_path / "example.py"
    path.write_text(CASE.format(deletions="  # error: MGL001 __b", read=""), encoding="utf-8")
    [case] = cases_in(path)
    said = said_of(path)
    after = annotate(path.read_text(encoding="utf-8"), case, said)
    assert after == CASE.format(deletions="  # error: MGL001", read="  # read")
    path.write_text(after, encoding="utf-8")
    assert comments_in(after) == said_of(path) == said


@pytest.mark.parametrize("comment", ["read close", "error: MGL01", "test; remark", "delete: a b"])
def test_half_annotations_are_refused(comment: str) -> None:
    with pytest.raises(BadAnnotation):
        comments_in(f"x = 1  # {comment}\n")


def test_remarks_are_no_annotations() -> None:
    assert comments_in("# read this\nx = 1  # the reader\ny = 2  # read  # here\n") == {3: "read"}
