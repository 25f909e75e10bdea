"""Widening: before and after, by what is declared, by the file's style, by its minimum Python."""

from __future__ import annotations

import ast

import libcst as cst
import pytest

from mangle_lint.engine.widening import widen
from mangle_lint.findings import Edit, FixResult
from mangle_lint.fixing.declared_types.widen import Widening
from mangle_lint.output.remarks import refused
from mangle_lint.source.lines import Lines
from mangle_lint.source.positions import Places
from tests.harness import PATH

NEW, OLD = (3, 10), (3, 9)


def in_method(line: str, top: str = "") -> str:
    """A class that declares in `__init__` and assigns None in another method."""
    return f"""\
{top}class Pump: ...


class C:
    def __init__(self) -> None:
        {line}

    def stop(self) -> None:
        self.__x = None
"""


def in_class(line: str, top: str = "") -> str:
    """A class that declares at class level."""
    return f"""\
{top}class Pump: ...


class C:
    {line}

    def stop(self) -> None:
        self.__x = None
"""


def run(before: str, minimum: tuple[int, int] | None = None) -> FixResult:
    """Widen; whatever comes of it parses and needs no second run."""
    result = widen(before.encode(), PATH, minimum)
    assert result.failure is None
    assert result.before == before.encode()
    ast.parse(result.after)
    again = widen(result.after, PATH, minimum)
    assert again.after == result.after
    assert len(again.refusals) == len(result.refusals)
    return result


def widened(before: str, minimum: tuple[int, int] | None = None) -> str:
    result = run(before, minimum)
    assert not result.refusals
    return result.after.decode()


# --- what is declared -----------------------------------------------------------------------------

TYPES = {
    # before: (as `X | None`, as Optional[X])
    "Pump": ("Pump | None", "Optional[Pump]"),
    "pumps.Pump": ("pumps.Pump | None", "Optional[pumps.Pump]"),
    "list[Pump]": ("list[Pump] | None", "Optional[list[Pump]]"),
    "Callable[[], None]": ("Callable[[], None] | None", "Optional[Callable[[], None]]"),
    "Literal['a']": ("Literal['a'] | None", "Optional[Literal['a']]"),
    "list[Pump | None]": ("list[Pump | None] | None", "Optional[list[Pump | None]]"),
    "(Pump)": ("(Pump | None)", "(Optional[Pump])"),
    "'Pump'": ("'Pump | None'", "Optional['Pump']"),
    '"Pump"': ('"Pump | None"', 'Optional["Pump"]'),
    'R"Pump"': ('R"Pump | None"', 'Optional[R"Pump"]'),
    '"""Pump"""': ('"""Pump | None"""', 'Optional["""Pump"""]'),
    "list['Pump']": ("list['Pump'] | None", "Optional[list['Pump']]"),
    "Annotated[Pump, 1]": ("Annotated[Pump | None, 1]", "Annotated[Optional[Pump], 1]"),
    "Annotated['Pump', 1]": ("Annotated['Pump | None', 1]", "Annotated[Optional['Pump'], 1]"),
    "'Annotated[Pump, 1]'": ("'Annotated[Pump | None, 1]'", "'Annotated[Optional[Pump], 1]'"),
    "ClassVar[Pump]": ("ClassVar[Pump | None]", "ClassVar[Optional[Pump]]"),
    "ClassVar[Annotated[Pump, 1]]": (
        "ClassVar[Annotated[Pump | None, 1]]",
        "ClassVar[Annotated[Optional[Pump], 1]]",
    ),
    "lambda: 0": ("(lambda: 0) | None", "Optional[lambda: 0]"),
    "(lambda: 0)": ("((lambda: 0) | None)", "(Optional[lambda: 0])"),
    "Pump if C else int": ("(Pump if C else int) | None", "Optional[Pump if C else int]"),
    "Pump or int": ("(Pump or int) | None", "Optional[Pump or int]"),
    "typing.Type": ("typing.Type | None", "Optional[typing.Type]"),
    # one member more is the same in either style
    "Pump | int": ("Pump | int | None",) * 2,
    "'Pump | int'": ("'Pump | int | None'",) * 2,
    "Union[Pump, int]": ("Union[Pump, int, None]",) * 2,
    "Union[Pump, int,]": ("Union[Pump, int, None,]",) * 2,
    "Union[Pump]": ("Union[Pump, None]",) * 2,
    "Union[(Pump), (int)]": ("Union[(Pump), (int), None]",) * 2,
    "t.Union[Pump, 'int']": ("t.Union[Pump, 'int', None]",) * 2,
    "'Union[Pump, int]'": ("'Union[Pump, int, None]'",) * 2,
    "Annotated[Pump | int, 1]": ("Annotated[Pump | int | None, 1]",) * 2,
    "(\n            Pump  # which\n            | int\n        )": (
        "(\n            Pump  # which\n            | int | None\n        )",
    )
    * 2,
    "Union[\n            Pump,  # one\n            int,  # two\n        ]": (
        "Union[\n            Pump,  # one\n            int,  # two\n            None,\n        ]",
    )
    * 2,
    "Union[\n            Pump,\n            int  # two\n        ]": (
        "Union[\n            Pump,\n            int,  # two\n            None\n        ]",
    )
    * 2,
    "Union[\n            Pump, int\n        ]": ("Union[\n            Pump, int, None\n        ]",)
    * 2,
}

