"""Classes with an assignment in them: every kind of white space, comment and line end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from .mutator import PLAIN, SPELLINGS

T = TypeVar("T")

# --- the statement --------------------------------------------------------------------------------

TARGETS = ("{r}.{x}",) * 6 + (
    "{r} . {x}",
    "{r} .{x}",
    "{r}. {x}",
    "{r}\t.{x}",
    "{r}.\f{x}",
)
EQUALS = (" = ",) * 5 + ("=", "  =  ", " = \\\n  ", "\t=\t")
VALUES = (
    "None",
    "1",
    "()",
    "p",
    "'\u00e9'",
    "-p",
    "not p",
    "1, 2",
    "*p, 1",
    "(1)",
    "((p))",
    "p.__y",
    "lambda: 0",
    "lambda q=(1,\n2): q",
    "p if p else None",
    "[v for v in p]",
    "(v := p)",
    "(  # why\n1\n)",
    "(\n\n# alone\n1)",
    "[\n1,  # one\n2,\n]",
    "{'a': p,\n\t'b': [p,\n p]}",
    "'''a\n  b\n'''",
    '"""del self.__x\n# no comment"""',
    "'a' \\\n    'b'",
    "p + \\\n1",
    "p(\n  p,\n)",
    "p[\n0\n]",
    "f'{p!r}'",
    "f'''{\np\n}'''",
    "b'\\x00'",
    "1_000.0e-3j",
    "...",
    "{r}.{x} + 1",
    "{r}.other()",
    "p.__class__.__name__",
    "'# no comment'",
    "';'",
    "p @ p",
    "(yield)",
)
BEHIND = ("",) * 6 + (
    "  # bye",
    "# tight",
    "  # caf\u00e9",
    "  # del self.__x",
    "  #",
    " \t",
    " \f",
    "\t# tab",
    ";",
    " ; ",
    ";  # bye",
    "  # type: int",
    "  # noqa: E501",
)

# --- what stands around it; {s} is the statement, {b} what is behind it on its line ---------------

ALONE = "{s}{b}"
FRAMES = (ALONE,) * 6 + (
    "v = 1; {s}{b}",
    "v = 1 ;{s}{b}",
    "{s}; v = 2",
    "{s} ;v = 2  # bye",
    "v = 1; {s}; v = 2",
    "print(); v = '#'; {s}{b}",
    "if p: {s}{b}",
    "if p:{s}{b}",
    "if p : v = 1; {s}; v = 2",
    "if p:\n>{s}{b}",
    "if p:  # why\n>{s}{b}",
    "if p:\n>pass\nelse: {s}{b}",
    "if p:\n>pass\nelif v:\n>{s}{b}\nelse:\n>pass",
    "if p:\n>v = 1\n\n>{s}{b}\n>\n>v = 2",
    "if p:\n>if v:\n>>{s}{b}\n>v = 3",
    "for v in p: {s}{b}",
    "for v in p:\n>{s}{b}\n>break\nelse:\n>pass",
    "while p:\n># before\n>{s}{b}\n># after\n>break",
    "with p: {s}{b}",
    "with p as v, p:\n>{s}{b}",
    "try:\n>p()\nfinally:\n>{s}{b}",
    "try:\n>p()\nfinally: {s}{b}",
    "try:\n>{s}{b}\nfinally:\n>p()",
    "try: p()\nexcept ValueError as v:\n>{s}{b}",
    "try:\n>p()\nexcept ValueError:\n>pass\nelse:\n>{s}{b}",
    "match p:\n>case 1:\n>>{s}{b}",
    "match p:\n>case 1: {s}{b}\n>case _: pass",
    "'''a\ntext'''\n{s}{b}",
    "v = [\n1,\n]; {s}{b}",
    "v = 'a\\\nb'; {s}{b}",
    "# before\n\n# del {r}.{x}\n{s}{b}",
    "\f\n{s}{b}",
    "def inner():\n>return p\n{s}{b}",
    "if {r}.{x} and p:\n>{s}{b}",
    "if {r}.{x}:  # open\n>{s}{b}",
    "if {r}.{x}:\n>{s}{b}\nelse:\n>pass",
    "if {r}.{x}:\n>p()\n>{s}{b}",
    "while {r}.{x}: {s}{b}",
)
IDLE_FRAMES = (
    "if {r}.{x}:\n>{s}{b}",
    "if {r}.{x}: {s}{b}",
    "if {r}.{x} is not None:\n>{s}{b}",
    "if {r}.{x} != None: {s}{b}",
    "if p:\n>if {r}.{x}:\n>>{s}{b}",
)
ENDS = ("", "\nv = 3", "\n\n# the end", "\nreturn None", "\n\n\n")

