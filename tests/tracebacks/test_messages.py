"""What AttributeErrors say, as the installed Pythons say it, and as logs quote it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mangle_lint.tracebacks.log import errors
from mangle_lint.tracebacks.messages import Message, Of, is_mangled, messages
from mangle_lint.verify.probe import MANGLED

from .pythons import every_python, printed

SCRIPT = """\
import sys
import traceback


class C:
    __value = 1

    def __init__(self):
        self.__item = 1

    def __method(self):
        pass

    @property
    def __property(self):
        return 1

    def go(self, what):
        if what == "read":
            self.__x
        elif what == "read, with a suggestion":
            self.__itme
        elif what == "augment":
            self.__x += 1
        elif what == "delete":
            del self.__x
        elif what == "delete a value of the class":
            del self.__value
        elif what == "delete a method":
            del self.__method
        elif what == "delete a property":
            del self.__property
        elif what == "assign a property":
            self.__property = 2
        elif what == "read of the class":
            type(self).__x
        elif what == "delete of the class":
            del type(self).__x
        elif what == "read of super":
            super().__x
        elif what == "read of None":
            None.__x
        elif what == "read of a module":
            sys.__x
        elif what == "as a text":
            getattr(self, "__x")


class _Hidden(C):
    def go(self, what):
        self.__x


class Outer:
    class __Inner:
        def go(self, what):
            self.__x

    inner = __Inner()


class Slotted:
    __slots__ = ("__x",)

    def go(self, what):
        if what == "read":
            self.__x
        elif what == "delete":
            del self.__x
        elif what == "assign another":
            self.__y = 1


objects = {"C": C(), "_Hidden": _Hidden(), "Inner": Outer.inner, "Slotted": Slotted()}
for argument in sys.argv[1:]:
    name, _, what = argument.partition(": ")
    try:
        objects[name].go(what)
    except AttributeError:
        traceback.print_exc()
"""

# what is done: what is it, its class, the attribute; the same in all versions but for `del`,
# which names no class before 3.11, and on a slot never does
FORMS = {
    "C: read": (Of.OBJECT, "C", "_C__x"),
    "C: read, with a suggestion": (Of.OBJECT, "C", "_C__itme"),
    "C: augment": (Of.OBJECT, "C", "_C__x"),
    "C: delete": (Of.OBJECT, "C", "_C__x"),
    "C: delete a value of the class": (Of.OBJECT, "C", "_C__value"),
    "C: delete a method": (Of.OBJECT, "C", "_C__method"),
    "C: delete a property": (Of.OBJECT, "C", "_C__property"),
    "C: assign a property": (Of.OBJECT, "C", "_C__property"),
    "C: read of the class": (Of.CLASS, "C", "_C__x"),
    "C: delete of the class": (Of.CLASS, "C", "_C__x"),
    "C: read of super": (Of.SUPER, "super", "_C__x"),
    "C: read of None": (Of.OBJECT, "NoneType", "_C__x"),
    "C: read of a module": (Of.MODULE, "sys", "_C__x"),
    "C: as a text": (Of.OBJECT, "C", "__x"),
    "_Hidden: read": (Of.OBJECT, "_Hidden", "_Hidden__x"),
    "Inner: read": (Of.OBJECT, "__Inner", "_Inner__x"),
    "Slotted: read": (Of.OBJECT, "Slotted", "_Slotted__x"),
    "Slotted: assign another": (Of.OBJECT, "Slotted", "_Slotted__y"),
    "Slotted: delete": (Of.UNSAID, "", "_Slotted__x"),
}
NAMELESS_BEFORE_311 = {form for form in FORMS if "delete" in form or "assign a property" in form}


@every_python
def test_forms_of_every_python(version: str, tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    log = printed(version, tmp_path, "script.py", *FORMS)
    said = [
        (raised.message.of, raised.message.owner, raised.message.attribute)
        for raised in errors(log.splitlines())
    ]
    expected = [
        (Of.UNSAID, "", FORMS[form][2])
        if version == "3.10" and form in NAMELESS_BEFORE_311
        else FORMS[form]
        for form in FORMS
    ]
    assert said == expected, log
    assert all(raised.frames for raised in errors(log.splitlines()))


BARE = "'C' object has no attribute '_C__x'"


@pytest.mark.parametrize(
    "line",
    [
        BARE,
        f"AttributeError: {BARE}",
        f"AttributeError: {BARE}. Did you mean: '_C__y'?",
        f"builtins.AttributeError: {BARE}",
        f"E   AttributeError: {BARE}",
        f"2026-01-01 ERROR app: could not stop: {BARE} (again)",
        f'future: <Task finished exception=AttributeError("{BARE}")>',
        r"AttributeError('\'C\' object has no attribute \'_C__x\'')",
    ],
)
def test_message_anywhere_in_a_line(line: str) -> None:
    (message,) = messages(line)
    assert message[:4] == (BARE, Of.OBJECT, "C", "_C__x")
    assert message.is_raised == ("AttributeError" in line)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("AttributeError: _C__x", "_C__x"),
        ("AttributeError: __x", "__x"),
        ("AttributeError('_C__x')", "'_C__x'"),
        ("AttributeError: can't set attribute '_C__x'", "can't set attribute '_C__x'"),
        ("AttributeError: unreadable attribute '_C__x'", "unreadable attribute '_C__x'"),
        (
            "AttributeError: property '_C__x' of 'C' object has no setter",
            "property '_C__x' of 'C' object has no setter",
        ),
        (
            f"{BARE} and no __dict__ for setting new attributes. Did you mean: '_C__y'?",
            f"{BARE} and no __dict__ for setting new attributes",
        ),
    ],
)
def test_text_of_a_message(line: str, text: str) -> None:
    assert [message.text for message in messages(line)] == [text]


@pytest.mark.parametrize(
    "line",
    [
        "AttributeError: 'C' object has no attribute 'x'",
        "AttributeError: 'C' object has no attribute '_x'",
        "AttributeError: 'C' object has no attribute '__x__'",
        "AttributeError: 'C' object has no attribute '_C__x__'",
        "AttributeError: x",
        "KeyError: '_C__x'",
        "'C' object has no attribute '_C__x",
        "has no attribute '" + "_a__b" * 1000 + "'",
        "",
    ],
)
def test_other_lines(line: str) -> None:
    assert list(messages(line)) == []


@pytest.mark.parametrize("name", ["_C__x", "_C___x", "_C__x_", "__x", "_C__", "_C__x__", "C__x"])
def test_looks_as_the_probe_sees_them(name: str) -> None:
    """The probe of verify cannot import this."""
    assert is_mangled(name) == bool(MANGLED.fullmatch(name))
    assert Message("", Of.UNSAID, "", name).is_mangled == is_mangled(name)
