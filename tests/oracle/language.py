"""The little language of the oracle: one class, one statement a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

CLASS_NAME = "C"


@dataclass(frozen=True)
class Clause:
    """A header such as `if p:` with what is indented below it."""

    header: str
    body: tuple[Statement, ...]


@dataclass(frozen=True)
class Compound:
    """Clauses that belong together: `if` and `else`; `try`, `except` and `finally`."""

    clauses: tuple[Clause, ...]


Statement: TypeAlias = str | Compound


@dataclass(frozen=True)
class Method:
    """A method; its parameters beside `self` are bools."""

    name: str
    parameters: tuple[str, ...]
    body: tuple[Statement, ...]
    is_property: bool = False

    @property
    def attribute(self) -> str:
        """What Python calls it."""
        return f"_{CLASS_NAME}{self.name}" if is_private(self.name) else self.name

    def statements(self) -> Iterator[Statement]:
        if self.is_property:
            yield "@property"
        header = f"def {self.name}({', '.join(('self', *self.parameters))}):"
        yield Compound((Clause(header, self.body),))


@dataclass(frozen=True)
class Program:
    """A class. `level` are the statements at class level, `escaped` the private entry points."""

    level: tuple[str, ...]
    methods: tuple[Method, ...]

    @property
    def source(self) -> str:
        body = [*self.level, *(part for method in self.methods for part in method.statements())]
        lines = _lines(Compound((Clause(f"class {CLASS_NAME}:", tuple(body)),)), "")
        return "\n".join(lines) + "\n"

    @property
    def entry_points(self) -> tuple[Method, ...]:
        """What code outside the class can start, the constructor left out."""
        source = self.source
        return tuple(
            method
            for method in self.methods
            if method.name != "__init__"
            and (not is_private(method.name) or f"keep(self.{method.name})" in source)
        )

    @property
    def constructor(self) -> Method | None:
        return next((method for method in self.methods if method.name == "__init__"), None)

    def __repr__(self) -> str:
        return self.source


def is_private(name: str) -> bool:
    return name.startswith("__") and not name.endswith("__")


def _lines(statement: Statement, indent: str) -> Iterator[str]:
    if isinstance(statement, str):
        yield indent + statement
        return
    for clause in statement.clauses:
        yield indent + clause.header
        for part in clause.body or ("pass",):
            yield from _lines(part, indent + "    ")
