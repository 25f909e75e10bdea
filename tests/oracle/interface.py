"""What code outside a class can start, read from its text."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from tests.oracle.language import CLASS_NAME

CONSTRUCTOR = "__init__"


@dataclass(frozen=True)
class Entry:
    """A method that can be started; its parameters beside `self` are bools.

    One that `waits` can be only in states in which it was handed on.
    """

    name: str
    parameters: int
    is_property: bool
    waits: bool

    @property
    def attribute(self) -> str:
        """What Python calls it."""
        return f"_{CLASS_NAME}{self.name}" if is_private(self.name) else self.name


def entries(source: str) -> list[Entry]:
    """The constructor, all methods that are not private, and those that are handed out."""
    [cls] = ast.parse(source).body
    assert isinstance(cls, ast.ClassDef)
    found = []
    for node in cls.body:
        if isinstance(node, ast.FunctionDef):
            is_open = not is_private(node.name) or f"keep(self.{node.name})" in source
            if is_open or f"later(then=self.{node.name})" in source:
                count, is_property = len(node.args.args) - 1, bool(node.decorator_list)
                found.append(Entry(node.name, count, is_property, waits=not is_open))
    return found


def handed_on(name: str) -> str:
    """What an object notes once its method of this name was handed on."""
    return f"{name} handed on"


def is_private(name: str) -> bool:
    """Whether only the class itself can call a method of this name."""
    return name.startswith("__") and not name.endswith("__")
