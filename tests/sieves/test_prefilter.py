"""The sieves hide no finding of any rule: with them or without, the same is said.

What is compared: `check` with `prefilter=False`, which has LibCST parse all of the file, and
`check` as it is, which looks at the bytes first, then at the built-in parser's tree, and has LibCST
parse an excerpt. The sieves of each rule are tried alone, and those of all rules together.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mangle_lint import engine
from mangle_lint.engine import analysis, check
from mangle_lint.findings import Result
from mangle_lint.options import Options
from mangle_lint.rules import RULES
from mangle_lint.runs.deep_stack import with_deep_stack
from mangle_lint.sieves.deletions import may_delete
from mangle_lint.sieves.excerpt import Excerpt
from mangle_lint.source.reflective_names import DELETING
from tests.conftest import BAD, GOOD, ROOT

EVERY_RULE = frozenset(RULES)
FULL = Options(select=EVERY_RULE, prefilter=False)

NAMES = ["__x", "__x1", "___x", "__é", "__ª", "_\uff3fx", "_\ufe4dx", "__\uff58", "__ｘé", "__x_"]
DELETIONS = [
    "del self.{name}",
    "del\\\n self.{name}",
    "del(self.{name})",
    "del self . {name}",
    "del self.\\\n{name}",
    "del self._C{name}",
    "delattr(self, '_C{name}')",
    "delattr(self, '_C' '{name}')",
    "delattr(self, '_C_' '_' 'x')",
    "delattr(self, '_C_\\x5fx')",
    "delattr(self, '_C\\137\\137x')",
    "delattr(self, '_C\\N{{LOW LINE}}_x')",
    "\uff44elattr(self, '_C{name}')",
    "object.__delattr__(self, '_C{name}')",
    "self.__dict__.pop('_C{name}')",
    "self.__dict__ . pop('_C{name}', None)",
    "self.__dict__.\\\npop('_C{name}')",
    "(self.__dict__.\n pop)('_C{name}')",
    "vars(self).pop('_C{name}')",
    "del vars(self)['_C{name}']",
    "del self.__dict__['_C{name}']",
    "if self: del self.{name}",
    "lambda: delattr(self, '_C{name}')",
    "del (self. # why\n {name})",
    "del (self.x,  # )\n self.{name})",
    "del [self.x, self.{name}]",
    "del self.y[')'], self.{name}",
    'del self.y["""\n"""], self.{name}',
    'del """\n""".x, self.{name}',
    "x = 1;del self.{name}",
    "del self.x; delattr(self, '_C{name}')",
    "self.__dict__.pop(\n # why (\n (r'_C{name}'))",
    "self.__dict__.pop(key='_C{name}')",
    'self.__dict__.pop("""_C{name}""")',
    "vars(self).pop(u'_C{name}', None)",
    "self.__delattr__('_C{name}')",
    "super().__delattr__(\n'_C{name}')",
    "del vars(self)[\n'_C{name}']",
    "del self.__dict__[('_C{name}')]",
    "del self.x, vars(self)['_C{name}']",
    "del (y, self.{name})",
    "del (\n y,\n z), self.{name}",
    "del (y,\n z), self.\\\n{name}",
    "del (\n self).{name}",
    "del (\n self # )\n).{name}",
    "del self.y['''b']\n'''], self.{name}",
    "del self.y['a\"]'], self.y['\"]\"'][\n0], self.{name}",
]
# a text or a comment that looks like a deletion stands before it on the line
DISGUISED = [
    "print('del d[k]'); del (self\n .{name})",
    "assert self, 'del x[1]'; del self.\\\n{name}",
    "x = '[del q]'; del (self\n .{name})",
    "print('del d # k'); del (self\n .{name})",
    'x = """\ndel a #"""; del self.\\\n{name}',
    "print((1,  # del (\n 2)); del (self\n .{name})",
    "print((1,  # del (\n 2)); del vars(self)[\n'_C{name}']",
    "x = [(  # del (\n self)]; del [self\n .{name}]",
]
UNUSUAL = [
    "del''.y, self.{name}",
    "del{{}}.y, self.{name}",
    "del....y, self.{name}",
    'del"a"[0], self.{name}',
    "del self.y[f'{{self[0]}}'], (self.q['[\"'],\n self.{name})",
    "k = '_C{name}'; del vars(self)[k]",
    "k: str = '_C{name}'; self.__dict__.pop(k)",
    "k = '_C{name}'; delattr(self, k)",
    "(k := '_C{name}'); self.__delattr__(k)",
    "del vars(self)[('_C{name}')]",
    "self.__dict__.pop(é='_C{name}')",
]
DELETIONS += [*DISGUISED, *UNUSUAL]
READS = [
    "self.{name}",
    "self.{name}[0].y",
    "self._C{name}",
    "getattr(self, '_C{name}')",
    "self.x",
    "self. {name}.y",
]
ENCODINGS = ["utf-8", "utf-8-sig", "latin-1", "utf-7", "utf-16", "cp037", "cp500", "shift_jis"]


