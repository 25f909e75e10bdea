"""From the bytes of one file to what of it is to be analysed. Each layer is entered once.

bytes -> sieve (bytes) -> text -> built-in parser's tree -> sieve (names) -> excerpt
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mangle_lint.options import Options
from mangle_lint.rules import RULES
from mangle_lint.rules.rule import Rule
from mangle_lint.sieves.prefilter import bytes_may_matter
from mangle_lint.source.builtin_parser import builtin_tree

if TYPE_CHECKING:
    from mangle_lint.sieves.excerpt import Excerpt


def selected_rules(options: Options) -> Sequence[Rule]:
    """The rules that are on, in order of their codes."""
    return [RULES[code] for code in sorted(options.select)]


def may_matter(data: bytes, options: Options) -> bool:
    """Whether the file with these bytes can hold a finding of a selected rule; a superset."""
    return bytes_may_matter(data, [rule.sieve for rule in selected_rules(options)])


def read(
    data: bytes, path: str, options: Options, *, matters: bool | None = None
) -> Excerpt | None:
    """What of a file is to be analysed; None if no selected rule can have anything to say.

    `matters` is the answer of `may_matter`, if it is known. Raises SourceError where the file
    cannot be decoded or, as far as it is parsed, has a syntax error.
    """
    if matters is None:
        matters = not options.prefilter or may_matter(data, options)
    # most files end here, and nothing more was imported; comments need not be of the encoding for
    # the built-in parser, so it alone does not show that a file can be decoded
    if not matters and data.isascii() and not (options.syntax and builtin_tree(data) is None):
        return None
    from mangle_lint.sieves.excerpt import make_excerpt, suspected_prefixes
    from mangle_lint.source.parsing import builtin_parse, parse
    from mangle_lint.source.text import decode

    source = decode(data, path)
    sieves = [rule.sieve for rule in selected_rules(options)] if options.prefilter else None
    prefixes = None
    if matters and sieves is not None:
        prefixes = suspected_prefixes(source.text, sieves)
        matters = prefixes is None or bool(prefixes)
    if not matters and not options.syntax:
        return None
    parsed = builtin_parse(source)
    if matters:
        return make_excerpt(source, parsed, sieves, prefixes)
    if parsed.tree is None:
        parse(source, source.text, parsed.failure)
    return None
