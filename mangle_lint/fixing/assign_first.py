"""Remedy: let `__init__` assign None, so that every object has the attribute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from mangle_lint.findings import Applicability, Edit
from mangle_lint.source.newline import NEWLINE
from mangle_lint.source.nodes import walk
from mangle_lint.source.positions import Places

_WHY = "what the reads are to do with None is for you to say"


@dataclass(frozen=True, slots=True, eq=False)
class AssignFirst:
    """Puts `self.__x = None` into a constructor; `target` is the attribute as it is spelled there.

    It stands at the end, or at the start where the constructor may assign something else itself.
    """

    constructor: cst.FunctionDef
    target: str
    at_start: bool

    @staticmethod
    def cures(remedies: Sequence[AssignFirst], places: Places) -> _Cures:  # noqa: ARG004 - edits at one place are put together
        """The assignments of one file."""
        return _Cures(places)


@dataclass(frozen=True, slots=True)
class _Cures:
    places: Places

    def edits(self, chosen: Sequence[AssignFirst]) -> tuple[Edit, ...] | None:
        contents: dict[int, str] = {}
        for remedy in chosen:
            place, content = self._insertion(remedy)
            contents[place] = contents.get(place, "") + content
        return tuple(
            Edit(self.places.between(place, place), content) for place, content in contents.items()
        )

    def trust(self, chosen: Sequence[AssignFirst]) -> tuple[Applicability, str]:  # noqa: ARG002 - all are alike
        return Applicability.UNSAFE, _WHY

    def _insertion(self, remedy: AssignFirst) -> tuple[int, str]:
        """Where to insert the assignment, and as which text."""
        suite, text = remedy.constructor.body, self.places.text
        content = f"{remedy.target} = None"
        first = _behind_docstring(suite) if remedy.at_start or _may_end_early(suite) else None
        if first is not None:
            start = self.places.offsets(first)[0]
            if isinstance(suite, cst.SimpleStatementSuite):
                return start, f"{content}; "
            return start, f"{content}{self._newline(start)}{self._indentation(start)}"
        end = self.places.offsets(_last_line(suite))[1]
        if isinstance(suite, cst.SimpleStatementSuite):
            return end, f"; {content}"
        broken = NEWLINE.search(text, end)
        end = broken.start() if broken is not None else len(text)
        indentation = self._indentation(self.places.offsets(suite.body[0])[0])
        return end, f"{self._newline(end)}{indentation}{content}"

    def _newline(self, offset: int) -> str:
        text = self.places.text
        newline = NEWLINE.search(text, offset) or NEWLINE.search(text)
        return newline.group() if newline is not None else "\n"

    def _indentation(self, offset: int) -> str:
        """What stands before the first statement of a line."""
        text = self.places.text
        return text[max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1 : offset]


def _behind_docstring(suite: cst.BaseSuite) -> cst.CSTNode | None:
    """The first statement of a function that is no docstring; None if there is none."""
    for statement in suite.body:
        match statement:
            case cst.Expr(cst.SimpleString() | cst.ConcatenatedString()):
                continue
            case cst.SimpleStatementLine([cst.Expr(cst.SimpleString() | cst.ConcatenatedString())]):
                continue
            case cst.FunctionDef(decorators=[first, *_]) | cst.ClassDef(decorators=[first, *_]):
                return first
        return statement
    return None


def _may_end_early(suite: cst.BaseSuite) -> bool:
    """Whether the end of a function may not be reached though it returns, as far as words tell."""
    return any(isinstance(node, (cst.Return, cst.Raise, cst.While)) for node in walk(suite))


def _last_line(suite: cst.BaseSuite) -> cst.CSTNode:
    """The last simple statement in a block, however deep it stands."""
    node: cst.CSTNode = suite.body[-1]
    while True:
        match node:
            case cst.If(orelse=None) | cst.Else() | cst.Finally() | cst.ExceptHandler():
                block = node.body
            case cst.ExceptStarHandler() | cst.With() | cst.FunctionDef() | cst.ClassDef():
                block = node.body
            case cst.For(orelse=None) | cst.While(orelse=None):
                block = node.body
            case cst.If(orelse=cst.CSTNode() as inner) | cst.For(orelse=cst.CSTNode() as inner):
                node = inner
                continue
            case cst.While(orelse=cst.CSTNode() as inner):
                node = inner
                continue
            case cst.Try() | cst.TryStar():
                node = node.finalbody or node.orelse or node.handlers[-1]
                continue
            case cst.Match():
                block = node.cases[-1].body
            case _:
                return node
        node = block.body[-1]
