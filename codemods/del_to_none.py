"""MGL001's fix as a LibCST codemod: `del self.__x` becomes `self.__x = None`."""

from __future__ import annotations

import argparse

import libcst as cst
from libcst.codemod import CodemodCommand, CodemodContext, SkipFile

from mangle_lint.engine import Options, fix
from mangle_lint.output.remarks import remarks


class DelToNone(CodemodCommand):
    """Assigns None to the private attributes that are deleted while another method reads them."""

    DESCRIPTION = "Assign None to private attributes that are deleted but can still be read."

    def __init__(self, context: CodemodContext, unsafe_fixes: bool = False) -> None:
        super().__init__(context)
        self.unsafe_fixes = unsafe_fixes

    @staticmethod
    def add_args(arg_parser: argparse.ArgumentParser) -> None:
        """Add the options that LibCST then hands to `__init__`."""
        arg_parser.add_argument(
            "--unsafe-fixes",
            action="store_true",
            help="Apply fixes that are not known to be safe.",
        )

    def transform_module_impl(self, tree: cst.Module) -> cst.Module:
        """Fix one file. Raises SkipFile where nothing changes, ValueError where nothing can."""
        path = self.context.filename or "<stdin>"
        result = fix(tree.bytes, path, Options(unsafe_fixes=self.unsafe_fixes))
        if result.failure is not None:
            raise ValueError(str(result.failure))
        for remark in remarks(result):
            self.warn(remark)
        if not result.changed:
            raise SkipFile("nothing to change")
        return cst.parse_module(result.after, tree.config_for_parsing)
