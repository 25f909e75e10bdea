"""The part of a file that can matter to a finding: only that is parsed by LibCST.

The built-in parser is ten times faster and shows the functions and classes. Those that cannot
matter become comments of the same length, so that every offset stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mangle_lint.findings import Failure
from mangle_lint.sieves.choice import Choice, Part
from mangle_lint.sieves.code import Code
from mangle_lint.sieves.narrowing import narrowed
from mangle_lint.sieves.sieve import Sieve
from mangle_lint.source.builtin_parser import builtin_tree
from mangle_lint.source.outline import NOTHING, Outline, outline_of
from mangle_lint.source.parsing import BuiltinParse, refuse_deep_nesting
from mangle_lint.source.telling import names_in
from mangle_lint.source.text import Source
from mangle_lint.source.world_reader import closed_worlds

if TYPE_CHECKING:
    import ast

_NON_ASCII = re.compile(r"\w*[\x80-\U0010ffff][\w\x80-\U0010ffff]*")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The part of a file that is analysed.

    `text` is as long as `source.text`, with comments in place of the rest. The classes that matter
    have mangled names with one of the `prefixes`; None means that every class may matter. `outline`
    is that of the whole file. `failure` is what the built-in parser found wrong with the file, if
    anything.
    """

    source: Source
    text: str
    prefixes: frozenset[str] | None = None
    outline: Outline = NOTHING
    failure: Failure | None = None


def suspected_prefixes(text: str, sieves: Collection[Sieve]) -> Set[str] | None:
    """The prefixes of the classes that rules with these sieves may have something to say about.

    They are told from the definitions that have to do with private names; None if they cannot be.
    """
    file = Code(text.encode("utf-8", "surrogatepass"))
    tests = {sieve.code for sieve in sieves}

    def is_suspect(part: bytes) -> bool:
        return any(test(Code(part, file, is_top=True)) for test in tests)

    narrow = narrowed(file.narrowed, is_suspect).decode("utf-8", "surrogatepass")
    tree = builtin_tree(narrow)
    if tree is None or not _is_plain(narrow, tree):
        return None
    return _suspected(narrow, tree, sieves)


def make_excerpt(
    source: Source,
    parsed: BuiltinParse,
    sieves: Collection[Sieve] | None,
    prefixes: Set[str] | None = None,
) -> Excerpt | None:
    """Choose what rules with these sieves can have something to say about; None if it is nothing.

    Their findings in the excerpt are those in the file. Without sieves all of it is chosen.
    `prefixes` are the suspected ones, if they are known. Raises SourceError where nesting is too
    deep.
    """
    if parsed.tree is None:  # LibCST shall say whether it is a syntax error or newer syntax
        return Excerpt(source, source.text, failure=parsed.failure)
    tree = parsed.tree
    dropped: list[Part] = []
    if not _is_plain(source.text, tree):
        sieves = prefixes = None
    if sieves is not None:
        if prefixes is None:
            prefixes = _suspected(source.text, tree, sieves)
        if not prefixes:
            return None
        dropped = list(Choice(source.text, tree, sieves).dropped(prefixes))
    refuse_deep_nesting(tree, {id(part.node) for part in dropped}, source.path)
    return Excerpt(
        source,
        _blotted(source.text, dropped),
        None if prefixes is None else frozenset(prefixes),
        outline_of(tree, source.text, closed_worlds(tree)),
    )


def _suspected(text: str, tree: ast.Module, sieves: Collection[Sieve]) -> Set[str]:
    worlds = cache(lambda: closed_worlds(tree, text))
    return Choice(text, tree, sieves).suspected(worlds)


def _is_plain(text: str, tree: ast.Module) -> bool:
    """Whether names are spelled in the text as they are in the tree (PEP 3131)."""
    if text.isascii():
        return True
    unusual = {
        unicodedata.normalize("NFKC", word)
        for word in _NON_ASCII.findall(text)
        if word.isidentifier() and not unicodedata.is_normalized("NFKC", word)
    }
    return not unusual or unusual.isdisjoint(names_in(tree))


def _blotted(text: str, parts: Iterable[Part]) -> str:
    """`text` with a comment in place of each part; one comment for parts with nothing between."""
    pieces, end = [], 0
    for part in parts:
        between = text[end : part.start]
        mark = "#"
        if end and between.isspace():
            between, mark = " " * len(between), " "
        pieces += [between, mark + " " * (len(part.text) - 1)]
        end = part.end
    return "".join([*pieces, text[end:]])