def built(name: str, deletion: str, read: str) -> str:
    return (
        f"class C:\n    def __init__(self):\n        self.{name} = None\n"
        f"    def f(self):\n        {deletion.format(name=name)}\n"
        f"    def g(self):\n        return {read.format(name=name)}\n"
    )


def assert_superset(data: bytes) -> bool:
    """Whether the file has findings; the sieves must not change one."""
    return with_deep_stack(lambda: _is_superset(data))


def _is_superset(data: bytes) -> bool:
    everything = check(data, "m.py", FULL)
    for select in ({code} for code in RULES):
        _compare(data, everything, Options(select=frozenset(select)))
    _compare(data, everything, Options(select=EVERY_RULE))
    return bool(everything.findings)


def _compare(data: bytes, everything: Result, options: Options) -> None:
    expected = tuple(f for f in everything.findings if f.code in options.select)
    found = check(data, "m.py", options)
    assert found.findings == expected
    if expected:
        assert engine.may_matter(data, options)
        assert found == replace(everything, findings=expected)


@given(
    st.sampled_from(NAMES),
    st.sampled_from(DELETIONS),
    st.sampled_from(READS),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(ENCODINGS),
    st.booleans(),
)
@example("__x", DELETIONS[0], READS[0], "\n", "utf-7", True)
@example("_\ufe4dx", DELETIONS[0], READS[0], "\n", "utf-8", False)
def test_every_finding_passes(
    name: str, deletion: str, read: str, line_end: str, encoding: str, declared: bool
) -> None:
    text = built(name, deletion, read)
    if declared:
        text = f"# coding: {encoding}\n{text}"
    try:
        data = text.replace("\n", line_end).encode(encoding)
    except UnicodeEncodeError:
        return
    assert_superset(data)


@pytest.mark.parametrize("deletion", DELETIONS[:4])
@pytest.mark.parametrize("name", ["__x", "___x", "__é"])
def test_the_sources_above_have_findings(name: str, deletion: str) -> None:
    """Without findings, the property above would hold of anything."""
    assert assert_superset(built(name, deletion, READS[0]).encode())


@pytest.mark.parametrize("deletion", [*DISGUISED, *UNUSUAL])
@pytest.mark.parametrize("line_end", ["\n", "\r"])
def test_each_unusual_deletion(deletion: str, line_end: str) -> None:
    text = built("__x", deletion, READS[0]).replace("\n", line_end)
    assert assert_superset(text.encode())


@pytest.mark.parametrize("key", ["'_C__x',", "*'_C__x'", "*'_C__x',"])
def test_odd_keys(key: str) -> None:
    assert_superset(built("__x", f"del vars(self)[{key}]", READS[0]).encode())


@pytest.mark.parametrize("text", ["'_C__\"'", "'_C__\"x'", '"_C__\'"', "'_C__ x'"])
@pytest.mark.parametrize(
    "deletion", ["delattr(self, {})", "del self.__dict__[{}]", "vars(self).pop({})"]
)
def test_attributes_that_are_no_names(text: str, deletion: str) -> None:
    assert_superset(built("__x", deletion.format(text), f"getattr(self, {text})").encode())


@pytest.mark.parametrize(
    "name",
    "_C __C C_ C__ C__D _1 C1 é Col·lecció हिन्दी Ce\u0301 \uff23 ª ℘".split(),
)
@pytest.mark.parametrize(
    "deletion", ["del self.__x", "del self.__e\u0301", "delattr(self, 'MANGLED')"]
)
def test_class_names(name: str, deletion: str) -> None:
    """Whatever a class is called, also in letters that are none to a regular expression."""
    text = built("__x", deletion, READS[0]).replace("class C", f"class {name}")
    text = text.replace("MANGLED", f"_{name.lstrip('_')}__x")
    found = assert_superset(text.encode())
    assert found or deletion != "del self.__x"