TOP = "import typing as t\nfrom typing import Annotated, ClassVar, Literal, Optional, Union\n\n\n"


@pytest.mark.parametrize("value", ["", " = Pump()", "  # why"])
@pytest.mark.parametrize("before", TYPES)
def test_type(before: str, value: str) -> None:
    pipe, optional = TYPES[before]
    for frame in (in_method, in_class):
        attribute = "self.__x" if frame is in_method else "__x"
        after = widened(frame(f"{attribute}: {before}{value}", TOP), NEW)
        assert after == frame(f"{attribute}: {pipe}{value}", TOP)
        style = f"{TOP}z: Optional[Optional[Optional[int]]]\n"
        after = widened(frame(f"{attribute}: {before}{value}", style), NEW)
        assert after == frame(f"{attribute}: {optional}{value}", style)


ADMITTING = [
    "None",
    "'None'",
    "Any",
    "t.Any",
    "object",
    "Optional[Pump]",
    "t.Optional[Pump]",
    "'Optional[Pump]'",
    "Pump | None",
    "None | Pump",
    "'Pump | None'",
    "Pump | (int | None)",
    "Union[Pump, None]",
    "Union[Pump, Optional[int]]",
    "Literal['a', None]",
    "Annotated[Optional[Pump], 1]",
    "ClassVar[Pump | None]",
    "ClassVar['Pump | None']",
    "MaybePump",
    "'MaybePump'",
    "Maybe2",
    "Opt[Pump]",
]


@pytest.mark.parametrize("type_", ADMITTING)
def test_type_that_admits_none(type_: str) -> None:
    top = f"{TOP}from typing import Any, Optional as Opt\nMaybePump = Opt['Pump']\n"
    top += "Maybe2: TypeAlias = 'MaybePump'\nLoop = 'Loop'\n\n\n"
    for before in (
        in_method(f"self.__x: {type_} = None", top),
        in_class(f"__x: {type_}", top),
        in_method(f"self.__x = None  # type: {type_}", top),
    ):
        assert widened(before) == before


