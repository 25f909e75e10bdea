"""A LibCST codemod: attributes that are assigned None get `T | None` as their declared type."""

from __future__ import annotations

import argparse
from pathlib import Path

import libcst as cst
from libcst.codemod import CodemodCommand, CodemodContext, SkipFile

from mangle_lint.engine.widening import widen
from mangle_lint.output.remarks import refused
from mangle_lint.runs.target_version import minimum_python, oldest


class WidenToOptional(CodemodCommand):
    """Widens the declared types of private attributes to which their class assigns None."""

    DESCRIPTION = "Make the declared types of private attributes admit the None assigned to them."

    def __init__(
        self,
        context: CodemodContext,
        only: list[str] | None = None,
        requires_python: str | None = None,
    ) -> None:
        super().__init__(context)
        self.only = only
        self.requires_python = requires_python

    @staticmethod
    def add_args(arg_parser: argparse.ArgumentParser) -> None:
        """Add the options, which LibCST then passes to `__init__`."""
        arg_parser.add_argument(
            "--only",
            action="append",
            metavar="CLASS[.__attr]",
            help="Only this class, or this attribute of it; may be given several times.",
        )
        arg_parser.add_argument(
            "--requires-python",
            type=_specifiers,
            metavar="SPECIFIERS",
            help="What the code runs on, as in >=3.9; by default what its pyproject.toml says.",
        )

    def transform_module_impl(self, tree: cst.Module) -> cst.Module:
        """Widen one file. Raises SkipFile if nothing changes, ValueError if that fails."""
        path = self.context.filename or "<stdin>"
        result = widen(tree.bytes, path, self._minimum(), self.only)
        if result.failure is not None:
            raise ValueError(str(result.failure))
        for refusal in result.refusals:
            self.warn(refused(path, refusal))
        if not result.changed:
            raise SkipFile("nothing to change")
        return cst.parse_module(result.after, tree.config_for_parsing)

    def _minimum(self) -> tuple[int, int] | None:
        if self.requires_python is not None:
            return oldest(self.requires_python)
        filename = self.context.filename
        return minimum_python(Path(filename)) if filename is not None else None


def _specifiers(text: str) -> str:
    """Return `text` if it sets a lower bound for Python. Raises ArgumentTypeError if not."""
    if oldest(text) is None:
        raise argparse.ArgumentTypeError(f"names no oldest Python: {text!r}")
    return text