# --- classes; {h} is the indentation of the header, lines of methods begin with ">" ---------------

CLASSES = (
    ("", "class {c}:"),
    ("", "class {c}:"),
    ("", "class {c}:"),
    ("", "class {c}(object):"),
    ("", "class {c}:\n>__slots__ = ('{x}', '__a')\n"),
    ("", "class {c}():\n>'''Says {x}.'''\n"),
    ("", "class {c}:  # open\n>y = 1"),
    ("", "@print\nclass {c}:"),
    ("", "class {c}(Exception, metaclass=type):"),
    (">", "class Outer:\n>class {c}:"),
    (">", "class Outer:\n>class Inner:\n>>{x} = 1\n\n>class {c}:"),
    (">", "def make():\n>class {c}:"),
    (">", "if True:\n>class {c}:"),
    (">", "try:\n>pass\nfinally:\n>class {c}:"),
)
CLASS_NAMES = ("C", "C", "_Private", "__C", "Long_Name2", "\u00c9lan", "c", "C__x")
RECEIVERS = ("self",) * 5 + ("this", "_", "s", "\u00e9", "__me", "_self", "cls", "p1")
ATTRIBUTES = ("__x", "__x", "__x", "__long_name", "__X1", "__\u00e9", "__x_", "___x", "__del")
HEADERS = ("def set({r}, p):",) * 4 + (
    "async def set({r}, p):",
    "def set({r}, p) :",
    "def set({r}, /, p=1, *, q=None):",
    "def set({r}, *p) -> None:",
    "def set(\n>>{r},\n>>p,  # that\n>):",
    "def set({r}: object, p: 'int'):",
    "def _set({r}, p):",
    "def __call__({r}, p):",
    "def \\\n>set({r}, p):",
)
READERS = (
    ">def get({r}):\n>>return {r}.{x}",
    ">def get({r}): return {r}.{x}",
    ">def get({r}):\n>>for v in {r}.{x}:\n>>>yield v",
    ">def get({r}):\n>>return {r}.{x}.a[0](1)",
    ">def get({r}):\n>>if {r}.{x}:\n>>>return 1\n>>return 0",
    ">async def get({r}):\n>>return await {r}.{x}",
    ">def get({r}):\n>>return [v for v in {r}.{x}]",
    ">def get({r}):\n>>return f'{{{r}.{x}}}'",
    ">def get({r}):\n>>print({r}.{x})",
    ">def get(\u0111):\n>>return \u0111.{x}",
    ">def get({r}):\n>>assert {r} . {x}",
    ">def get({r}):\n>>{r}.{x} += 1\n>>return {r}.{x}",
)
CONSTRUCTOR = ">def __init__({r}, p=None):\n>>{r}.{x} = object()"

# --- the file -------------------------------------------------------------------------------------

NOT_LATIN = "\u0111"
INDENTS = ("    ", "    ", "  ", " ", "\t", "\t", "        ", "   ")
MIXED = "mixed"
LINE_ENDS = ("\n", "\r\n", "\r", MIXED)
ENCODINGS = (
    ("", "utf-8"),
    ("", "utf-8"),
    ("\ufeff", "utf-8"),
    ("\ufeff# -*- coding: utf-8 -*-\n", "utf-8"),
    ("# coding: latin-1\n", "latin-1"),
    ("#!/usr/bin/python\n# -*- coding: iso-8859-15 -*-\n", "iso-8859-15"),
    ("# vim: set fileencoding=cp1252 :\n", "cp1252"),
)
TOPS = ("", "", "import os\n\n\n", "\f\n", "'''Caf\u00e9.'''\n", "# caf\u00e9 \u00ff\n\n", "\n\n")
BOTTOMS = ("", "", "\n\nprint()\n", "\n\n\n", "\n# the end", "\n\f\n")


@dataclass(frozen=True)
class Shape:
    """A file with one assignment to mutate, or one pair; how the deletion is to be spelled.

    `is_idle` tells whether the assignment stands in a frame that goes with the fix.
    """

    data: bytes
    is_idle: bool
    is_pair: bool
    spelling: str


