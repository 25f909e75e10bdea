"""Methods in unusual writing: the sieves of the rules about them see what LibCST sees."""

from __future__ import annotations

import pytest

from mangle_lint.engine import check
from tests.sieves.test_prefilter import FULL, assert_superset

HOOKS = [
    "def __step(self): pass",
    "def __step(self): ...",
    "def __step(self):\n        'doc'",
    "def __step(self):\n        'doc'\n    x = 1",
    "def __step(self):\n        '''\n    def b(): return 1\n        '''\n        pass",
    "def __step(self):\n        # why\n\n        pass  # so",
    "def __step(self, a=(1, (2, 3)), b='):'): pass",
    "def __step(self, a: int = 1, *b: str) -> dict[str, int]: pass",
    "def __step(self) -> 'a:b': pass",
    "def\\\n    __step(self): pass",
    "async def __step(self): pass",
    "@staticmethod\n    def __step(): pass",
    "if 1:\n        def __step(self): pass",
    "def __step(self): return 1",
    "def __step(self): raise NotImplementedError",
    "def __step(self):\n        'doc'\n        raise NotImplementedError('x')",
]
OWN = [
    "def __step(self): return 1",
    "def __step(self):\n        '''self.__step()'''",
    "def __step(self): return 'self.__step()'",
    "def __step(self): return 1  # self.__step()",
    "def\\\n    __step(self): return 1",
]


def hooked(base: str, own: str) -> str:
    return (
        f"class Base:\n    {base}\n    def run(self): return self.__step()\n\n"
        f"class C(Base):\n    {own}\n\ndef f(): return 1\n"
    )


@pytest.mark.parametrize("base", HOOKS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_hooks(base: str, line_end: str) -> None:
    for own in (*OWN, "def __step(self): return 1\n    def g(self): return self.__step()"):
        text = hooked(base, own).replace("\n", line_end)
        refuses = "NotImplementedError" in base
        assert assert_superset(text.encode()) == (refuses or own in OWN)


@pytest.mark.parametrize(
    "definition",
    [
        "def __getattr__(self, name): return self._find(name)",
        "def\\\n    __getattr__(self, name): return self._find(name)",
        "if 1:\n        def __getattr__(self, name): return self._find(name)",
        "def __getattr__(self, name):\n        'class X'\n        return self._find(name)",
    ],
)
@pytest.mark.parametrize("read", ["self.__x", "self._C__x", "getattr(self, '_C__x')"])
def test_getattr(definition: str, read: str) -> None:
    text = (
        f"class C:\n    def __init__(self): self.__x = 1\n    {definition}\n"
        f"    def _find(self, name): return {read}\n\ndef f(): return 1\n"
    )
    assert "MGL009" in {finding.code for finding in check(text.encode(), "m.py", FULL).findings}
    assert assert_superset(text.encode())


@pytest.mark.parametrize("name", ["__x", "___x", "____x"])
def test_underscores(name: str) -> None:
    assert assert_superset(f"class C:\n    def f(self): return self.{name}\n".encode())
