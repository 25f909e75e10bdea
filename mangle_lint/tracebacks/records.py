"""Lines of a log that are JSON, or that escape the line ends of what they tell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_MEANT = {"n": "\n", "r": "\r", "t": "\t"}
_HINTS = ("Traceback (most recent", 'File \\"', "File '", "has no attribute", "AttributeError")


def texts(line: str) -> list[tuple[str, str]] | None:
    """The texts in a line of JSON, each with the keys that lead to it; None if it is no such line.

    Something else may stand in front of the JSON, as in the logs of containers.
    """
    start = line.find("{")
    if start < 0 or not line.rstrip().endswith("}"):
        return None
    try:
        return list(_texts(json.loads(line[start:])))
    except (ValueError, RecursionError):
        return None


def unescaped(line: str) -> list[str] | None:
    """The lines that a line has, with escapes between them; None if it has no traceback in it."""
    if "\\n" not in line or not any(hint in line for hint in _HINTS):
        return None
    return _encodable(_ESCAPE.sub(_meaning, line)).splitlines()


def _encodable(text: str) -> str:
    """A text with question marks for halves of characters, which escapes may spell."""
    return text if text.isascii() else text.encode(errors="replace").decode()


def _meaning(escape: re.Match[str]) -> str:
    code, letter = escape.groups()
    return chr(int(code, 16)) if code else _MEANT.get(letter, letter)


def _texts(value: object) -> Iterator[tuple[str, str]]:
    stack: list[tuple[str, object]] = [("", value)]
    while stack:
        path, part = stack.pop()
        if isinstance(part, str):
            yield path, _encodable(part)
        elif isinstance(part, dict):
            stack += [(f"{path}.{key}", inner) for key, inner in reversed(part.items())]
        elif isinstance(part, list):
            stack += [(path, inner) for inner in reversed(part)]