def shapes(seed: int) -> Iterator[Shape]:
    """Shapes without end, the same ones for the same seed."""
    random = Random(seed)
    while True:
        yield _Drawing(random).shape()


class _Drawing:
    """One shape in the making. In templates `>` at the start of a line is one indentation."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.indent = self.pick(INDENTS)
        self.line_end = self.pick(LINE_ENDS)
        # a carriage return alone ends no line for PEP 263
        plain = self.line_end in ("\r", MIXED)
        self.head, self.encoding = self.pick([e for e in ENCODINGS if e[1] == "utf-8" or not plain])
        self.names = {
            "c": self.pick(CLASS_NAMES),
            "r": self.pick(RECEIVERS),
            "x": self.pick(ATTRIBUTES),
        }
        self.is_idle = random.random() < 0.1
        self.is_pair = not self.is_idle and self.line_end != MIXED and random.random() < 0.1
        self.is_spelled = not self.is_idle and not self.is_pair and random.random() < 0.2

    def pick(self, options: Sequence[T]) -> T:
        return self.random.choice(options)

    def shape(self) -> Shape:
        methods = [self.filled(CONSTRUCTOR), self.writer(), self.filled(self.reader())]
        if self.is_pair:
            methods.append(self.filled(">def both({r}):\n>>return {r}.__a"))
        self.random.shuffle(methods)
        depth, header = self.pick(CLASSES)
        separator = self.pick(("\n\n", "\n", "\n\n\n"))
        body = separator.join(_indented(method, depth) for method in methods)
        text = f"{self.pick(TOPS)}{self.filled(header)}\n{body}{self.pick(BOTTOMS)}"
        if not text.endswith("\n") and self.random.random() < 0.7:
            text += "\n"
        if self.encoding != "utf-8":
            text = text.replace(NOT_LATIN, "other")
        data = self.ended(self.head + self.expanded(text)).encode(self.encoding)
        spelling = self.pick(SPELLINGS) if self.is_spelled else PLAIN
        return Shape(data, self.is_idle, self.is_pair, spelling)

    def reader(self) -> str:
        """What assigns, too, might make the value 0, and no frame idle."""
        return self.pick([reader for reader in READERS if "+=" not in reader or not self.is_idle])

    def writer(self) -> str:
        header = self.filled(self.pick(HEADERS))
        frame = self.pick(IDLE_FRAMES if self.is_idle else FRAMES)
        if self.is_pair:
            frame, statement = ALONE, self.pair()
        else:
            statement = self.statement(is_async="async" in header)
        # a semicolon behind a pair on two lines is not what is written for one deletion
        behind = self.pick([b for b in BEHIND if ";" not in b or not self.is_pair])
        code = frame.format(**self.names, s=statement, b=behind)
        if frame.startswith(("{s}", "v = 1", "print")) and not self.is_pair:
            if self.random.random() < 0.2:
                return f">{header} {code}"
        before = self.pick(("", "", "v = p\n", "# before\n", "\n", "'''Text.'''\n"))
        return f">{header}\n{_indented(before + code + self.pick(ENDS), '>>')}"

    def statement(self, *, is_async: bool) -> str:
        is_plain = self.is_spelled or self.is_idle
        target = "{r}.{x}" if is_plain else self.pick(TARGETS)
        value = self.pick([v for v in VALUES if not is_async or "yield" not in v])
        value = value.replace("{r}", self.names["r"]).replace("{x}", self.names["x"])
        return self.filled(target) + self.pick(EQUALS) + value

    def pair(self) -> str:
        parts = [f"{{r}}.{{x}} = {self.pick(('1', 'None', 'p'))}", "{r}.__a = 1"]
        self.random.shuffle(parts)
        return self.filled(self.pick(("{}\n{}", "v = 1; {}; {}")).format(*parts))

    def filled(self, template: str) -> str:
        return template.format(**self.names)

    def expanded(self, text: str) -> str:
        lines = [(line, line.lstrip(">")) for line in text.split("\n")]
        return "\n".join(self.indent * (len(line) - len(code)) + code for line, code in lines)

    def ended(self, text: str) -> str:
        ends = LINE_ENDS[:-1] if self.line_end == MIXED else (self.line_end,)
        return "".join(self.pick(ends) if char == "\n" else char for char in text)


def _indented(code: str, by: str) -> str:
    return "\n".join(by + line if line else line for line in code.split("\n"))