@pytest.mark.parametrize("name", ["_", "__", "___"])
@pytest.mark.parametrize("deletion", ["del self.{name}", "delattr(self, '{name}')"])
def test_classes_that_mangle_nothing(name: str, deletion: str) -> None:
    """Where a class is named by underscores alone, no attribute is private."""
    for attribute in ("__x", "___x", "____x"):
        text = built(attribute, deletion, READS[0]).replace("class C", f"class {name}")
        assert not assert_superset(text.encode())


@pytest.mark.parametrize("deletion", ["del self.__x", "del self._C__x"])
@pytest.mark.parametrize("between", ["; ", "\n        "])
def test_deletions_that_nothing_assigns(deletion: str, between: str) -> None:
    """What matters to one rule need not matter to another."""
    text = f"class C:\n    def f(self):\n        {deletion}{between}self.__x\n"
    assert assert_superset(text.encode())
    assert engine.read(text.encode(), "m.py", Options(select=frozenset({"MGL002"}))) is None


@pytest.mark.parametrize("name", sorted(DELETING))
def test_whatever_deletes_by_a_text_passes(name: str) -> None:
    """The regular expressions spell the names that the table has."""
    owner = "self" if name.startswith("__") else "vars(self)"
    call = f"{name}(self, '_C__x')" if name == "delattr" else f"{owner}.{name}('_C__x')"
    assert assert_superset(built("__x", call, READS[0]).encode())


def test_byte_order_mark() -> None:
    text = "del c._C__x; print(c._C__x)\n" + built("__x", "self.__x.y", READS[0])
    assert_superset(b"\xef\xbb\xbf" + text.encode())


# what can stand beside the class in its file: before it, behind it, or around it
NEIGHBOURS = {
    "nothing": "{code}",
    "function": "def f(a):\n    return a\n\n{code}",
    "functions around": (
        "def f(a):\n    return a\n{code}\n@f\n@f\nclass D:\n    def __x(self): pass\n"
    ),
    "same name": "{code}class C:\n    def f(self):\n        return self.__x\n",
    "same name, deeper": "{code}def f():\n    class C:\n        x = 1\n    return C\n",
    "same name, underscored": "class __C:\n    x = 1\n\n{code}",
    "two of the same name": (
        "class D:\n    def f(self):\n        class C: pass\n        class C: pass\n{code}"
    ),
    "name in a text": "X = 'class C'\n{code}",
    "name in the text of a function": "def f():\n    return 'class C:'\n{code}",
    "reads by hand": "{code}def f(c):\n    return c._C__x\n",
    "deletes by hand": "def f(c):\n    del c._C__x\n{code}",
    "assigns by hand": "{code}if 1:\n    def f(c):\n        c._C__x = 1\n",
    "module reads by hand": "{code}c = C()\nc.f()\nprint(c._C__x)\n",
    "member reads by hand": (
        "class D:\n    def f(self, c):\n        return c._C__x\n\n    def g(self):\n        pass\n"
        "{code}"
    ),
    "inside a class": "class D:\n    x = 1\n{inside}    def f(self):\n        del self.__y\n",
    "inside a function": "def f():\n{inside}    return C\n",
    "inside a method": (
        "class D:\n    def e(self):\n        pass\n\n    def f(self):\n"
        "{deeper}\n    def g(self):\n        pass\n"
    ),
    "under an if": "if 1:\n{inside}else:\n    class C: pass\n",
    "twice": "{code}{code}",
    "with a base": (
        "class B:\n    def f(self):\n        return self.__x\n"
        "{code}class D(C):\n    def g(self):\n        return self._C__x\n"
    ),
    "other letters": "é = 'ﬁ'\ndef ª(): pass\n{code}",
    "on one line": "def f(): pass; x = 1\nclass E: x = 1; y = 2\n{code}",
    # LibCST takes the indentation of the line before for that of the function
    "after a backslash": "pass\n\\\ndef f(): pass\n{code}",
    "no final newline": "{code}def f(): pass",
    "form feeds": "\f\ndef f():\n    pass\n\f\n{code}\f\ndef g(): pass\n",
}


