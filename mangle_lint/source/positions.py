"""Where nodes stand in the text: for the few nodes that are reported, in one pass.

LibCST's own PositionProvider computes every node's place and costs more than twice the parse; this
costs less than printing the tree. The places are the same: what belongs to a node without the
white space and the parentheses around it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext

import libcst as cst
from libcst._nodes.internal import CodegenState

from mangle_lint.findings import Position, Span
from mangle_lint.source.text import NEWLINE

_DROPPED = re.compile(r"[ \t\f\r\n]|\\(?:\r\n?|\n)")


class _Recorder(CodegenState):
    """Prints a tree and notes the token numbers at which the wanted nodes start and end."""

    def __init__(self, module: cst.Module, wanted: Iterable[cst.CSTNode]) -> None:
        super().__init__(module.default_indent, module.default_newline)
        self.wanted = {id(node) for node in wanted}
        self.ranges: dict[int, tuple[int, int]] = {}
        self._nothing: AbstractContextManager[None] = nullcontext()

    def record_syntactic_position(  # type: ignore[override]  # LibCST names a narrower class
        self,
        node: cst.CSTNode,
        *,
        start_node: cst.CSTNode | None = None,  # noqa: ARG002 - as LibCST calls it
        end_node: cst.CSTNode | None = None,  # noqa: ARG002 - as LibCST calls it
    ) -> AbstractContextManager[None]:
        """Called by LibCST around the text of each node."""
        return self._record(node) if id(node) in self.wanted else self._nothing

    @contextmanager
    def _record(self, node: cst.CSTNode) -> Iterator[None]:
        start = len(self.tokens)
        yield
        self.ranges[id(node)] = (start, len(self.tokens))


class Places:
    """The places of some nodes of a module, in its text `text`.

    Where that is an excerpt, `whole` is the text that it was made from: of the same length, and the
    one whose lines count.
    """

    def __init__(
        self,
        module: cst.Module,
        text: str,
        nodes: Iterable[cst.CSTNode],
        whole: str | None = None,
    ) -> None:
        recorder = _Recorder(module, nodes)
        module._codegen(recorder)
        self._ranges = recorder.ranges
        self._offsets = _offsets(recorder.tokens, text)
        self._ends = [
            start + len(token) for start, token in zip(self._offsets, recorder.tokens, strict=True)
        ]
        end = self._ends[-1] if self._ends else 0
        lines = NEWLINE.finditer(text if whole is None else whole)
        self._lines = [0, *(match.end() for match in lines)]
        if text[end:].strip(" \t\f\r\n"):
            raise ValueError("the tree does not print as the text")

    def offsets(self, node: cst.CSTNode) -> tuple[int, int]:
        """The characters of `node` in the text: from, and up to. Raises KeyError if not wanted."""
        start, end = self._ranges[id(node)]
        last = min(end, len(self._ends)) - 1  # LibCST drops a last newline that the text has not
        return self._offsets[start], self._ends[last]

    def span(self, node: cst.CSTNode) -> Span:
        """The place of `node` as lines and columns. Raises KeyError if not wanted."""
        start, end = self.offsets(node)
        return self.between(start, end)

    def between(self, start: int, end: int) -> Span:
        """The lines and columns of two offsets into the text."""
        return Span(self._position(start), self._position(end))

    def _position(self, offset: int) -> Position:
        line = bisect_right(self._lines, offset)
        return Position(line, offset - self._lines[line - 1] + 1)


def _offsets(tokens: Sequence[str], text: str) -> list[int]:
    """Where each printed token starts in the text.

    LibCST drops a form feed before an indentation, the space of `except X :`, a backslash at the
    end of a line before a statement, and empty lines in front of a form feed that ends the file.
    Raises ValueError where the tokens do not fit.
    """
    offsets = []
    at = 0
    for token in tokens:
        while not text.startswith(token, at) and (dropped := _DROPPED.match(text, at)):
            at = dropped.end()
        if not text.startswith(token, at):
            raise ValueError("the tree does not print as the text")
        offsets.append(at)
        at += len(token)
    return offsets


def offsets_in(text: str) -> Callable[[Position], int]:
    """A function from lines and columns to offsets into `text`."""
    lines = [0, *(match.end() for match in NEWLINE.finditer(text))]
    return lambda position: lines[position.line - 1] + position.column - 1