REFUSED = {
    "Final": "it is Final and cannot be assigned again",
    "Final[Pump]": "it is Final and cannot be assigned again",
    "Final[Optional[Pump]]": "it is Final and cannot be assigned again",
    "ClassVar[Final[Pump]]": "it is Final and cannot be assigned again",
    "'Final[Pump]'": "it is Final and cannot be assigned again",
    "InitVar[Pump]": "it is an argument of __init__ (InitVar), no attribute",
    "dataclasses.InitVar[Pump]": "it is an argument of __init__ (InitVar), no attribute",
    "ClassVar": "its annotation names no type",
    "'Pu' 'mp'": "its quoted annotation cannot be read",
    "'P\\x75mp'": "its quoted annotation cannot be read",
    "' Pump'": "its quoted annotation cannot be read",
    "'a pump'": "its quoted annotation cannot be read",
    "f'{C}'": "its quoted annotation cannot be read",
}


@pytest.mark.parametrize("type_", REFUSED)
def test_refused(type_: str) -> None:
    before = in_class(f"__x: {type_} = 1", TOP)
    result = run(before)
    assert result.after == before.encode()
    (refusal,) = result.refusals
    assert refused(PATH, refusal) == f"m.py:9:5: `_C__x` is left: {REFUSED[type_]}"


# --- type comments --------------------------------------------------------------------------------

COMMENTS = {
    "self.__x = p  # type: Pump": "self.__x = p  # type: {}",
    "self.__x = p # type: Pump  # other": "self.__x = p # type: {}  # other",
    "self.__x = p  #type:Pump": "self.__x = p  #type:{}",
    "self.__x = p  # \ttype:  Pump\t": "self.__x = p  # \ttype:  {}\t",
    "self.__x = p;  # type: Pump": "self.__x = p;  # type: {}",
    "a = 1; self.__x = p  # type: Pump": "a = 1; self.__x = p  # type: {}",
    "if p: self.__x = p  # type: Pump": "if p: self.__x = p  # type: {}",
    "self.__x = a = p  # type: Pump": "self.__x = a = p  # type: {}",
    "self.__x = self.__y = p  # type: Pump": "self.__x = self.__y = p  # type: {}",
    "self.__x, self.__y = p  # type: Pump, int": "self.__x, self.__y = p  # type: {}, int",
    "self.__y, self.__x = p  # type: int, (Pump)": "self.__y, self.__x = p  # type: int, ({})",
    "a, (b, self.__x) = p  # type: A, (B, Pump)": "a, (b, self.__x) = p  # type: A, (B, {})",
    "self.__x = [\n            1,\n        ]  # type: Pump": (
        "self.__x = [\n            1,\n        ]  # type: {}"
    ),
    "self.__x = p  # type: ignored": "self.__x = p  # type: {}",
    "self.__x = '# type: int'  # type: Pump": "self.__x = '# type: int'  # type: {}",
}


@pytest.mark.parametrize("line", COMMENTS)
def test_type_comment(line: str) -> None:
    name = "ignored" if "ignored" in line else "Pump"
    for minimum in (None, OLD, NEW):
        expected = COMMENTS[line].format(f"{name} | None")
        assert widened(in_method(line), minimum) == in_method(expected)
        top = "from typing import Optional\n\n\nz: Optional[int] = None\n\n\n"
        expected = COMMENTS[line].format(f"Optional[{name}]")
        assert widened(in_method(line, top), minimum) == in_method(expected, top)


@pytest.mark.parametrize(
    "line",
    [
        "self.__x = p  # type: ignore",
        "self.__x = p  #type:ignore[assignment]",
        "self.__x = p  # type: ignore # Pump",
        "self.__x = p  # type:",
        "self.__x = p  # type of pump",
        "self.__x = p  # the type: Pump",
        "self.__x = p  # Type: Pump",
        "self.__x = p; a = 1  # type: Pump",
        "self.__x = p  # type: is a pump",
        "self.__y = p  # type: Pump",
        "self.__y: Pump = p",
        "__x: Pump = p",
        "__x = p  # type: Pump",
        "__x, self.__y = p  # type: Pump, Pump",
        "a, self.__x = p  # type: Pump",
        "self.__x = p\n        # type: Pump",
        "print()  # type: Pump",
        "x: Pump = p",
        "self.x: Pump = p",
        "self.__x__: Pump = p",
    ],
)
def test_no_declaration_of_that_attribute(line: str) -> None:
    before = in_method(line)
    assert widened(before) == before


