"""The part of a file that has to do with private names, told from its bytes.

Most files that have a private name have it in few of their classes. Functions and classes at the
top level that have none are left out before anything else is looked at. Such a class can only
matter as the base of another one, or because its name is part of a mangled name.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from mangle_lint.sieves.code import has_private_name
from mangle_lint.sieves.quoted import quoted_spans, with_newlines

_TOP = rb"\n(?=@|(?:class|def|async)(?![\w\x80-\xff]))(?<!\\\n)"
"""Where a definition starts that is not indented. No expression goes on with such a line but by
an operator `@`."""

_CLASS = rb"class(?:[ \t\f]|\\\n)+_*([\w\x80-\xff]+)"
_HEAD = rb"class(?:[ \t\f]|\\\n)[^:]*"
_WORD = rb"[\w\x80-\xff]+"
_QUOTED = rb"['\"](__[\w\x80-\xff]+)(?<!__)['\"]"


def narrowed(data: bytes, is_wanted: Callable[[bytes], bool] = has_private_name) -> bytes:
    """Code with line feeds for line ends, without the definitions at the top that cannot matter.

    `data` is the whole of a file, in an encoding that keeps ASCII. What is wanted stays, with the
    classes that it extends, those with whose names a mangled name of it starts, and whatever has a
    name that it spells as a text. All comes back where it cannot be told where definitions start.
    """
    code = with_newlines(data)
    parts = _parts(code)
    kept = {number for number, part in enumerate(parts) if is_wanted(part)}
    if len(kept) == len(parts):
        return code
    fresh, others = kept, {n: _named(parts[n]) for n in range(len(parts)) if n not in kept}
    while fresh:
        text = b"".join(parts[number] for number in sorted(fresh))
        words = {word.lstrip(b"_") for head in re.findall(_HEAD, text) for word in _words(head)}
        spelled = re.findall(_QUOTED, text)
        fresh = {
            number
            for number, names in others.items()
            if any(name in words or b"_%b__" % name in text for name in names)
            or any(name in parts[number] for name in spelled)
        }
        kept |= fresh
        for number in fresh:
            del others[number]
    return b"".join(parts[number] for number in sorted(kept))


def _named(part: bytes) -> list[bytes]:
    """The names of the classes in a part, without leading underscores."""
    return re.findall(_CLASS, part) if b"class" in part else []


def _words(code: bytes) -> list[bytes]:
    return re.findall(_WORD, code)


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
