"""Which classes are drawn: the grammar of the little language, as a Hypothesis strategy.

What happens by chance in a run is asked of the driver: `maybe()` is true or false, `many()` yields
any number of times, `make()` gives None, something false or something true, `risky()` raises
ValueError or not; `later()` is told what may be called from there on. To the linter all of these
are unknown calls. `self.hook()` raises NotImplementedError, but runs in a subclass that overrides
it: there it is another `maybe()`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st

from tests.oracle.language import CLASS_NAME, Clause, Compound, Method, Program, Statement

T = TypeVar("T")

HELPERS = ("__h", "__k")
PUBLIC = ("a", "b", "c")
TEARDOWN = "close"
HOOK = Method("hook", (), ("raise NotImplementedError",))
VALUES = ("False", "True", "-1", "2 - 2", "1 << 3")
LEAVING = ("return", "raise", "break", "continue")


@dataclass(frozen=True)
class _Around:
    """Where a statement stands. `later` are the methods that may be called without recursion."""

    parameters: tuple[str, ...]
    later: tuple[str, ...]
    depth: int = 2
    in_loop: bool = False
    is_covered: bool = False  # a ValueError raised here is caught in this very body
    may_recur: bool = True
    may_hand_on: bool = True

    def inside(self) -> _Around:
        return replace(self, depth=self.depth - 1)


@cache
def _one_of(options: tuple[object, ...]) -> st.SearchStrategy[object]:
    """Made once: to make a strategy takes longer than to draw from it."""
    return st.sampled_from(options)


@dataclass(frozen=True)
class _Grammar:
    draw: Callable[[st.SearchStrategy[object]], object]
    attributes: tuple[str, ...]
    flags: tuple[str, ...]
    arities: dict[str, int]
    has_hook: bool
    nested: list[str] = field(default_factory=list)

    def pick(self, options: Sequence[T]) -> T:
        return self.draw(_one_of(tuple(options)))  # type: ignore[return-value]

    def chance(self) -> bool:
        return self.pick((False, True))

    @property
    def private(self) -> tuple[str, ...]:
        return tuple(name for name in self.arities if name in HELPERS)

    # --- expressions ----------------------------------------------------------------------------

    def condition(self, around: _Around, depth: int = 2) -> str:
        kinds = [
            "maybe",
            "test",
            "test",
            "none",
            "flag",
            "parameter",
            "exists",
            "walrus",
            "call",
            "hook",
        ]
        if depth:
            kinds += ["not", "and", "or", "choice"]
        x = self.pick(self.attributes)
        match self.pick(kinds):
            case "test":
                return f"self.{x}"
            case "none":
                return f"self.{x} {self.pick(('is', 'is not'))} None"
            case "flag" if self.flags:
                return f"self.{self.pick(self.flags)}{self.pick(('', '', ' == -1'))}"
            case "hook" if self.has_hook:
                return "self.hook()"
            case "parameter" if around.parameters:
                return self.pick(around.parameters)
            case "exists":
                return self.existence_test(x)
            # open: `(v := self.__x)` tests v alone, so that self.__x stays unknown behind it
            case "walrus" if self.flags:
                return f"(v := self.{self.pick(self.flags)})"
            case "call" if around.later:
                return self.call(self.pick(around.later))
            case "not":
                return f"not {self.condition(around, 0)}"
            case "and" | "or" as word:
                return f"({self.condition(around, depth - 1)} {word} {self.condition(around, 0)})"
            case "choice":
                parts = [self.condition(around, 0) for _ in range(3)]
                return f"({parts[0]} if {parts[1]} else {parts[2]})"
        return "maybe()"

    def existence_test(self, attribute: str) -> str:
        mangled = f"_{CLASS_NAME}{attribute}"
        forms = ('hasattr(self, "{}")', '"{}" in vars(self)', 'getattr(self, "{}", None)')
        return self.pick(forms).format(mangled)

    def call(self, name: str) -> str:
        if name == "ready":
            return "self.ready"
        return f"self.{name}({', '.join(['maybe()'] * self.arities[name])})"

    # --- statements -----------------------------------------------------------------------------

    def block(self, around: _Around, most: int = 3) -> tuple[Statement, ...]:
        statements: list[Statement] = []
        for _ in range(self.pick(range(1, most + 1))):
            statements += self.statement(around)
            last = statements[-1]
            if isinstance(last, str) and last.split()[0] in LEAVING:
                break
        return tuple(statements)

    def statement(self, around: _Around) -> list[Statement]:
        simple = ["read", "delete", "assign", "flag", "call", "leave", "work", "hook"]
        compound = ["if", "if", "guard", "loop", "try", "suppress", "nested", "recursion"]
        if around.may_hand_on and self.private:
            simple.append("later")
        kind = self.pick([*simple, *compound] if around.depth else simple)
        inside = around.inside()
        match kind:
            case "if":
                return [self.branch(self.condition(around), inside)]
            case "guard":
                test = self.pick([*(f"self.{flag}" for flag in self.flags), "not self.__x"])
                return [Compound((Clause(f"if {test}:", (self.leave(around),)),))]
            case "loop":
                return [self.loop(around, replace(inside, in_loop=True))]
            case "try":
                return [self.attempt(around, inside)]
            case "suppress":
                error = self.pick(("AttributeError", "ValueError", "Exception"))
                covered = replace(inside, is_covered=around.is_covered or error != "AttributeError")
                return [Compound((Clause(f"with suppress({error}):", self.block(covered)),))]
            case "nested":
                body = self.block(
                    replace(inside, in_loop=False, is_covered=False, may_hand_on=False)
                )
                self.nested.append(name := f"inner{len(self.nested)}")
                return [Compound((Clause(f"def {name}():", body),)), f"{name}()"]
            case "recursion" if around.may_recur:
                call = self.call(self.pick(tuple(self.arities)))
                return [Compound((Clause("if maybe():", (call,)),))]
        return [self.simple(kind, around)]

    def simple(self, kind: str, around: _Around) -> str:
        x = self.pick(self.attributes)
        match kind:
            case "delete":
                forms = ["del self.{x}", f'delattr(self, "_{CLASS_NAME}{{x}}")', "del (self.{x},)"]
                if len(self.attributes) > 1:
                    forms.append(f"del {', '.join(f'self.{name}' for name in self.attributes)}")
                return self.pick(forms).format(x=x)
            case "assign":
                value = self.pick(("None", "Thing()", "make()", "0"))
                return self.pick((f"self.{x} = {value}", f"self.{x}, v = {value}, None"))
            case "flag" if self.flags:
                return f"self.{self.pick(self.flags)} = {self.pick(VALUES)}"
            case "hook" if self.has_hook:
                return "self.hook()"
            case "later":
                return f"later(then=self.{self.pick(self.private)})"
            case "call" if around.later:
                return self.call(self.pick(around.later))
            case "leave":
                return self.leave(around)
            case "work":
                return "risky()" if around.is_covered else "work()"
        forms = ["self.{x}.__repr__()", "show(self.{x})", "v = self.{x}", "v = self.{x} or None"]
        return self.pick(
            [*forms, f"v = self.{{x}} if {self.condition(around, 0)} else None"]
        ).format(x=x)

    def leave(self, around: _Around) -> str:
        ways = ["return", "raise ValueError"]
        if around.in_loop:
            ways += ["break", "continue"]
        return self.pick(ways)

    def branch(self, test: str, inside: _Around) -> Compound:
        clauses = [Clause(f"if {test}:", self.block(inside))]
        if self.chance():
            clauses.append(Clause("else:", self.block(inside)))
        return Compound(tuple(clauses))

    def loop(self, around: _Around, inside: _Around) -> Compound:
        heads = (
            "for _ in many():",
            "while maybe():",
            f"while maybe() and {self.condition(around)}:",
        )
        clauses = [Clause(self.pick(heads), self.block(inside))]
        if self.chance():
            clauses.append(Clause("else:", self.block(around.inside())))
        return Compound(tuple(clauses))

    def attempt(self, around: _Around, inside: _Around) -> Compound:
        errors = self.pick(
            (
                ("ValueError",),
                ("AttributeError",),
                ("Exception",),
                (),
                ("ValueError", "AttributeError"),
            )
        )
        covered = around.is_covered or bool({"ValueError", "Exception"} & {*errors})
        clauses = [Clause("try:", self.block(replace(inside, is_covered=covered)))]
        for error in errors:
            body = self.block(inside)
            if self.chance():
                body = (*body, "raise") if not _leaves(body) else body
            clauses.append(Clause(f"except {error}:", body))
        if errors and self.chance():
            clauses.append(Clause("else:", self.block(inside)))
        if not errors or self.chance():
            clauses.append(Clause("finally:", self.block(inside)))
        return Compound(tuple(clauses))


def _leaves(body: Sequence[Statement]) -> bool:
    return isinstance(body[-1], str) and body[-1].split()[0] in LEAVING


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """Classes with one or two private attributes, and methods that use them."""
    attributes = draw(st.sampled_from((("__x",), ("__x", "__y"))))
    flags = draw(st.sampled_from(((), ("closed",), ("__done",), ("closed", "__done"))))
    names = (
        *PUBLIC[: draw(st.integers(1, 2))],
        draw(st.sampled_from((PUBLIC[2], TEARDOWN))),
        *draw(st.sampled_from(((), ("ready",)))),
        *HELPERS[: draw(st.integers(0, 2))],
    )
    arities = {name: 0 if name == "ready" else draw(st.integers(0, 1)) for name in names}
    has_hook = draw(st.integers(0, 3)) == 3
    grammar = _Grammar(draw, attributes, flags, arities, has_hook)
    methods = [_constructor(grammar, names)]
    for position, name in enumerate(names):
        # open: a getter whose helper deletes, and which another method reads after the state
        # attribute was changed; the linter takes the read for a repeat of the getter itself
        is_getter = name == "ready"
        later = () if is_getter else names[position + 1 :]
        around = _Around(("p",)[: arities[name]], later, may_recur=not is_getter)
        body = grammar.block(around)
        if (name in HELPERS or is_getter) and not _leaves(body):
            body = (*body, f"return {grammar.condition(around, 0)}")
        if name in HELPERS and draw(st.integers(0, 7)) == 7:
            methods[0] = replace(methods[0], body=(*methods[0].body, f"keep(self.{name})"))
        methods.append(Method(name, around.parameters, body, is_property=is_getter))
    if has_hook:
        methods.append(HOOK)
    level = draw(st.sampled_from(((), (), (), ("__x: object",), ("__x = None",))))
    return Program(level, tuple(methods))


def _constructor(grammar: _Grammar, names: tuple[str, ...]) -> Method:
    body: list[Statement] = [f"self.{flag} = False" for flag in grammar.flags]
    for attribute in grammar.attributes:
        body.append(f"self.{attribute} = {grammar.pick(('None', 'Thing()', 'make()'))}")
    if grammar.pick(range(4)) == 3:
        # by chance only: of a class whose constructor always raises, there are no objects
        part = Clause("if maybe():", grammar.block(_Around((), names, depth=1, may_hand_on=False)))
        body.append(Compound((part,)))
    return Method("__init__", (), tuple(body))
