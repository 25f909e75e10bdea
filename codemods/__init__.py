"""LibCST codemods, for `python -m libcst.tool codemod`; mangle-lint itself does not use them."""
