"""Small hierarchies whose objects are made for real, as Hypothesis strategies.

`Root` calls two hooks when it is made. `C`, the class that is looked at, may extend it, reads and
assigns three private names, and takes one argument, `flag`. `show(value)` takes any value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import indent
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")

NAMES = ("__x", "__y", "__z")
HELPERS = ("__h", "__k")
HOOKS = ("setup", "prepare")
ROOTS = (
    "class Root:\n    def __init__(self):\n        self.setup()\n        self.prepare()\n",
    "class Root:\n    def __init__(self):\n        self.setup()\n",
    "class Root:\n    def __init__(self):\n        self.ready = True\n",
    "class Root:\n    pass\n",
)
HOOKS_OF_ROOT = "    def setup(self): pass\n    def prepare(self): pass\n"
MIDDLES = (
    (
        "class Middle(Root):\n    def __init__(self):\n        super().__init__()\n"
        "        self.prepare()\n"
    ),
    (
        "class Middle(Root):\n    def __init__(self):\n        self.prepare()\n"
        "        Root.__init__(self)\n"
    ),
    "class Middle(Root):\n    pass\n",
)
READS = (
    "show(self.{x})",
    "v = self.{x}",
    "self.{x} += 1",
    "show([self.{x} for _ in (1, 2)])",
    "me = self; show(me.{x})",
    "show(getattr(self, '_C{x}'))",
    "(lambda: 1 if self.{x} else 2)()",
    "self.{y} = self.{x}",
)
ASSIGNMENTS = (
    "self.{x} = 1",
    "self.{x}, v = 1, 2",
    "self.{x}: int = 1",
    "for self.{x} in (1, 2): pass",
    "setattr(self, '_C{x}', 1)",
    "self.__dict__['_C{x}'] = 1",
    "me = self; me.{x} = 1",
    "self.p = self.{x} = 1",
)
HARMLESS = (
    "self.later = lambda: self.{x}",
    "if hasattr(self, '_C{x}'): show(1)",
    "show(getattr(self, '_C{x}', None))",
    "try:\n    show(self.{x})  # expected\nexcept AttributeError:\n    show(0)",
    "'self.{x} = 1'",
    "pass  # self.{x} = 1",
    "self.{x}: int",
    "v = 1",
)


@dataclass(frozen=True)
class Draw:
    """Draws parts of a program."""

    draw: st.DrawFn
    branches: bool

    def pick(self, options: Sequence[T]) -> T:
        return self.draw(st.sampled_from(options))

    def chance(self, one_in: int = 2) -> bool:
        return self.pick(range(one_in)) == one_in - 1

    def block(self, called: Sequence[str], depth: int, most: int = 3) -> str:
        return "\n".join(
            self.statement(called, depth) for _ in range(self.pick(range(1, most + 1)))
        )

    def statement(self, called: Sequence[str], depth: int) -> str:
        kinds = ["read", "read", "assign", "assign", "assign", "harmless"]
        kinds += ["call", "call"] if called else []
        kinds += ["nested", "swallow", "with"] if depth else []
        kinds += ["if", "if", "else", "for", "while", "leave", "finally"] * (
            self.branches and depth > 0
        )
        x, y = self.pick(NAMES), self.pick(NAMES)
        match self.pick(kinds):
            case "read":
                return self.pick(READS).format(x=x, y=y)
            case "assign":
                return self.pick(ASSIGNMENTS).format(x=x)
            case "harmless":
                return self.pick(HARMLESS).format(x=x)
            case "call":
                return self.pick(called)
            case kind:
                inside = indent(self.block(called, depth - 1), "    ")
                return self.compound(kind, inside, called, depth)

    def compound(self, kind: str, inside: str, called: Sequence[str], depth: int) -> str:
        test = self.pick(("self.flag", "flag", "not flag"))
        match kind:
            case "nested":
                name = f"inner{len(inside)}_{self.pick(range(1000))}"
                return f"def {name}():\n{inside}\n{name}()"
            case "swallow":
                clause = self.pick(("except Exception:", "except:"))
                return f"try:\n{inside}\n{clause}\n    show(0)"
            case "with":
                return f"with nullcontext():\n{inside}"
            case "if":
                return f"if {test}:\n{inside}"
            case "else":
                other = indent(self.block(called, depth - 1), "    ")
                return f"if {test}:\n{inside}\nelse:\n{other}"
            case "for":
                return f"for n in (1, 2):\n{inside}"
            case "while":
                return f"while {test}:\n{inside}\n    break"
            case "finally":
                other = indent(self.block(called, depth - 1), "    ")
                return f"try:\n{inside}\nfinally:\n{other}"
        return f"if {test}: return"


def method(head: str, body: str) -> str:
    return f"{head}\n{indent(body, '    ')}\n"


@st.composite
def making(draw: st.DrawFn, branches: bool) -> str:
    """A class whose constructor reads and assigns; without branches each line of it runs."""
    drawn = Draw(draw, branches)
    root, middle = drawn.pick(ROOTS), drawn.pick(MIDDLES)
    base = drawn.pick(("", "(Root)", "(Root)", "(Middle)"))
    helpers = {
        "self.__h(flag)": "def __h(self, flag):",
        "self.__k(flag)": "def __k(self, flag):",
        "self.q": "@property\ndef q(self):",
    }
    calls = list(helpers)
    own = [*calls, "super(C, self).__init__()", "super(C, self).__init__()"] if base else calls
    methods = [
        method(
            "def __init__(self, flag=False):",
            f"self.flag = flag\n{drawn.block(own, 2, most=5)}",
        )
    ]
    for position, head in enumerate(helpers.values()):
        body = drawn.block(calls[position + 1 :], 1)
        methods.append(method(head, body if "flag" in head else f"flag = False\n{body}"))
    for hook in HOOKS if base else ():
        if drawn.chance():
            body = f"flag = False\n{drawn.block(calls, 1)}"
            methods.append(method(f"def {hook}(self):", body))
    if drawn.chance(3):
        methods.append(method("def later_on(self, flag=False):", drawn.block(calls, 1)))
    level = drawn.pick(("", "", "", "__x = 0\n", "__y: int\n"))
    body = indent(level + "\n".join(methods), "    ")
    return f"{root}{HOOKS_OF_ROOT}\n{middle}\nclass C{base}:\n{body}"


REACHING = (
    "return self.{x}",
    "self.{x} += 1",
    "def inner():\n    return self.{x}\nreturn inner()",
    "return (lambda: self.{x})()",
    "return [self.{x} for _ in (1,)]",
    "return sum(self.{x} for _ in (1,))",
    "with nullcontext():\n    return self.{x}",
    "me = self\nreturn me.{x}",
    "try:\n    return self.{x}\nfinally:\n    show(1)",
    "return self._C{x}",
    "return self.{x}[0]",
    "return f'{{self.{x}}}'",
    "return show(self.{x}, key=1)",
    "for n in self.{x}:\n    return n",
)
"""Methods that do nothing else for sure before they read."""

ELSEWHERE = (
    "",
    "",
    "C._C{x} = [1]\n",
    "def give(c):\n    c._C{x} = [1]\n",
    "class Other:\n    def __init__(self):\n        self.{x} = [1]\n",
    "class D(C):\n    def __init__(self):\n        self.{x} = [1]\n",
    "def other(c):\n    c.{x} = [1]\n",
)
WITHIN = (
    "",
    "",
    "    def start(self):\n        self.{x} = [1]\n",
    "    {x} = [1]\n",
    "    {x}: list\n",
    "    def start(self):\n        {x} = [1]\n        return {x}\n",
    "    def start(self):\n        self.__dict__['{x}'] = [1]\n",
    "    if show:\n        {x} = [1]\n",
    "    def {x}(self):\n        pass\n",
    "    class In:\n        {x} = [1]\n",
)
ABOVE = (
    "    def __init__(self):\n        self.{x} = [1]\n",
    "    {x} = [1]\n",
    "    def setup(self):\n        pass\n",
)


@st.composite
def reading(draw: st.DrawFn) -> str:
    """Classes whose methods `read0`, `read1` … read one private name each, assigned or not."""
    drawn = Draw(draw, branches=False)
    above = "".join(drawn.pick(ABOVE).format(x=name) for name in drawn.pick((NAMES[:1], NAMES[:2])))
    base = drawn.pick(("", "(Root)", "(Space.C)", "(Exception)"))
    inside = indent(above, "    ")
    text = f"class Root:\n{above}\nclass Space:\n    class C:\n{inside}\nclass C{base}:\n"
    for name in NAMES:
        text += drawn.pick(WITHIN).format(x=name)
    for number in range(3):
        body = drawn.pick(REACHING).format(x=drawn.pick(NAMES))
        text += indent(method(f"def read{number}(self):", body), "    ")
    return f"{text}\n{''.join(drawn.pick(ELSEWHERE).format(x=name) for name in NAMES)}"
