"""The places of nodes in the text, found in one pass.

LibCST's own PositionProvider computes the place of every node and takes more than twice as long as
the parser; this takes less time than printing the tree. The places are the same: a node without
the white space and the parentheses around it.

It needs three names of LibCST that are not public: `CodegenState`, its method
`record_syntactic_position`, and `_codegen` of nodes. So the dependency has an upper bound.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import libcst as cst
from libcst._nodes.internal import CodegenState

from mangle_lint.findings import Span
from mangle_lint.source.lines import Lines

_DROPPED = re.compile(r"[ \t\f\r\n]|\\(?:\r\n?|\n)")


class _Recorder(CodegenState):
    """Prints a tree and notes the token numbers at which each node starts and ends."""

    def __init__(self, module: cst.Module) -> None:
        super().__init__(module.default_indent, module.default_newline)
        self.ranges: dict[int, tuple[int, int]] = {}
        self._open: list[tuple[int, int]] = []

    def record_syntactic_position(  # type: ignore[override]  # LibCST names a narrower class
        self,
        node: cst.CSTNode,
        *,
        start_node: cst.CSTNode | None = None,  # noqa: ARG002 - as LibCST calls it
        end_node: cst.CSTNode | None = None,  # noqa: ARG002 - as LibCST calls it
    ) -> _Recorder:
        """Called by LibCST, which prints the text of a node inside `with` what is returned."""
        self._open.append((id(node), len(self.tokens)))
        return self

    def __enter__(self) -> None:
        return

    def __exit__(self, *_: object) -> None:
        node, start = self._open.pop()
        self.ranges[node] = (start, len(self.tokens))


class Places:
    """The places of the nodes of a module, which was parsed from `text`.

    If that is an excerpt, `whole` is the text that it was made from: it is as long, and `text` from
    then on. Raises ValueError where the tree does not print as the text.
    """

    def __init__(self, module: cst.Module, text: str, whole: str | None = None) -> None:
        self.text = text if whole is None else whole
        recorder = _Recorder(module)
        module._codegen(recorder)
        self._ranges = recorder.ranges
        self._offsets = _offsets(recorder.tokens, text)
        self._ends = [
            start + len(token) for start, token in zip(self._offsets, recorder.tokens, strict=True)
        ]
        self._lines = Lines(self.text)
        end = self._ends[-1] if self._ends else 0
        if text[end:].strip(" \t\f\r\n"):
            raise ValueError("the tree does not print as the text")

    def offsets(self, node: cst.CSTNode) -> tuple[int, int]:
        """The first character of `node` and the one behind its last."""
        start, end = self._ranges[id(node)]
        last = min(end, len(self._ends)) - 1  # LibCST drops a last newline that the text has not
        return self._offsets[start], self._ends[last]

    def code(self, node: cst.CSTNode) -> str:
        """The text of `node`."""
        start, end = self.offsets(node)
        return self.text[start:end]

    def span(self, node: cst.CSTNode) -> Span:
        """The lines and columns of `node`."""
        return self.between(*self.offsets(node))

    def between(self, start: int, end: int) -> Span:
        """The lines and columns of two offsets into the text."""
        return self._lines.span(start, end)


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
