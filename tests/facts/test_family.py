"""The classes that a class extends, in its own file and in others; no file is read here."""

from __future__ import annotations

import ast
from collections.abc import Mapping

import pytest

from mangle_lint.facts.family import Families, Family, Module
from mangle_lint.source.outline import outline_of
from mangle_lint.source.world_reader import closed_worlds


def module(path: str, text: str) -> Module:
    tree = ast.parse(text)
    return Module(path, outline_of(tree, text, closed_worlds(tree)))


class Texts:
    """Finds modules among texts: absolute names, and those with one dot as if all stood beside."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.modules = {name: module(name, text) for name, text in texts.items()}
        self.asked = 0

    def module(self, name: str, near: str) -> Module | None:
        self.asked += 1
        return self.modules.get(name.lstrip("."))


def family_of(name: str, home: str, others: Mapping[str, str] | None = None) -> Family:
    return Families(module("home", home), Texts(others or {})).of(name)


def upwards(name: str, home: str, others: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The ancestors of a class, and those that are not seen."""
    family = family_of(name, home, others)
    return [world.name for world in family.ancestors], [*family.unseen]


BASE = "class Base: pass"
FOUND = {
    "from": ("from m import Base", "Base", {"m": BASE}),
    "from as": ("from m import Base as B", "B", {"m": BASE}),
    "import": ("import m", "m.Base", {"m": BASE}),
    "import as": ("import m as n", "n.Base", {"m": BASE}),
    "import a module of a package": ("import p.m", "p.m.Base", {"p": "", "p.m": BASE}),
    "import a module of a package as": ("import p.m as n", "n.Base", {"p": "", "p.m": BASE}),
    "import a module without a package": ("import p.m", "p.m.Base", {"p.m": BASE}),
    "from a package": ("from p import m", "m.Base", {"p": "", "p.m": BASE}),
    "from here": ("from . import m", "m.Base", {"m": BASE}),
    "from a module here": ("from .m import Base", "Base", {"m": BASE}),
    "star": ("from m import *", "Base", {"m": BASE}),
    "star of a star": ("from a import *", "Base", {"a": "from m import *", "m": BASE}),
    "the second star": ("from a import *\nfrom m import *", "Base", {"a": "", "m": BASE}),
    "a star that is missing": ("from m import *\nfrom a import *", "Base", {"m": BASE}),
    "handed on": ("from a import Base", "Base", {"a": "from m import Base", "m": BASE}),
    "handed on as": ("from a import B", "B", {"a": "from m import Base as B", "m": BASE}),
    "a module handed on": ("import a", "a.m.Base", {"a": "import m", "m": BASE}),
    "try": ("try:\n from m import Base\nexcept ImportError:\n Base = object", "Base", {"m": BASE}),
    "except": (
        "try:\n from gone import Base\nexcept ImportError:\n from m import Base",
        "Base",
        {"m": BASE, "gone": BASE},
    ),
    "else": ("if 1:\n import gone\nelse:\n from m import Base", "Base", {"m": BASE}),
    "TYPE_CHECKING": ("if TYPE_CHECKING:\n from m import Base", "Base", {"m": BASE}),
    "with": ("with quiet():\n from m import Base", "Base", {"m": BASE}),
    "with a subscript": ("import m", "m.Base[int]", {"m": BASE}),
    "inside a class": ("import m", "m.Outer.Base", {"m": "class Outer:\n class Base: pass"}),
    "under an if": ("import m", "m.Base", {"m": "if 1:\n class Base: pass"}),
    "a cycle of imports": ("import m", "m.Base", {"m": f"import home\n{BASE}"}),
}


@pytest.mark.parametrize("case", FOUND)
def test_found(case: str) -> None:
    imports, base, others = FOUND[case]
    home = f"{imports}\nclass C({base}): pass"
    assert upwards("C", home, others) == (["Base"], [])