def test_class_level_type_comment() -> None:
    assert widened(in_class("__x = p  # type: Pump")) == in_class("__x = p  # type: Pump | None")


# --- which classes and attributes -----------------------------------------------------------------


@pytest.mark.parametrize(
    "assignment",
    [
        "self.__x = None",
        "self.__x = self.y = None",
        "self.__x, self.y = None, 1",
        "[self.y, (self.__x, z)] = [1, (None, 2)]",
        "other.__x = None",
        "self._C__x = None",
        "if self:\n            self.__x = None",
        "def inner():\n            self.__x = None",
        "self.__x: Pump = None",
    ],
)
def test_assignments_of_none(assignment: str) -> None:
    before = in_method("self.__x: Pump").replace("self.__x = None", assignment)
    assert widened(before) == before.replace("__x: Pump", "__x: Pump | None")


@pytest.mark.parametrize(
    "assignment",
    [
        "self.__x = 0",
        "self.__x == None",
        "__x = None",
        "self.x = None",
        "self.__x.y = None",
        "self.__x[0] = None",
        "self._D__x = None",
        "self.__x, self.y = None",
        "self.__x, self.y = 1, None",
        "class D:\n            def f(self): self.__x = None",
    ],
)
def test_no_assignment_of_none(assignment: str) -> None:
    before = in_method("self.__x: Pump").replace("self.__x = None", assignment)
    assert widened(before) == before


def test_placeholder_of_a_type_comment() -> None:
    """Type checkers let `x = None  # type: T` pass in a class: a placeholder."""
    before = "class C:\n    __x = None  # type: int\n"
    assert widened(before) == before


def test_nested_classes_are_apart() -> None:
    before = """\
class Outer:
    __x: int

    class Inner:
        __x: int

        def f(self) -> None:
            self.__x = None
"""
    inner = "    class Inner:\n        __x: int"
    assert widened(before, NEW) == before.replace(inner, f"{inner} | None")


MANY = """\
class A:
    __a: int
    __b: str

    def f(self) -> None:
        self.__a = self.__b = None


class _B:
    def __init__(self) -> None:
        self.__a: "int" = 1

    def f(self) -> None:
        self.__a = None
"""


def test_many_attributes_and_classes_with_one_import() -> None:
    after = "from typing import Optional\n\n" + MANY.replace(': "int"', ': Optional["int"]')
    after = after.replace(": int", ": Optional[int]").replace(": str", ": Optional[str]")
    assert widened(MANY) == after


@pytest.mark.parametrize(
    ("only", "changed"),
    [
        ({"A"}, {"__a: int", "__b: str"}),
        ({"A.__a"}, {"__a: int"}),
        ({"A._A__b"}, {"__b: str"}),
        ({"_B"}, {'__a: "int'}),
        ({"_B.__a", "A.__b"}, {'__a: "int', "__b: str"}),
        ({"B"}, set()),
        ({"A.a", "C", "__a"}, set()),
        (set(), set()),
    ],
)
def test_only(only: set[str], changed: set[str]) -> None:
    expected = MANY
    for part in changed:
        expected = expected.replace(part, f"{part} | None")
    assert widen(MANY.encode(), PATH, NEW, only).after == expected.encode()


def test_only_by_qualified_name() -> None:
    before = "class O:\n    class A:\n        __x: int\n        def f(self): self.__x = None\n"
    for only in ("O.A", "A", "O.A.__x", "A.__x"):
        assert (
            widen(before.encode(), PATH, NEW, {only}).after
            == before.replace("int", "int | None").encode()
        )
    for only in ("O", "P.A", "O.__x"):
        assert widen(before.encode(), PATH, NEW, {only}).after == before.encode()


# --- the entry that a fix calls -------------------------------------------------------------------


