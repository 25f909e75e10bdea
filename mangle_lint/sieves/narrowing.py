"""The part of a file that has to do with private names, told from its bytes.

Most files that have a private name have it in few of their classes. Functions and classes at the
top level that have none are left out before anything else is looked at. Such a class can only
matter as the base of another one, or because its name is part of a mangled name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from itertools import chain

from mangle_lint.sieves.private_names import has_private_name
from mangle_lint.sieves.quoted import quoted_spans, with_newlines

_TOP = rb"\n(?=@|(?:class|def|async)(?![\w\x80-\xff]))(?<!\\\n)"
"""Where a definition starts that is not indented. No expression goes on with such a line but by
an operator `@`."""

_CLASS = rb"class(?:[ \t\f]|\\\n)+_*([\w\x80-\xff]+)"
_HEAD = rb"class(?:[ \t\f]|\\\n)[^:]*"
_WORD = rb"[\w\x80-\xff]+"
_PRIVATE = rb"__[\w\x80-\xff]+(?<!__)(?![\w\x80-\xff])"
_MANGLED = rb"(?<![\w\x80-\xff])_[A-Za-z0-9\x80-\xff][\w\x80-\xff]*__[\w\x80-\xff]+"
_SHARED = rb"(?:def(?:[ \t\f]|\\\n)+|['\"])(__[\w\x80-\xff]+)(?<!__)(?![\w\x80-\xff])"
"""A private name that code elsewhere may have to do with: of a function, or as a text."""


def narrowed(data: bytes, is_wanted: Callable[[bytes], bool] = has_private_name) -> bytes:
    """Code with line feeds for line ends, without the definitions at the top that cannot matter.

    `data` is the whole of a file, in an encoding that keeps ASCII. What is wanted stays, with the
    classes that it extends, those with whose names a mangled name of it starts, and whatever has a
    private name that is one of its functions or texts. All comes back where it cannot be told where
    definitions start.
    """
    code = with_newlines(data)
    parts = _parts(code)
    kept = {number for number, part in enumerate(parts) if is_wanted(part)}
    if len(kept) == len(parts):
        return code
    holders: dict[bytes, list[int]] = defaultdict(list)
    for number in range(len(parts)):
        if number not in kept:
            for name in _named(parts[number]):
                holders[name].append(number)
    fresh = kept
    while fresh and holders:
        wanted = _wanted_by(b"".join(parts[number] for number in sorted(fresh)))
        found = chain.from_iterable(holders.pop(name, ()) for name in wanted)
        fresh = set(found) - kept
        kept |= fresh
    return b"".join(parts[number] for number in sorted(kept))


def _named(part: bytes) -> set[bytes]:
    """The names of the classes in a part, without leading underscores, and its private names."""
    classes = re.findall(_CLASS, part) if b"class" in part else []
    return {*classes, *re.findall(_PRIVATE, part)}


def _wanted_by(code: bytes) -> set[bytes]:
    """The names that other parts are wanted for."""
    heads = b" ".join(re.findall(_HEAD, code))
    wanted = {word.lstrip(b"_") for word in re.findall(_WORD, heads)}
    wanted.update(re.findall(_SHARED, code))
    for name in set(re.findall(_MANGLED, code)):
        end = name.find(b"__", 1)
        while end > 0:
            wanted.add(name[1:end])
            end = name.find(b"__", end + 1)
    return wanted


def _parts(code: bytes) -> list[bytes]:
    """The text of a file cut where its definitions start; one part where that cannot be told."""
    cuts = [match.end() for match in re.finditer(_TOP, code)]
    spans = quoted_spans(code) if cuts else None
    if spans is None:
        return [code]
    texts = iter([*spans, (len(code), len(code) + 1)])
    first, last = next(texts)
    parts, start, is_decorated = [], 0, code.startswith(b"@")
    for cut in cuts:
        while last <= cut:
            first, last = next(texts)
        if cut > first:
            continue
        is_decorator = code.startswith(b"@", cut)
        if not is_decorated:
            parts.append(code[start:cut])
            start = cut
        is_decorated = is_decorator
    return [*parts, code[start:]]
