"""Rewriting one file: the fixes of its findings, applied together, behind a gate."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mangle_lint.analysis import Analysis, Placed, analyse
from mangle_lint.findings import Applicability, Edit, Failure, Finding, FixResult
from mangle_lint.fixing.del_to_none import DelToNone
from mangle_lint.positions import offsets_in
from mangle_lint.source import SourceError, builtin_tree

if TYPE_CHECKING:
    from mangle_lint.engine import Options

_MOST_ROUNDS = 10


def rewrite(analysis: Analysis, data: bytes, options: Options) -> FixResult:
    """Apply the fixes of `analysis` to `data`, the bytes that it was made from.

    Unsafe fixes are applied only if `options` say so. What a fix brings to light (a second deletion
    of what the first one has deleted) is fixed too. A rewriting that does not pass the gate changes
    nothing and is a Failure.
    """
    path = analysis.source.path
    fixed: list[Finding] = []
    after, last = data, analysis
    try:
        for _ in range(_MOST_ROUNDS):
            chosen = _chosen(last, options)
            if not chosen:
                break
            fixed += [placed.finding for placed in chosen]
            after = last.source.encode(_apply(last.source.text, _edits(last, chosen)))
            last = analyse(after, path, options)
        problem = _gate(analysis, last, options) if fixed else None
    except (SourceError, UnicodeEncodeError) as error:
        problem = f"cannot be read again ({error})"
    everything = tuple(placed.finding for placed in analysis.placed)
    if problem is not None:
        reason = f"the rewritten file {problem}; nothing was changed, please report this"
        return FixResult(path, data, data, left=everything, failure=Failure(path, reason))
    left = tuple(finding for finding in everything if finding not in fixed)
    return FixResult(path, data, after, tuple(fixed), left)


def _chosen(analysis: Analysis, options: Options) -> list[Placed]:
    """The findings whose fix may be applied."""
    least = Applicability.UNSAFE if options.unsafe_fixes else Applicability.SAFE
    return [
        placed
        for placed in analysis.placed
        if placed.finding.fix is not None and placed.finding.fix.applicability >= least
    ]


def _edits(analysis: Analysis, chosen: Sequence[Placed]) -> list[Edit]:
    """One edit a statement: the deletions of one `del` are rewritten together."""
    groups: dict[int, list[Placed]] = {}
    for placed in chosen:
        assert placed.site is not None
        groups.setdefault(id(placed.site.statement), []).append(placed)
    rewrites = []
    for group in groups.values():
        first, deletions = group[0], [placed.diagnosis.deletion for placed in group]
        assert first.site is not None
        rewrites.append(DelToNone(first.diagnosis.facts, first.site, deletions))
    nodes = [node for rewriting in rewrites for node in rewriting.nodes()]
    places = analysis.places(nodes)
    edits = [rewriting.edit(analysis.source.text, places) for rewriting in rewrites]
    return [edit for edit in edits if edit is not None]


def _apply(text: str, edits: Sequence[Edit]) -> str:
    """`text` with all edits made; they do not overlap."""
    offset = offsets_in(text)
    parts, end = [], 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        parts += [text[end : offset(edit.span.start)], edit.content]
        end = offset(edit.span.end)
    return "".join([*parts, text[end:]])


def _gate(before: Analysis, after: Analysis, options: Options) -> str | None:
    """Why the rewritten file must not be written, in words; None if it may.

    It parses, or there would be no analysis of it. It must differ from the original only by the
    statements that were fixed, and hold nothing more to fix.
    """
    if _chosen(after, options):
        return "still has findings that were to be fixed"
    old, new = builtin_tree(before.source.text), builtin_tree(after.source.text)
    if old is None or new is None:
        return None  # syntax that is newer than the running Python; LibCST has parsed both
    return None if _skeleton(old) == _skeleton(new) else "differs in more than its fixes"


def _skeleton(tree: ast.Module) -> str:
    """The tree without the statements that a fix may replace."""
    return ast.dump(_WithoutFixes().visit(tree))


class _WithoutFixes(ast.NodeTransformer):
    def visit_Delete(self, node: ast.Delete) -> None:
        """Deletions may become assignments."""

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        """So may calls of delattr, and `__dict__.pop`."""
        return None if isinstance(node.value, ast.Call) else node

    def visit_Assign(self, node: ast.Assign) -> ast.AST | None:
        """Assignments of None may be what became of deletions."""
        value = node.value
        is_none = isinstance(value, ast.Constant) and value.value is None
        return None if is_none and len(node.targets) == 1 else node

    def visit_If(self, node: ast.If) -> ast.AST | None:
        """An `if` around nothing but a deletion may go with it."""
        self.generic_visit(node)
        return node if node.body or node.orelse else None