@given(
    st.sampled_from(DELETIONS),
    st.sampled_from(READS),
    st.lists(st.sampled_from(sorted(NEIGHBOURS)), min_size=1, max_size=2),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_neighbours(deletion: str, read: str, neighbours: list[str], line_end: str) -> None:
    """An excerpt says what the whole file says."""
    code = built("__x", deletion, read)
    for neighbour in neighbours:
        code = NEIGHBOURS[neighbour].format(
            code=code, inside=indent(code, "    "), deeper=indent(code, " " * 8)
        )
    assert_superset(code.replace("\n", line_end).encode())


@pytest.mark.parametrize("neighbour", NEIGHBOURS)
def test_each_neighbour(neighbour: str) -> None:
    code = built("__x", DELETIONS[0], READS[0])
    text = NEIGHBOURS[neighbour].format(
        code=code, inside=indent(code, "    "), deeper=indent(code, " " * 8)
    )
    assert assert_superset(text.encode())


def test_an_excerpt_is_shorter() -> None:
    """What LibCST is spared; and the places are those in the file."""
    filler = "def f():\n    return 1\n\n\n" * 100
    code = built("__x", DELETIONS[0], READS[0])
    text = f"{filler}class D:\n    def a(self): pass\n\n{filler}{code}{filler}"
    data = text.encode()
    found = engine.read(data, "m.py", Options())
    assert found is not None
    excerpt = found.text
    assert len(excerpt) == len(text)
    assert excerpt.count("\n") < text.count("\n") / 2
    assert code in excerpt
    (finding,) = check(data, "m.py").findings
    assert finding.span.start.line == text[: text.index("del self")].count("\n") + 1


WORDS = "del pop __ self.__x \\ \n . ( ) '_C__x' class # coding: u8 é".split(" ")


@given(st.lists(st.sampled_from(WORDS)))
def test_any_text(words: list[str]) -> None:
    assert_superset(" ".join(words).encode())


@given(st.binary(max_size=60))
def test_any_bytes(data: bytes) -> None:
    assert_superset(data)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests" / "cases").glob("*.py")), ids=lambda p: p.name
)
def test_case_files(path: Path) -> None:
    """Every file of the rule's own cases, whole and class by class."""
    data = path.read_bytes()
    assert_superset(data)
    lines = data.splitlines(keepends=True)
    for node in ast.parse(data).body:
        if isinstance(node, ast.ClassDef):
            assert_superset(b"".join(lines[node.lineno - 1 : node.end_lineno]))


def real_files(version: str, release: Callable[[str], Path]) -> list[Path]:
    return sorted((release(version) / "aiortc").rglob("*.py"))


def test_real_files(release: Callable[[str], Path]) -> None:
    """A release with a finding, and one without: every file."""
    found = {
        version: [path.name for path in real_files(version, release)
                  if assert_superset(path.read_bytes())]
        for version in ("1.10.0", "1.10.1")
    }  # fmt: skip
    assert found == {"1.10.0": ["rtcrtpsender.py"], "1.10.1": []}


SPARED = [
    "del (\n    a, b,\n    c,\n)\nself.__x()\n",
    "print('del od[y]')\nself.__x()\n",
    "print(\"del od['y']\")\nself.__x()\n",
    "delattr(self, name)\nx = 'C_', '_D__x'\nclass C: pass\n",
    "x = '_C__x'\nclass C: pass\n",
    "'model', 'del'\nself.__x()\n",
    "del a['b'], a[0]  # self.__x(\n",
]


@pytest.mark.parametrize("text", SPARED)
def test_what_is_spared(text: str) -> None:
    """What the built-in parser need not look at, as far as rules about deletions go."""
    about_deletions = {code for code, rule in RULES.items() if rule.sieve.code is may_delete}
    assert len(about_deletions) > 1
    assert not engine.may_matter(text.encode(), Options(select=frozenset(about_deletions)))


def test_what_it_is_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most files delete no private attribute, and are not analysed for one."""

    def analyse(excerpt: Excerpt, *_: object, **__: object) -> None:
        pytest.fail(f"analysed: {excerpt.text!r}")

    monkeypatch.setattr(analysis, "analyse", analyse)
    sources = [path.read_bytes() for path in sorted(Path(pytest.__file__).parent.glob("*.py"))]
    for data in [GOOD.encode(), b"def f(x):\n    del x.y\n", *sources]:
        assert check(data, "m.py").findings == ()
    with pytest.raises(pytest.fail.Exception, match="analysed"):
        check(BAD.encode(), "m.py")
