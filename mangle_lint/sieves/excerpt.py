"""What of a file can matter to a finding: only that is parsed by LibCST.

The built-in parser is ten times faster and tells where functions and classes stand. Those that
cannot matter become comments of the same length, so that every offset stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mangle_lint.sieves.prefilter import may_delete, spells_private
from mangle_lint.source.text import NEWLINE, Source, decode, refuse_deep_nesting, syntax_tree

if TYPE_CHECKING:
    import ast

# what is no ASCII may be part of a name; \w lacks some of it
_CLASS = re.compile(r"class(?:[ \t\f]|\\\r?\n?)+_*([\w\x80-\U0010ffff]+)")
_NON_ASCII = re.compile(r"\w*[\x80-\U0010ffff][\w\x80-\U0010ffff]*")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What of one file is analysed: `text` is as long as `source.text`, with comments for the rest.

    `text` is None if the file can hold no finding.
    """

    source: Source
    text: str | None


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A statement, on lines of its own if it `is_definition`: a function or a class.

    `owner` is the name of the class that it stands in. `prefixes` are what the mangled names of the
    classes in it start with, and maybe more.
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


def read_excerpt(data: bytes, path: str, *, whole: bool = False) -> Excerpt:
    """Decode a file and choose what of it is to be analysed. Raises SourceError.

    The findings in the excerpt are those of the file. `whole` asks for all of it.
    """
    source = decode(data, path)
    tree = syntax_tree(source)
    if tree is None:  # a syntax error, or newer syntax: LibCST shall tell
        return Excerpt(source, source.text)
    dropped: list[_Part] = []
    if not whole and _is_plain(source.text):
        choice = _Choice(source.text, tree)
        if not choice.wanted:
            return Excerpt(source, None)
        dropped = list(choice.dropped())
    without = {id(part.node) for part in dropped}
    refuse_deep_nesting(tree, without, path)
    return Excerpt(source, _blotted(source.text, dropped))


def _is_plain(text: str) -> bool:
    """Whether names are spelled in the text as they are in the tree (PEP 3131)."""
    if text.isascii():
        return True
    import unicodedata

    return all(
        unicodedata.is_normalized("NFKC", word) or not word.isidentifier()
        for word in _NON_ASCII.findall(text)
    )


def _blotted(text: str, parts: Iterable[_Part]) -> str:
    """`text` with a comment in the place of each part, or one for several with nothing between."""
    pieces, end = [], 0
    for part in parts:
        between = text[end : part.start]
        mark = "#"
        if end and between.isspace():
            between, mark = " " * len(between), " "
        pieces += [between, mark + " " * (len(part.text) - 1)]
        end = part.end
    return "".join([*pieces, text[end:]])


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


class _Choice:
    """Chooses what to drop from a module.

    `wanted` are the prefixes `_C__` of the classes for which a private name is both deleted and
    read. Nothing counts outside these classes but what spells such a prefix; and where several
    classes share it, nothing outside those that delete, but that there are several.
    """

    def __init__(self, text: str, tree: ast.Module) -> None:
        self.text = text
        self.spelled = spells_private(_bytes(text))
        self.lines = [0, *(match.end() for match in NEWLINE.finditer(text)), len(text)]
        self.parts = list(self._parts(tree.body, None))
        self.wanted = self._wanted()

    def dropped(self) -> Iterator[_Part]:
        """The functions and classes that do not matter, in order."""
        holders = [part for part in self.parts if part.prefixes & self.wanted]
        leaves = [leaf for part in holders for leaf in self._leaves(part)]
        shared: set[str] = set()
        kept: set[_Part] = set()
        for prefix in self.wanted:
            witnesses = _with_two_classes(leaves, prefix)
            if witnesses:
                shared.add(prefix)
                kept.update(witnesses)
        alone = self.wanted - shared
        spelled = {prefix for prefix in alone if prefix in self.text}

        def matters(part: _Part) -> bool:
            return (
                not part.is_definition
                or bool(part.prefixes & alone)
                or any(prefix in part.text for prefix in spelled)
                or bool(part.prefixes & shared and self._may_delete(part))
                or any(part.start <= witness.start < part.end for witness in kept)
            )

        for part in self.parts:
            if not matters(part):
                yield part
                continue
            inside = self._leaves(part)
            if any(leaf.is_definition and matters(leaf) for leaf in inside):
                yield from (leaf for leaf in inside if not matters(leaf))

    def _parts(self, statements: Sequence[ast.stmt], owner: str | None) -> Iterator[_Part]:
        import ast

        for node in statements:
            assert node.end_lineno is not None
            first, is_definition = node.lineno, False
            if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
                first = min([first, *(decorator.lineno for decorator in node.decorator_list)])
                is_definition = True
            lines = self.text[self.lines[first - 1] : self.lines[node.end_lineno]]
            code = lines.lstrip(" \t\f")
            start = self.lines[first - 1] + len(lines) - len(code)
            code = code.rstrip("\r\n")
            prefixes = frozenset(f"_{name}__" for name in _CLASS.findall(code))
            yield _Part(node, owner, start, code, prefixes, is_definition)

    def _members(self, part: _Part) -> list[_Part]:
        """The statements of a class; of all else, the part as it is."""
        import ast

        node = part.node
        if not isinstance(node, ast.ClassDef) or node.body[0].lineno == node.lineno:
            return [part]
        return list(self._parts(node.body, node.name))

    def _leaves(self, part: _Part) -> list[_Part]:
        """The statements of a class that is not wanted itself; of all else, the part as it is."""
        import ast

        if isinstance(part.node, ast.ClassDef) and _prefix(part.node.name) in self.wanted:
            return [part]
        return self._members(part)

    def _may_delete(self, part: _Part) -> bool:
        return may_delete(_bytes(part.text), self.spelled)

    def _wanted(self) -> set[str]:
        suspects = [
            member
            for part in self.parts
            if self._may_delete(part)
            for member in self._members(part)
            if self._may_delete(member)
        ]
        if not suspects:
            return set()
        from mangle_lint.sieves.mentions import mentions

        deleted, read = mentions((member.node, member.owner) for member in suspects)
        known = {prefix for part in self.parts for prefix in part.prefixes}
        return {
            prefix
            for name in deleted
            for prefix in known
            if name.startswith(prefix) and (name in read or self._is_named(name, prefix, suspects))
        }

    def _is_named(self, name: str, prefix: str, suspects: Collection[_Part]) -> bool:
        """Whether a mangled name of a class is to be found anywhere but in the suspects."""
        places = {member.start for member in suspects}
        private = name[len(prefix) - 2 :]
        return any(
            name in member.text
            or (private in member.text and prefix in {*member.prefixes, _prefix(member.owner)})
            for part in self.parts
            if name in part.text or (private in part.text and prefix in part.prefixes)
            for member in self._members(part)
            if member.start not in places
        )


def _prefix(class_name: str | None) -> str:
    """What the mangled names of a class start with."""
    return f"_{(class_name or '').lstrip('_')}__"


def _with_two_classes(parts: Iterable[_Part], prefix: str) -> list[_Part]:
    """The smallest parts that hold two classes or more with this prefix; none if there is one."""
    import ast

    found, count = [], 0
    for part in sorted(parts, key=lambda part: len(part.text)):
        if prefix in part.prefixes:
            found.append(part)
            count += sum(
                isinstance(node, ast.ClassDef) and _prefix(node.name) == prefix
                for node in ast.walk(part.node)
            )
            if count > 1:
                return found
    return []
