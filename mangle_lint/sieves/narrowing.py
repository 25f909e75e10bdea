"""The part of a file that has to do with private names, told from its bytes.

Most files that have a private name have it in few of their classes. Functions and classes at the
top level that have none are left out before anything else is looked at. Such a class can only
matter as the base of another one, or because its name is part of a mangled name.
"""

from __future__ import annotations

import re

from mangle_lint.sieves.code import has_private_name
from mangle_lint.sieves.quoted import quoted_spans, with_newlines

_TOP = rb"\n(?=@|(?:class|def|async)(?![\w\x80-\xff]))(?<!\\\n)"
"""Where a definition starts that is not indented. No expression goes on with such a line but by
an operator `@`."""

_CLASS = rb"class(?:[ \t\f]|\\\n)+_*([\w\x80-\xff]+)"
_HEAD = rb"class(?:[ \t\f]|\\\n)[^:]*"
_WORD = rb"[\w\x80-\xff]+"


def narrowed(data: bytes) -> bytes:
    """Code with line feeds for line ends, without the definitions at the top that cannot matter.

    `data` is the whole of a file, in an encoding that keeps ASCII. All of it comes back where it
    cannot be told where definitions start.
    """
    code = with_newlines(data)
    parts = _parts(code)
    kept = {number for number, part in enumerate(parts) if has_private_name(part)}
    if len(kept) == len(parts):
        return code
    classes = {
        number: [name.lstrip(b"_") for name in re.findall(_CLASS, part)]
        for number, part in enumerate(parts)
        if number not in kept and b"class" in part
    }
    fresh = kept
    while fresh and classes:
        text = b"".join(parts[number] for number in sorted(fresh))
        words = {
            word.lstrip(b"_")
            for head in re.findall(_HEAD, text)
            for word in re.findall(_WORD, head)
        }
        fresh = {
            number
            for number, names in classes.items()
            if any(name in words or b"_%b__" % name in text for name in names)
        }
        kept |= fresh
        for number in fresh:
            del classes[number]
    return b"".join(parts[number] for number in sorted(kept))


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