UNSEEN = {
    "not imported": ("", "Base", {}, "Base"),
    "not there": ("from m import Base", "Base", {}, "Base"),
    "no class": ("from m import Base", "Base", {"m": "Base = make()"}, "Base"),
    "a module that has no such class": ("import m", "m.Base", {"m": ""}, "m.Base"),
    "computed": ("", "make()", {}, "a computed base class"),
    "imported in a function": ("def f():\n from m import Base", "Base", {"m": BASE}, "Base"),
    "imported in a circle": (
        "from a import Base", "Base", {"a": "from b import Base", "b": "from a import Base"}, "Base"
    ),
    "stars in a circle": (
        "from a import *", "Base", {"a": "from b import *", "b": "from a import *"}, "Base"
    ),
    "itself": ("from m import Base", "Base", {"m": "from m import Base"}, "Base"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNSEEN)
def test_unseen(case: str) -> None:
    imports, base, others, name = UNSEEN[case]
    home = f"{imports}\nclass C({base}): pass"
    assert upwards("C", home, others) == ([], [name])


@pytest.mark.parametrize("base", ["object", "Exception", "dict", "dict[str, int]", "int"])
def test_builtin_classes_add_nothing(base: str) -> None:
    assert upwards("C", f"class C({base}): pass", {}) == ([], [])


def test_the_nearest_come_first() -> None:
    home = "from m import A\nclass B: pass\nclass C(A, B, Gone): pass\nclass D(C): pass"
    others = {"m": "from n import Root\nclass A(Root): pass", "n": "class Root(Lost): pass"}
    assert upwards("D", home, others) == (["C", "A", "B", "Root"], ["Gone", "Lost"])


def test_a_class_of_the_same_name_is_another_one() -> None:
    home = "import m\nclass Node(m.Node): pass"
    assert upwards("Node", home, {"m": "class Node: pass"}) == (["Node"], [])
    home = "from m import Node\nclass Node(Node): pass"
    assert upwards("Node", home, {"m": "class Node: pass"}) == (["Node"], [])


def test_classes_in_a_circle() -> None:
    home = "from m import B\nclass A(B): pass\nclass C(A): pass"
    ancestors, unseen = upwards("C", home, {"m": "from home import C\nclass B(C): pass"})
    assert (ancestors, unseen) == (["A", "B"], ["C"])
    assert upwards("A", "class A(B): pass\nclass B(A): pass", {}) == (["B"], [])


def test_a_class_that_stands_in_for_an_import() -> None:
    """Either one may be the base."""
    home = "try:\n from m import Base\nexcept ImportError:\n class Base: pass\nclass C(Base): pass"
    assert upwards("C", home, {}) == (["Base"], ["Base"])
    assert upwards("C", home, {"m": "class Base(Root): pass\nclass Root: pass"}) == (
        ["Base", "Base", "Root"],
        [],
    )


def test_the_last_star_wins() -> None:
    stars = "from a import *\nfrom b import *\n"
    others = {"a": "class Base(A): pass\nclass A: pass", "b": "class Base(B): pass\nclass B: pass"}
    assert upwards("C", f"{stars}class C(Base): pass", others) == (["Base", "B"], [])
    home = f"{stars}from a import *\nclass C(Base): pass"
    assert upwards("C", home, others) == (["Base", "A"], [])


def test_modules_that_import_everything_from_each_other() -> None:
    """Each is asked once for a name; a package may have hundreds of these."""
    names = [f"m{number}" for number in range(30)]
    everything = "\n".join(f"from {name} import *" for name in names)
    lookup = Texts(dict.fromkeys(names, everything))
    home = module("home", f"{everything}\nclass C(Gone): pass")
    assert Families(home, lookup).of("C").unseen == ("Gone",)
    assert lookup.asked <= len(names) * (len(names) + 1)


def test_too_many_hops() -> None:
    chain = {f"m{number}": f"from m{number + 1} import Base" for number in range(50)}
    home = "from m{} import Base\nclass C(Base): pass"
    others = {**chain, "m50": BASE}
    assert upwards("C", home.format(40), others) == (["Base"], [])
    assert upwards("C", home.format(1), others) == ([], ["Base"])


def test_without_a_lookup() -> None:
    """Only the file itself is looked at."""
    home = module("home", "from m import A\nclass B(A): pass\nclass C(B): pass")
    family = Families(home, None).of("C")
    assert [world.name for world in family.ancestors] == ["B"]
    assert family.unseen == ("A",)


SCOPES = """
class Base: pass
class Outer:
    class Base: pass
    class Inner(Base): pass
    class Far(Outer.Base): pass
class Other(Base): pass
def f():
    class Base: pass
    class Local(Base): pass
"""


@pytest.mark.parametrize(
    ("name", "qualnames"),
    [("Outer.Inner", ["Outer.Base"]), ("Outer.Far", ["Outer.Base"]), ("Other", ["Base"])],
)
def test_names_mean_the_innermost_class(name: str, qualnames: list[str]) -> None:
    family = family_of(name, SCOPES)
    assert [*family.ancestors] == [family.worlds[qualname] for qualname in qualnames]


def test_descendants() -> None:
    family = family_of("A", "class A: pass\nclass B(A): pass\nclass C(B): pass\nclass D: pass")
    assert [world.name for world in family.descendants] == ["B", "C"]
    assert family_of("D", "class D: pass").descendants == ()


CALLED = {
    "every call": ("self.a(); self.b()", "", ("a", "b")),
    "not under a condition": ("self.a()\n        if x: self.b()", "", ("a",)),
    "not behind a way out": ("self.a()\n        if x: return\n        self.b()", "", ("a",)),
    "of the base of a base": ("super().__init__(); self.a()", "self.r()", ("r", "a")),
    "of the base of a base, later": ("self.a(); super().__init__()", "self.r()", ("a", "r")),
    "in two of them": ("self.a(); super().__init__()", "self.r(); self.a()", ("a", "r")),
    "not without its call": ("self.a()", "self.r()", ("a",)),
}


@pytest.mark.parametrize("case", CALLED)
def test_called_when_made(case: str) -> None:
    body, root, called = CALLED[case]
    home = (
        f"class Root:\n    def __init__(self):\n        {root or 'pass'}\n"
        f"class Base(Root):\n    def __init__(self):\n        {body}\n"
        "class C(Base): pass"
    )
    assert family_of("C", home).called_when_made == called


def test_constructors_in_a_circle() -> None:
    text = "class {}({}):\n    def __init__(self): super().__init__(); self.{}()\n"
    home = text.format("A", "B", "a") + text.format("B", "A", "b")
    assert family_of("A", home).called_when_made == ("a", "b")
