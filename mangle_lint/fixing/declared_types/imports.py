"""Where a file that has no Optional yet imports it: the place that isort would choose."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import libcst as cst

from mangle_lint.findings import Edit
from mangle_lint.fixing.declared_types.lists import (
    appended,
    line_before,
    line_end,
    line_start,
    newline_at,
)
from mangle_lint.fixing.declared_types.names import module_name
from mangle_lint.source.lines import NEWLINE
from mangle_lint.source.positions import Places

_OPTIONAL = "Optional"
_STANDARD = sys.stdlib_module_names | frozenset(
    "aifc annotationlib asynchat asyncore audioop binhex cgi cgitb chunk compression crypt "
    "distutils imghdr imp lib2to3 mailcap msilib nis nntplib ossaudiodev pipes smtpd "
    "sndhdr spwd sunau telnetlib tomllib uu xdrlib".split()
)
"""The standard library, also what only older or newer Pythons than the running one have."""


@dataclass(frozen=True, slots=True)
class IntoList:
    """`Optional` joins the names of `from typing import …`, before the one with this index."""

    statement: cst.ImportFrom
    index: int

    def nodes(self) -> Iterator[cst.CSTNode]:
        """The nodes whose places `edit` needs."""
        assert not isinstance(self.statement.names, cst.ImportStar)
        yield from self.statement.names

    def edit(self, text: str, places: Places) -> Edit:
        """The insertion; a name that has a line of its own gets a neighbour on the next one."""
        assert not isinstance(self.statement.names, cst.ImportStar)
        names = list(self.statement.names)
        if self.index < len(names):
            start = places.offsets(names[self.index])[0]
            between = (self._is_bracketed and line_before(text, start)) or " "
            return Edit(places.between(start, start), f"{_OPTIONAL},{between}")
        start, end = places.offsets(names[-1])
        if not self._is_bracketed:
            return Edit(places.between(end, end), f", {_OPTIONAL}")
        start, end, content = appended(text, start, end, _OPTIONAL)
        return Edit(places.between(start, end), content)

    @property
    def _is_bracketed(self) -> bool:
        return self.statement.lpar is not None


@dataclass(frozen=True, slots=True)
class NewLine:
    """An import on a line of its own, behind one statement or before another.

    `blank` is the number of empty lines that set it apart; `comments` that of the comment lines
    above `node` that belong to it.
    """

    line: str
    node: cst.CSTNode
    is_behind: bool
    blank: int = 0
    comments: int = 0

    def nodes(self) -> Iterator[cst.CSTNode]:
        """The nodes whose places `edit` needs."""
        yield self.node

    def edit(self, text: str, places: Places) -> Edit:
        """The insertion."""
        start, end = places.offsets(self.node)
        if self.is_behind:
            at = line_end(text, end)
            newline = newline_at(text, at)
            content = newline * (1 + self.blank) + self.line
            following = NEWLINE.match(text, at)
            if self.blank and following and text[following.end() : following.end() + 1].strip():
                content += newline
            return Edit(places.between(at, at), content)
        at = line_start(text, start)
        newline = newline_at(text, at)
        for _ in range(self.comments):
            at = line_start(text, at - len(newline_at(text, at)))
        return Edit(places.between(at, at), self.line + newline * (1 + self.blank))


# --- where it goes --------------------------------------------------------------------------------


def import_optional(module: cst.Module) -> IntoList | NewLine:
    """The insertion that imports `Optional`."""
    return _into_list(module) or _new_line(module, plain=False)


def import_typing(module: cst.Module) -> NewLine:
    """The insertion that imports `typing` itself."""
    return _new_line(module, plain=True)


def _into_list(module: cst.Module) -> IntoList | None:
    for line in _head(module):
        for statement in line.body if isinstance(line, cst.SimpleStatementLine) else ():
            match statement:
                case cst.ImportFrom(names=[*aliases]) if module_name(statement) == "typing":
                    listed = [alias.evaluated_name for alias in aliases]
                    return IntoList(statement, _index(listed))
    return None


def _index(listed: Sequence[str]) -> int:
    """Where Optional goes in a list of names: in its order, if it has one, else at the end."""
    for key in (_by_kind, str.lower, str):
        keys = [key(name) for name in listed]
        if keys == sorted(keys):
            return sum(other < key(_OPTIONAL) for other in keys)
    return len(listed)


def _by_kind(name: str) -> str:
    """Constants before classes before functions, as isort has it."""
    kind = "0" if name.isupper() and len(name) > 1 else "1" if name[:1].isupper() else "2"
    return kind + name


def _new_line(module: cst.Module, *, plain: bool) -> NewLine:
    """The place for an import of its own: among those of the standard library, sorted."""
    line = "import typing" if plain else "from typing import Optional"
    head = list(_head(module))
    run: list[cst.SimpleStatementLine] = []
    before: cst.SimpleStatementLine | None = None
    for statement in head:
        if _is_opening(statement, is_first=statement is module.body[0]) and not run:
            assert isinstance(statement, cst.SimpleStatementLine)
            before = statement
        elif isinstance(statement, cst.SimpleStatementLine) and _origin(statement) is not None:
            run.append(statement)
        else:
            break
    standard = [statement for statement in run if _is_standard(statement)]
    if standard:
        last = _predecessor(standard, plain=plain)
        if last is not None:
            return NewLine(line, last.body[-1], is_behind=True)
        return NewLine(line, standard[0], is_behind=False)
    if run:
        comments = _attached(run[0], module)
        return NewLine(line, run[0], is_behind=False, blank=1, comments=comments)
    if before is not None:
        return NewLine(line, before.body[-1], is_behind=True, blank=1)
    first = module.body[0]
    blank = 2 if isinstance(first, (cst.ClassDef, cst.FunctionDef)) else 1
    decorators = first.decorators if isinstance(first, (cst.ClassDef, cst.FunctionDef)) else ()
    node = decorators[0] if decorators else first
    comments = _attached(first, module)
    return NewLine(line, node, is_behind=False, blank=blank, comments=comments)


def _head(module: cst.Module) -> Iterator[cst.CSTNode]:
    """The statements before the first class or function."""
    for statement in module.body:
        if isinstance(statement, (cst.ClassDef, cst.FunctionDef)):
            return
        yield statement


def _is_opening(statement: cst.CSTNode, *, is_first: bool) -> bool:
    """Whether a statement must stay before every import: the docstring, `from __future__ …`."""
    match statement:
        case cst.SimpleStatementLine([cst.Expr(cst.SimpleString() | cst.ConcatenatedString()), *_]):
            return is_first
        case cst.SimpleStatementLine():
            return _origin(statement) == (True, "__future__")
    return False


def _origin(statement: cst.SimpleStatementLine) -> tuple[bool, str] | None:
    """Whether an import is `from …`, and its module; None if the statement is no import."""
    match statement.body[0]:
        case cst.Import([alias, *_]):
            return False, alias.evaluated_name
        case cst.ImportFrom() as node:
            return True, module_name(node)
    return None


def _is_standard(statement: cst.SimpleStatementLine) -> bool:
    origin = _origin(statement)
    return origin is not None and origin[1].partition(".")[0] in _STANDARD


def _predecessor(
    standard: Sequence[cst.SimpleStatementLine], *, plain: bool
) -> cst.SimpleStatementLine | None:
    """The last import that goes before that of `typing`; None if all go behind it.

    `import …` goes before `from …`, unless the file mixes them.
    """
    origins = [origin for origin in map(_origin, standard) if origin is not None]
    kinds = [is_from for is_from, _ in origins]
    mixed = kinds != sorted(kinds)
    last = None
    for statement, (is_from, name) in zip(standard, origins, strict=True):
        key = (False if mixed else is_from, name.lower())
        if key > (False if mixed else not plain, "typing"):
            break
        last = statement
    return last


def _attached(
    statement: cst.SimpleStatementLine | cst.BaseCompoundStatement, module: cst.Module
) -> int:
    """How many comment lines right above a statement belong to it, and not to the file."""
    is_first = statement is module.body[0]
    above = [*module.header, *statement.leading_lines] if is_first else statement.leading_lines
    count = 0
    for empty in reversed(above):
        if empty.comment is None:
            return count
        count += 1
    return 0 if is_first else count
