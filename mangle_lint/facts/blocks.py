"""Which statement stands behind which."""

from __future__ import annotations

from itertools import pairwise

import libcst as cst

from mangle_lint.source.nodes import children_of


def next_statements(root: cst.CSTNode) -> dict[int, cst.CSTNode]:
    """For each statement of a body (by id) the next one of its block, if there is one.

    The simple statements of a line count one by one.
    """
    behind: dict[int, cst.CSTNode] = {}
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, (cst.IndentedBlock, cst.SimpleStatementSuite)):
            flat: list[cst.CSTNode] = []
            for part in node.body:
                flat += part.body if isinstance(part, cst.SimpleStatementLine) else [part]
            behind.update({id(one): other for one, other in pairwise(flat)})
        if not isinstance(node, (cst.BaseExpression, cst.BaseSmallStatement)):
            stack.extend(children_of(node))
    return behind
