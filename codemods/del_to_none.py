"""MGL001's fix as a LibCST codemod: `del self.__x` becomes `self.__x = None`."""

from __future__ import annotations

import argparse
from pathlib import Path

import libcst as cst
from libcst.codemod import CodemodCommand, CodemodContext, SkipFile

from mangle_lint.engine import fix
from mangle_lint.findings import Confidence
from mangle_lint.options import Options
from mangle_lint.output.remarks import remarks
from mangle_lint.rules import DEFAULT_SELECT, matching
from mangle_lint.runs.target_version import minimum_python


class DelToNone(CodemodCommand):
    """Assigns None to private attributes that are deleted but can still be read."""

    DESCRIPTION = "Assign None to private attributes that are deleted but can still be read."

    def __init__(
        self,
        context: CodemodContext,
        unsafe_fixes: bool = False,
        annotate: bool = False,
        select: frozenset[str] = DEFAULT_SELECT,
        only: list[str] | None = None,
        min_confidence: str = "medium",
    ) -> None:
        super().__init__(context)
        filename = context.filename
        self.options = Options(
            select=select,
            only=frozenset(only) if only is not None else None,
            unsafe_fixes=unsafe_fixes,
            annotate=annotate,
            minimum=minimum_python(Path(filename)) if annotate and filename is not None else None,
            min_confidence=Confidence[min_confidence.upper()],
        )

    @staticmethod
    def add_args(arg_parser: argparse.ArgumentParser) -> None:
        """Add the options, which LibCST then passes to `__init__`."""
        arg_parser.add_argument(
            "--unsafe-fixes",
            action="store_true",
            help="Apply fixes that are not known to be safe.",
        )
        arg_parser.add_argument(
            "--annotate",
            action="store_true",
            help="Widen the declared types of what becomes None.",
        )
        arg_parser.add_argument(
            "--select",
            type=_codes,
            default=DEFAULT_SELECT,
            metavar="CODES",
            help="The rules to use instead of the default ones, such as MGL001,MGL002 or ALL.",
        )
        arg_parser.add_argument(
            "--only",
            action="append",
            metavar="CLASS[.__ATTR]",
            help="Fix this class or attribute alone; may be given several times.",
        )
        arg_parser.add_argument(
            "--min-confidence",
            choices=["medium", "high"],
            default="medium",
            help="Leave out findings that are less sure to matter.",
        )

    def transform_module_impl(self, tree: cst.Module) -> cst.Module:
        """Fix one file. Raises SkipFile if nothing changes, ValueError if that fails."""
        result = fix(tree.bytes, self.context.filename or "<stdin>", self.options)
        if result.failure is not None:
            raise ValueError(str(result.failure))
        for remark in remarks(result):
            self.warn(remark)
        if not result.changed:
            raise SkipFile("nothing to change")
        return cst.parse_module(result.after, tree.config_for_parsing)


def _codes(listed: str) -> frozenset[str]:
    try:
        return matching(part.strip() for part in listed.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"there is no rule {str(error)!r}") from error
