"""What Python says of an AttributeError on a private name, in the words of 3.10 to 3.14."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from mangle_lint.source.mangling import is_private

_MANGLED = re.compile(r"_(?!_)\w*?\w__\w+(?<!__)")  # as the probe of verify has it
_LONGEST = 500
_BEFORE = len(" AttributeError: ")
_QUOTE = r"\\?'"
_NAME = rf"{_QUOTE}(?P<name>\w+){_QUOTE}"
_OWNER = rf"{_QUOTE}(?P<owner>[^'\\]+){_QUOTE}"
_FORMS = (
    re.compile(
        rf"(?P<of>type object |module )?{_OWNER}(?: object)? has no attribute {_NAME}"
        r"(?: and no __dict__ for setting new attributes)?"
    ),
    re.compile(rf"property {_NAME} of {_OWNER} object has no (?:getter|setter|deleter)"),
    re.compile(rf"(?:can't (?:delete|set) attribute|unreadable attribute) {_NAME}"),
    re.compile(r"(?<=AttributeError: )(?P<name>\w+)$"),
    re.compile(rf"(?<=AttributeError\(){_NAME}(?=\))"),
)
"""The second form is that of 3.11, the third that of 3.10; the last two are those of slots, and of
`del` in 3.10. In a text within a text the quotes are escaped."""

_RAISED = re.compile(r"\bAttributeError(?:: |\([\"']?)$")


class Of(Enum):
    """What has no such attribute."""

    OBJECT = "object"
    CLASS = "type object"
    SUPER = "super"
    MODULE = "module"
    UNSAID = ""


class Message(NamedTuple):
    """What an AttributeError says, without the suggestion of another name.

    `owner` is the name of the object's class, or of the class or module itself; "" if the message
    does not say. `is_raised` tells whether the type of the error stands before it.
    """

    text: str
    of: Of
    owner: str
    attribute: str
    is_raised: bool = True

    @property
    def is_mangled(self) -> bool:
        """Whether the attribute looks like a mangled name; else it is private, but not mangled."""
        return is_mangled(self.attribute)


def may_have_message(line: str) -> bool:
    """Whether a line may have such a message: a cheap question that most lines answer with no."""
    return "ttribute" in line or " has no " in line


def messages(line: str) -> Iterator[Message]:
    """The messages about private names in a line of text."""
    if not may_have_message(line):
        return
    for form in _FORMS:
        for match in form.finditer(line):
            groups = match.groupdict()
            name, owner = match["name"], groups.get("owner") or ""
            if is_mangled(name) or (is_private(name) and len(name) <= _LONGEST):
                text = match[0].replace("\\'", "'")
                is_raised = (
                    _RAISED.search(line, max(match.start() - _BEFORE, 0), match.start()) is not None
                )
                yield Message(text, _of(groups.get("of"), owner), owner, name, is_raised)


def is_mangled(name: str) -> bool:
    """Whether a name looks like a mangled one, `_C__x`."""
    return len(name) <= _LONGEST and _MANGLED.fullmatch(name) is not None


def _of(said: str | None, owner: str) -> Of:
    if said:
        return Of(said.rstrip())
    if owner == "super":
        return Of.SUPER
    return Of.OBJECT if owner else Of.UNSAID
