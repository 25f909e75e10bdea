"""From the bytes of one file to its mutants: an assignment becomes the deletion of its target."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from .text import LINE_END, Text

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
Frames: TypeAlias = tuple[ast.stmt | ast.ExceptHandler | ast.match_case, ...]

PLAIN = "del {target}"
SPELLINGS = (
    PLAIN,
    "del ({target})",
    "del({target})",
    "del {target},",
    "del [{target}]",
    "del (\n{target}\n)",
    'delattr({owner}, "{mangled}")',
    'object.__delattr__({owner}, "{mangled}")',
    'del {owner}.__dict__["{mangled}"]',
    'del vars({owner})["{mangled}"]',
    '{owner}.__dict__.pop("{mangled}", None)',
)
"""The ways to write a deletion that all become the same assignment."""

_MAY_ASSIGN = re.compile(rb"\.[ \t\f]*__\w*[^=!<>\n]*=(?!=)")
_CONSTRUCTORS = ("__init__", "__new__")


@dataclass(frozen=True)
class Mutant:
    """A file in which one assignment, or several neighbours, were turned into one deletion.

    `line` and `column` (1-based, in characters) are where the statement begins in `data`.
    `restored` is the original with None for each value; `freed` are the same without the `if`,
    `try` or `with` around the assignment, where it is one that is idle around a deletion.
    """

    line: int
    column: int
    attributes: tuple[str, ...]
    method: str
    data: bytes
    restored: bytes
    freed: tuple[bytes, ...] = ()


def may_have_mutants(data: bytes) -> bool:
    """Whether it is worth parsing the file with these bytes."""
    return b".__" in data and _MAY_ASSIGN.search(data) is not None


def mutants(data: bytes, spelling: str = PLAIN) -> Iterator[Mutant]:
    """The mutants of a file, one an assignment. Raises SyntaxError and UnicodeError."""
    text = Text(data)
    for method in _methods(text):
        for block, around in _blocks(method.node.body, ()):
            for statement in block:
                target = method.target_of(statement)
                if target is not None:
                    yield _mutant(text, method, statement, target, around, spelling)


def joined(data: bytes) -> Iterator[Mutant]:
    """The mutants of a file, one a pair of neighbours: `del self.__a, self.__b`.

    Only of neighbours that the codemod would write as they stand. Raises as `mutants` does.
    """
    text = Text(data)
    for method in _methods(text):
        for block, _ in _blocks(method.node.body, ()):
            for one, other in pairwise(block):
                first, second = method.target_of(one), method.target_of(other)
                if first is not None and second is not None and first.attr != second.attr:
                    mutant = _joined(text, method, (one, other), (first, second))
                    if mutant is not None:
                        yield mutant


# --- which assignments ----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Method:
    """A method that assigns; `read` are the private names that other, public methods read bare."""

    node: Function
    cls: ast.ClassDef
    receiver: str
    read: frozenset[str]

    @property
    def name(self) -> str:
        return f"{self.cls.name}.{self.node.name}"

    def target_of(self, statement: ast.stmt) -> ast.Attribute | None:
        """The private attribute that a statement assigns, where that is all it does."""
        match statement:
            case ast.Assign([ast.Attribute(ast.Name(owner), name) as target]):
                start = (statement.lineno, statement.col_offset)
                is_bare = (target.lineno, target.col_offset) == start  # not in parentheses
                is_wanted = owner == self.receiver and name in self.read
                return target if is_bare and is_wanted else None
        return None

    def mangled(self, target: ast.Attribute) -> str:
        return f"_{self.cls.name.lstrip('_')}{target.attr}"


def _methods(text: Text) -> Iterator[_Method]:
    for cls in ast.walk(text.tree):
        if not isinstance(cls, ast.ClassDef) or not cls.name.strip("_"):
            continue
        methods = {
            node: receiver
            for node in cls.body
            if isinstance(node, Function) and (receiver := _receiver(node)) is not None
        }
        readers: dict[str, set[Function]] = {}
        for node, receiver in methods.items():
            if not node.name.startswith("_"):
                for name in _bare_reads(node.body, receiver):
                    readers.setdefault(name, set()).add(node)
        for node, receiver in methods.items():
            if node.name not in _CONSTRUCTORS:
                read = (name for name, nodes in readers.items() if nodes - {node})
                yield _Method(node, cls, receiver, frozenset(read))


def _receiver(method: Function) -> str | None:
    """The first parameter, None where there is none or it is no receiver."""
    decorators = {node.id for node in method.decorator_list if isinstance(node, ast.Name)}
    parameters = [*method.args.posonlyargs, *method.args.args]
    return parameters[0].arg if parameters and "staticmethod" not in decorators else None


def _blocks(body: Sequence[ast.stmt], around: Frames) -> Iterator[tuple[list[ast.stmt], Frames]]:
    """The blocks of a method, without nested functions and classes; what is around each."""
    yield list(body), around
    for statement in body:
        if not isinstance(statement, Function | ast.ClassDef):
            yield from _inner_blocks(statement, around)


def _inner_blocks(
    node: ast.stmt | ast.ExceptHandler | ast.match_case, around: Frames
) -> Iterator[tuple[list[ast.stmt], Frames]]:
    for _, value in ast.iter_fields(node):
        parts = value if isinstance(value, list) else []
        if parts and isinstance(parts[0], ast.stmt):
            yield from _blocks(parts, (*around, node))
        elif parts and isinstance(parts[0], ast.ExceptHandler | ast.match_case):
            for part in parts:
                yield from _inner_blocks(part, (*around, node))


def _bare_reads(body: Sequence[ast.AST], receiver: str) -> Iterator[str]:
    """The private attributes that are read with nothing around that could catch an error."""
    stack = [*body]
    while stack:
        node = stack.pop()
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda() | ast.ClassDef():
                continue
            case ast.With() | ast.AsyncWith():  # may be contextlib.suppress
                continue
            case ast.Try(handlers=[_, *_]):
                continue
            case ast.stmt() if type(node).__name__ == "TryStar":
                continue
            case ast.Attribute(ast.Name(owner), name, ast.Load()) if owner == receiver:
                if name.startswith("__") and not name.endswith("__"):
                    yield name
        stack += ast.iter_child_nodes(node)


# --- what becomes of them -------------------------------------------------------------------------


def _mutant(
    text: Text,
    method: _Method,
    statement: ast.stmt,
    target: ast.Attribute,
    around: Frames,
    spelling: str,
) -> Mutant:
    start, end = text.span(statement)
    code = text[text.span(target)]
    owner, mangled = text[text.span(target.value)], method.mangled(target)
    deletion = spelling.format(target=code, owner=owner, mangled=mangled)
    new = f"{code} = None"
    return Mutant(
        line=statement.lineno,
        column=start - text.line_start(statement) + 1,
        attributes=(target.attr,),
        method=method.name,
        data=text.replaced(start, end, deletion),
        restored=text.replaced(start, end, new),
        freed=tuple(
            text.replaced(*span, new) for span in _idle_frames(text, statement, target, around)
        ),
    )


def _joined(
    text: Text,
    method: _Method,
    statements: tuple[ast.stmt, ast.stmt],
    targets: tuple[ast.Attribute, ast.Attribute],
) -> Mutant | None:
    start, between_start = text.span(statements[0])
    between_end, end = text.span(statements[1])
    between = text[between_start, between_end]
    rest = LINE_END.search(text.text, end) or LINE_END.search(text.text)
    indent = text[text.line_start(statements[0]), start]
    behind = text.text[end:].lstrip(" \t\f")[:1]
    is_written_so = (
        not indent.strip() and rest and between == rest[0] + indent and behind != ";"
    ) or (between == "; " and (behind == ";" or indent.strip()))
    if not is_written_so:
        return None
    codes = [text[text.span(target)] for target in targets]
    new = f"{codes[0]} = None{between}{codes[1]} = None"
    return Mutant(
        line=statements[0].lineno,
        column=start - text.line_start(statements[0]) + 1,
        attributes=tuple(target.attr for target in targets),
        method=method.name,
        data=text.replaced(start, end, f"del {', '.join(codes)}"),
        restored=text.replaced(start, end, new),
    )


def _idle_frames(
    text: Text, statement: ast.stmt, target: ast.Attribute, around: Frames
) -> Iterator[tuple[int, int]]:
    """Where the frames stand that could be there only for the sake of the deletion in them."""
    inner, end = statement, text.span(statement)[1]
    for frame in reversed(around):
        if not isinstance(frame, ast.stmt) or not _is_idle(frame, inner, target):
            return
        start, frame_end = text.span(frame)
        if text.text.startswith("elif", start):
            return
        # what ends an `if` or a `with` is what ends the statement in it; a `try` goes on
        end = frame_end if isinstance(frame, ast.Try) else end
        yield start, end
        inner = frame


def _is_idle(frame: ast.stmt, inner: ast.stmt, target: ast.Attribute) -> bool:
    match frame:
        case ast.If(test, [only], []) if only is inner:
            return _asks_for(test, target)
        case ast.Try([only], [ast.ExceptHandler(error, None, [ast.Pass()])], [], []):
            return only is inner and isinstance(error, ast.Name) and error.id == "AttributeError"
        case ast.With([ast.withitem(ast.Call(suppress, [ast.Name("AttributeError")]), None)], body):
            return body == [inner] and ast.unparse(suppress).split(".")[-1] == "suppress"
    return False


def _asks_for(test: ast.expr, target: ast.Attribute) -> bool:
    """Whether `test` asks if the attribute is there, or has a value."""
    code, words = ast.unparse(target), ast.unparse(test)
    if words.startswith("hasattr("):
        return f"{target.attr}')" in words
    return words in (code, f"{code} is not None", f"{code} != None")
