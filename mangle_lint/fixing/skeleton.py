"""A file's tree without what widening may change, to see that nothing else has."""

from __future__ import annotations

import ast


def without_types(tree: ast.Module) -> ast.Module:
    """`tree` without its annotations of attributes and without imports of `typing`. Changes it."""
    _WithoutTypes().visit(tree)
    return tree


class _WithoutTypes(ast.NodeTransformer):
    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """Annotations may become wider."""
        node.annotation = ast.Constant(None)
        return self.generic_visit(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST | None:
        """`Optional` may be imported; a statement that imports nothing else may be new."""
        if node.module == "typing" and not node.level:
            node.names = [alias for alias in node.names if alias.name != "Optional"]
        return node if node.names else None

    def visit_Import(self, node: ast.Import) -> ast.AST | None:
        """So may `typing` itself."""
        is_typing = [(alias.name, alias.asname) for alias in node.names] == [("typing", None)]
        return None if is_typing else node
