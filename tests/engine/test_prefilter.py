"""The prefilter hides no finding: with it or without, the same is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mangle_lint import analysis
from mangle_lint.engine import Options, check
from mangle_lint.excerpt import Excerpt

from ..conftest import BAD, GOOD, ROOT

FULL = Options(prefilter=False)

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
]
READS = ["self.{name}", "self._C{name}", "getattr(self, '_C{name}')", "self.x", "self. {name}.y"]
ENCODINGS = ["utf-8", "utf-8-sig", "latin-1", "utf-7", "utf-16", "cp037", "cp500", "shift_jis"]


def built(name: str, deletion: str, read: str) -> str:
    return (
        f"class C:\n    def __init__(self):\n        self.{name} = None\n"
        f"    def f(self):\n        {deletion.format(name=name)}\n"
        f"    def g(self):\n        return {read.format(name=name)}\n"
    )


def assert_superset(data: bytes) -> bool:
    """Whether the file has findings; the prefilter must not hide one."""
    everything, rest = check(data, "m.py", FULL), check(data, "m.py", Options(prefilter=True))
    assert rest.findings == everything.findings
    return bool(everything.findings)


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


WORDS = "del pop __ self.__x \\ \n . ( ) '_C__x' class # coding: u8 é".split(" ")


@given(st.lists(st.sampled_from(WORDS)))
def test_any_text(words: list[str]) -> None:
    assert_superset(" ".join(words).encode())


@given(st.binary(max_size=60))
def test_any_bytes(data: bytes) -> None:
    assert_superset(data)


def test_case_files() -> None:
    """Every file of the rule's own cases, whole."""
    paths = sorted((ROOT / "tests" / "cases").glob("*.py"))
    found = [assert_superset(path.read_bytes()) for path in paths]
    assert any(found)


def test_what_it_is_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most files delete no private attribute, and are not analysed for one."""

    def analyse(excerpt: Excerpt, *_: object, **__: object) -> None:
        pytest.fail(f"analysed: {excerpt.text!r}")

    monkeypatch.setattr(analysis, "analyse_excerpt", analyse)
    sources = [path.read_bytes() for path in sorted(Path(pytest.__file__).parent.glob("*.py"))]
    for data in [GOOD.encode(), b"def f(x):\n    del x.y\n", *sources]:
        assert check(data, "m.py").findings == ()
    with pytest.raises(pytest.fail.Exception, match="analysed"):
        check(BAD.encode(), "m.py")
