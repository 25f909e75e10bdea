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

    def statements(self) -> Iterator[Statement]:
        if self.is_property:
            yield "@property"
        header = f"def {self.name}({', '.join(('self', *self.parameters))}):"
        yield Compound((Clause(header, self.body),))


@dataclass(frozen=True)
class Program:
    """A class; `level` are the statements at class level."""

    level: tuple[str, ...]
    methods: tuple[Method, ...]

    @property
    def source(self) -> str:
        body = [*self.level, *(part for method in self.methods for part in method.statements())]
        whole = Compound((Clause(f"class {CLASS_NAME}:", tuple(body)),))
        return "".join(f"{line}\n" for line in _lines(whole, ""))

    def __repr__(self) -> str:
        return self.source


def _lines(statement: Statement, indent: str) -> Iterator[str]:
    if isinstance(statement, str):
        yield indent + statement
        return
    for clause in statement.clauses:
        yield indent + clause.header
        for part in clause.body:
            yield from _lines(part, indent + "    ")
