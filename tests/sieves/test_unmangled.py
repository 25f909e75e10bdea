"""The sieve of MGL004: with it or without, the same is said of texts in every shape and place."""

from __future__ import annotations

from textwrap import indent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangle_lint import engine
from mangle_lint.engine import check
from mangle_lint.options import Options
from mangle_lint.runs.deep_stack import with_deep_stack

SELECT = Options(select=frozenset({"MGL004"}))

TEXTS = ["'__x'", '"__x"', '"""__x"""', "r'__x'", "u'__x'", "'__x_'", "'___x'", "'__é'"]
HARMLESS = ["'__x__'", "b'__x'", "'_C__x'", "'x'", "'\\x5f_x'", "'__' 'x'", "'__ x'", "'__'"]
USES = [
    "hasattr(self, {text})",
    "getattr(self,\n{text}, None)",
    "setattr(self, {text}, 1)",
    "delattr(self, {text})",
    "object.__setattr__(self, {text}, 1)",
    "super().__getattribute__({text})",
    "self.__delattr__({text})",
    "{text} in self.__dict__",
    "{text} not in vars(self)",
    "{text} in dir(self)",
    "self.__dict__[{text}]",
    "del vars(self)[{text}]",
    "vars(self).pop({text})",
    "self.__dict__.setdefault({text}, 1)",
    "attrgetter({text})(self)",
    "operator.methodcaller({text})(self)",
    "mock.patch.object(self, {text})",
    "name = {text}; getattr(self, name)",
    "made = type(self)(); hasattr(made, {text})",
    "lambda: hasattr(self, {text})",
]
PLACES = {
    "alone": "{code}",
    "in a class": "class D:\n    y = 1\n{inside}",
    "in a function": "def f():\n{inside}    return C\n",
    "twice": "{code}{code}",
    "beside a namesake": "{code}class C:\n    def f(self):\n        return self.__x\n",
    "beside others": "def f(a):\n    return a\n\nclass D:\n    def f(self): pass\n\n{code}",
    "with a subclass": "{code}class D(C):\n    def f(self): return hasattr(self, '__x')\n",
    "patched": (
        "class T:\n    def f(self): pass\n"
        "    @patch.object(C, '__x')\n    def g(self): pass\n{code}"
    ),
    "patched in a function": "{code}def f():\n    patch.object(C, '__x')\n\ndef g(): pass\n",
    "set outside": "{code}def f(c):\n    c.__x = 1\n",
    "read outside": "{code}def f(c):\n    return c.__x\n",
}


def built(use: str, text: str, name: str) -> str:
    return (
        f"class C:\n    def __init__(self):\n        self.{name} = 1\n\n"
        f"    def f(self):\n        {use.format(text=text)}\n\n    def g(self):\n        pass\n"
    )


def is_found(text: str) -> bool:
    """Whether there are findings; they are the same without the sieves."""

    def compare() -> bool:
        data = text.encode()
        everything = check(data, "m.py", SELECT._replace(prefilter=False))
        assert check(data, "m.py", SELECT).findings == everything.findings
        return bool(everything.findings)

    return with_deep_stack(compare)


@pytest.mark.parametrize("use", USES)
def test_each_use(use: str) -> None:
    assert is_found(built(use, "'__x'", "__x"))


@pytest.mark.parametrize("text", TEXTS)
def test_each_text(text: str) -> None:
    name = text.strip("ru'\"")
    assert is_found(built(USES[0], text, name))


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_texts(text: str) -> None:
    assert not is_found(built(USES[0], text, "__x"))


@given(
    st.sampled_from(USES),
    st.sampled_from([*TEXTS, *HARMLESS]),
    st.sampled_from(["__x", "__é", "x"]),
    st.sampled_from(sorted(PLACES)),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_places(use: str, text: str, name: str, place: str, line_end: str) -> None:
    code = built(use, text, name)
    whole = PLACES[place].format(code=code, inside=indent(code, "    "))
    is_found(whole.replace("\n", line_end))


@pytest.mark.parametrize("place", [place for place in PLACES if "outside" not in place])
def test_each_place(place: str) -> None:
    code = built(USES[0], "'__x'", "__x")
    assert is_found(PLACES[place].format(code=code, inside=indent(code, "    ")))


SPARED = [
    "class C:\n    __slots__ = ('__x',)\n    def f(self): return self.__x\n",
    "class C:\n    def f(self): return getattr(self, '__x__', self.__x)\n",
    "class C:\n    def f(self): return hasattr(self, '_C__x') or self.__x\n",
]


@pytest.mark.parametrize("text", SPARED)
def test_what_is_spared(text: str) -> None:
    """What the built-in parser need not look at."""
    assert not engine.may_matter(text.encode(), SELECT)


def test_classes_without_such_a_name_are_spared() -> None:
    """What LibCST need not look at."""
    data = b"class C:\n    def f(self): return hasattr(self, '__x') or self.__y\n"
    assert engine.read(data, "m.py", SELECT) is None