def test_edits_are_named_by_the_caller() -> None:
    """Also attributes that nothing assigns None to yet."""
    text = "class A:\n    __a: int\n    __b: int\n    def f(self): del self.__a\n"
    module = cst.parse_module(text)
    node = cst.ensure_type(module.body[0], cst.ClassDef)
    widening = Widening(module, text, [(node, "_A__a"), (node, "_A__a"), (node, "_A__z")], NEW)
    places = Places(module, text)
    (edit,) = widening.edits(places)
    assert edit.content == "int | None"
    assert Lines(text).offset(edit.span.start) == text.index("int")
    assert Lines(text).offset(edit.span.end) == text.index("int") + 3
    assert widening.refusals(places) == ()


def test_edits_are_in_order_and_apart() -> None:
    module = cst.parse_module(MANY)
    classes = [node for node in module.body if isinstance(node, cst.ClassDef)]
    names = ["_B__a", "_A__a", "_A__b"]
    widening = Widening(module, MANY, [(node, name) for node in classes for name in names])
    edits = widening.edits(Places(module, MANY))
    assert [edit.content for edit in edits] == [
        "from typing import Optional\n\n",
        "Optional[int]",
        "Optional[str]",
        'Optional["int"]',
    ]
    ends = [edit.span.end for edit in edits]
    assert all(end <= edit.span.start for end, edit in zip(ends, edits[1:], strict=False))


def test_nothing_to_do() -> None:
    module = cst.parse_module(MANY)
    widening = Widening(module, MANY, [])
    edits: tuple[Edit, ...] = widening.edits(Places(module, MANY))
    assert edits == ()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"x y\n", "m.py:1:3: syntax error"),
        (b"# coding: no\n", "m.py: declares an unknown encoding"),
        (b"\xff", "m.py:1:1: is not UTF-8"),
        (b"(" * 5000 + b")" * 5000, "m.py: is nested too deeply"),
    ],
)
def test_bad_input(data: bytes, reason: str) -> None:
    result = widen(data, PATH)
    assert result.after == data
    assert str(result.failure).startswith(reason)


# --- the layout of files --------------------------------------------------------------------------

LAYOUTS = {
    "LF": ("", "\n", "utf-8"),
    "CRLF": ("", "\r\n", "utf-8"),
    "CR": ("", "\r", "utf-8"),
    "BOM": ("\ufeff", "\n", "utf-8"),
    "BOM and CRLF": ("\ufeff# é\n", "\r\n", "utf-8"),
    "Latin-1": ("# coding: latin-1\n# é\n\n", "\n", "latin-1"),
    "docstring": ('"""é\n\nfrom"""\n\n', "\n", "utf-8"),
}


@pytest.mark.parametrize(("start", "line_end", "encoding"), LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("tabs", [False, True])
@pytest.mark.parametrize("tail", ["\n", "", "\n    # end", "\n\n\n"])
def test_layout(start: str, line_end: str, encoding: str, tabs: bool, tail: str) -> None:
    """What is not edited stays, byte for byte."""
    import_ = "from typing import (\n    {}Any,\n    Union,\n)\n\n\f\n"
    body = (
        "class A:\n    '''é\n    '''\n    __x: Union[\n        int,  # é\n        str,{0}\n    ]\n"
    )
    body += "    __y: {1}  # é\n    z = p  # type: Pump\n\n    def f(self):\n"
    body += "        self.__x = self.__y = None"
    before = start + import_.format("") + body.format("", "int") + tail
    after = start + import_.format("Optional, ")
    after += body.format("\n        None,", "Optional[int]") + tail
    if tabs:
        before, after = (text.replace("    ", "\t") for text in (before, after))
    before, after = (text.replace("\n", line_end) for text in (before, after))
    result = widen(before.encode(encoding), PATH)
    assert result.failure is None
    assert result.after == after.encode(encoding)
    assert widen(result.after, PATH).after == result.after
