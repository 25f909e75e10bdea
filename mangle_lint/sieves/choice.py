"""Which functions and classes of a file can matter, told from the built-in parser's tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from mangle_lint.sieves.code import Code
from mangle_lint.sieves.mentions import mentions
from mangle_lint.sieves.sieve import Sieve
from mangle_lint.source.closed_world import ClosedWorld
from mangle_lint.source.lines import Lines
from mangle_lint.source.mangling import mangled_prefix
from mangle_lint.source.reflective_names import may_patch

# what is no ASCII may be part of a name; \w lacks some of it
_CLASS = re.compile(r"class(?:[ \t\f]|\\\r?\n?)+_*([\w\x80-\U0010ffff]+)")


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A statement with its text. Definitions are functions and classes; they have their own lines.

    `owner` is the name of the class around it. `prefixes` are those of the mangled names of the
    classes in it, and maybe more.
    """

    node: ast.stmt
    owner: str | None
    start: int
    text: str
    prefixes: frozenset[str]
    is_definition: bool

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.start + len(self.text)


class Choice:
    """Chooses the functions and classes of a module that can be dropped.

    Classes go by their prefixes (`_C__`). Outside of the classes that can matter, only code does
    that spells such a prefix, or may patch such a class. Where several classes share a prefix, only
    their statements matter that pass a sieve, and the fact that there are several.
    """

    def __init__(self, text: str, tree: ast.Module, sieves: Collection[Sieve]) -> None:
        self.text = text
        self.sieves = sieves
        self.file = Code(text.encode("utf-8", "surrogatepass"))
        self.starts = [*Lines(text).starts, len(text)]
        self.tests = {sieve.code for sieve in sieves}
        self.parts = list(self._parts(tree.body, None))

    def dropped(self, prefixes: Set[str]) -> Iterator[Part]:
        """The functions and classes that do not matter, in source order.

        The classes with these prefixes can matter.
        """
        holders = [part for part in self.parts if part.prefixes & prefixes]
        leaves = [leaf for part in holders for leaf in self._leaves(part, prefixes)]
        shared: set[str] = set()
        kept: set[Part] = set()
        for prefix in prefixes:
            witnesses = _with_two_classes(leaves, prefix)
            if witnesses:
                shared.add(prefix)
                kept.update(witnesses)
        alone = prefixes - shared
        spelled = {prefix for prefix in alone if prefix in self.text}
        patched = alone if may_patch(self.text) else ()

        def matters(part: Part) -> bool:
            return (
                not part.is_definition
                or bool(part.prefixes & alone)
                or any(prefix in part.text for prefix in spelled)
                or any(may_patch(part.text, prefix) for prefix in patched)
                or bool(part.prefixes & shared and self._may_matter(part))
                or any(part.start <= witness.start < part.end for witness in kept)
            )

        for part in self.parts:
            if not matters(part):
                yield part
                continue
            inside = self._leaves(part, prefixes)
            if any(leaf.is_definition and matters(leaf) for leaf in inside):
                yield from (leaf for leaf in inside if not matters(leaf))

    def _parts(self, statements: Sequence[ast.stmt], owner: str | None) -> Iterator[Part]:
        for node in statements:
            assert node.end_lineno is not None
            first, is_definition = node.lineno, False
            if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
                first = min([first, *(decorator.lineno for decorator in node.decorator_list)])
                is_definition = True
            lines = self.text[self.starts[first - 1] : self.starts[node.end_lineno]]
            code = lines.lstrip(" \t\f")
            start = self.starts[first - 1] + len(lines) - len(code)
            code = code.rstrip("\r\n")
            prefixes = frozenset(f"_{name}__" for name in _CLASS.findall(code))
            yield Part(node, owner, start, code, prefixes, is_definition)

    def _members(self, part: Part) -> list[Part]:
        """The statements of a class; of all else, the part as it is."""
        node = part.node
        if not isinstance(node, ast.ClassDef) or node.body[0].lineno == node.lineno:
            return [part]
        return list(self._parts(node.body, node.name))

    def _leaves(self, part: Part, prefixes: Set[str]) -> list[Part]:
        """The statements of a class that is not wanted itself; of all else, the part as it is."""
        if isinstance(part.node, ast.ClassDef) and mangled_prefix(part.node.name) in prefixes:
            return [part]
        return self._members(part)

    def _may_matter(self, part: Part) -> bool:
        code = Code(part.text.encode("utf-8", "surrogatepass"), self.file)
        return any(test(code) for test in self.tests)

    def suspected(self, worlds: Callable[[], Mapping[str, ClosedWorld]]) -> set[str]:
        """The prefixes of the classes that can matter, as the sieves see it."""
        suspects = [
            member
            for part in self.parts
            if self._may_matter(part)
            for member in self._members(part)
            if self._may_matter(member)
        ]
        if not suspects:
            return set()
        known = {prefix for part in self.parts for prefix in part.prefixes}
        nodes = ((member.node, member.owner) for member in suspects)
        found = mentions(nodes, worlds)
        names = {name for sieve in self.sieves for name in sieve.names(found)}
        return {prefix for name in names for prefix in known if name.startswith(prefix)}


def _with_two_classes(parts: Iterable[Part], prefix: str) -> list[Part]:
    """The smallest parts that hold two classes or more with this prefix; none if there is one."""
    holders = [part for part in parts if prefix in part.prefixes]
    named = [name for part in holders for name in _CLASS.findall(part.text)]
    if named.count(prefix[1:-2]) < 2:
        return []  # walking the trees would take long
    found, count = [], 0
    for part in sorted(holders, key=lambda part: len(part.text)):
        found.append(part)
        count += sum(
            isinstance(node, ast.ClassDef) and mangled_prefix(node.name) == prefix
            for node in ast.walk(part.node)
        )
        if count > 1:
            return found
    return []
