"""Which repeats must be reported, read from the text of a class: those that ordinary use leads to.

A repeat is an access that raises when the deleting body, or the entry point that ran it, is run
once more. Of the methods that are drawn, only `close` ends the use of an object.
"""

from __future__ import annotations

import ast
import re

from tests.oracle.interface import CONSTRUCTOR, is_private
from tests.oracle.language import CLASS_NAME
from tests.oracle.world import Missing

TEARDOWN = "close"
PROPERTY = "ready"


def is_repeat(missing: Missing, entry: str) -> bool:
    """Whether the deleting body, or the entry point that ran it, is run once more."""
    first = missing.deletion.origin
    again = first == entry or missing.deletion.place.body == missing.place.body
    return first is not None and again


class Repeats:
    """Tells of what raised in a class whether it must be reported."""

    def __init__(self, source: str) -> None:
        [cls] = ast.parse(source).body
        assert isinstance(cls, ast.ClassDef)
        self.methods = [node for node in cls.body if isinstance(node, ast.FunctionDef)]
        self.text = {node.name: ast.unparse(node) for node in self.methods}

    def is_excused(self, missing: Missing, entry: str) -> bool:
        """Whether it is a repeat that nobody is supposed to run into."""
        first = missing.deletion.origin
        if first is None or not is_repeat(missing, entry):
            return False
        deleting = self._method_at(missing.deletion.place.line)
        if deleting == PROPERTY == self._method_at(missing.place.line):
            return True  # a property that is gone is meant to raise
        if first == deleting or is_private(first) or first in (TEARDOWN, PROPERTY):
            return True
        if first == entry:
            return first == CONSTRUCTOR or self._is_made_anew(missing.attribute)
        return is_private(entry) or entry != TEARDOWN

    def _method_at(self, line: int) -> str:
        [name] = (m.name for m in self.methods if m.lineno <= line <= (m.end_lineno or m.lineno))
        return name

    def _is_made_anew(self, attribute: str) -> bool:
        """Whether methods assign it that are not the constructor, or may be started beside it.

        If only a helper of the constructor does, that is left open.
        """
        name = re.escape(attribute.removeprefix(f"_{CLASS_NAME}"))
        assigns = re.compile(rf"self\.{name}(, v\)?)? = ")
        return any(
            assigns.search(text) for method, text in self.text.items() if method != CONSTRUCTOR
        )
