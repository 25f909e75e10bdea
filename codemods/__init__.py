"""LibCST codemods, for `python -m libcst.tool codemod`; the tool itself does without them."""
