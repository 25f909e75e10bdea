"""A file as text, and where the nodes of its tree stand in it.

Positions come from the parser of the running Python, so that nothing here shares a mistake with
what is tested.
"""

from __future__ import annotations

import ast
import codecs
import io
import re
import tokenize
import warnings

LINE_END = re.compile(r"\r\n?|\n")


class Text:
    """The text of one file. Raises SyntaxError and UnicodeError."""

    def __init__(self, data: bytes) -> None:
        self.bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        self.encoding = "utf-8" if self.bom else encoding
        self.text = data[len(self.bom) :].decode(self.encoding)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.tree = ast.parse(self.text)
        self.starts = [0, *(match.end() for match in LINE_END.finditer(self.text))]

    def __getitem__(self, span: tuple[int, int]) -> str:
        return self.text[slice(*span)]

    def span(self, node: ast.stmt | ast.expr) -> tuple[int, int]:
        """From the first character of a node to just behind its last."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = self._offset(node.lineno, node.col_offset)
        return start, self._offset(node.end_lineno, node.end_col_offset)

    def line_start(self, node: ast.stmt | ast.expr) -> int:
        """Where the line begins on which a node begins."""
        return self.starts[node.lineno - 1]

    def replaced(self, start: int, end: int, new: str) -> bytes:
        """The file with `new` in place of what stands from `start` to `end`."""
        return self.bom + (self.text[:start] + new + self.text[end:]).encode(self.encoding)

    def _offset(self, line: int, column: int) -> int:
        """From a line and a column in UTF-8 bytes to characters."""
        start = self.starts[line - 1]
        ahead = self.text[start : start + column]  # bytes are never fewer than characters
        return start + len(ahead.encode()[:column].decode())
