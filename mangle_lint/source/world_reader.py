"""Reading the closed worlds of all classes of a file from the built-in parser's tree."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from mangle_lint.source.class_makers import ADDING, added_to_class, is_mapped
from mangle_lint.source.closed_world import ClosedWorld
from mangle_lint.source.dotted import dotted
from mangle_lint.source.mangling import is_private, mangle, mangled_prefix, possible_prefixes
from mangle_lint.source.namespaces import fills_namespace, stored_by_text, stores_computed
from mangle_lint.source.own_functions import (
    built_names,
    is_left_empty,
    methods_always_called,
    only_refuses,
)
from mangle_lint.source.settled_names import settled_names
from mangle_lint.source.telling import children_of, telling_lines
from mangle_lint.source.world_draft import Draft, early

_BUILT = "the file builds mangled names of the class"
_DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
_COMPOUND = (*_DEFINITIONS, ast.If, ast.Try, ast.With, ast.For, ast.While)
_STORING = (ast.Attribute, ast.Subscript, ast.Call, ast.Assign, ast.NamedExpr, ast.AugAssign)
_ANSWERING = ("__getattr__", "__getattribute__")


def closed_worlds(tree: ast.Module, text: str | None = None) -> Mapping[str, ClosedWorld]:
    """The closed worlds of all classes of a file, by qualified name; namesakes share one.

    With the `text` of the file, statements without a private name are passed over. That is much
    faster, and says the same of private names; all else that is told may be incomplete.
    """
    reader = _Reader(text)
    reader.read(tree)
    spelled: dict[str, set[str]] = defaultdict(set)
    built: set[str] = set()
    for name in reader.spelled:
        for prefix in possible_prefixes(name):
            spelled[prefix].add(name)
            if not (is_private(name[len(prefix) - 2 :]) and name.isidentifier()):
                built.add(prefix)
    outer, drafts = reader.outer, reader.drafts.values()
    named = set(reader.imported).union(*(draft.accessed for draft in drafts))
    used: dict[str, set[str]] = defaultdict(set)
    for name in {*named, *outer.accessed}.union(*(d.used | d.on_objects for d in drafts)):
        for prefix in possible_prefixes(name):
            used[prefix].add(name)
    texts = frozenset(built_names(reader.spelled.union(outer.texts, *(d.texts for d in drafts))))
    return {
        qualname: ClosedWorld(
            name=draft.name,
            bases=tuple(draft.bases),
            bound=frozenset(draft.fields | draft.on_objects | spelled[draft.prefix]),
            at_class_level=frozenset(draft.fields),
            on_objects=frozenset(draft.on_objects | spelled[draft.prefix]),
            accessed=frozenset(draft.accessed.union(filter(is_private, outer.accessed))),
            through_super=frozenset(draft.through_super),
            unmangled=frozenset(draft.texts | outer.texts),
            functions=frozenset(draft.functions),
            others=frozenset(draft.others.union(filter(is_private, outer.others))),
            called_when_made=tuple(draft.called_when_made),
            early=early(draft, reader.drafts),
            settled=settled_names(draft.nodes) if draft.on_objects else frozenset(),
            empty=frozenset(draft.empty - draft.filled),
            refusing=frozenset(draft.refusing - draft.filled),
            used=frozenset(used[draft.prefix] | spelled[draft.prefix]),
            built=texts,
            is_namesake=draft.name in named or draft.name in outer.accessed,
            unknown=min(
                draft.unknown,
                key=ADDING.__contains__,
                default=_BUILT if draft.prefix in built else "",
            ),
        )
        for qualname, draft in reader.drafts.items()
    }


class _Scope(NamedTuple):
    """Where code stands: in which class, under which name, and whether the class body runs it.

    `stored` are the parameters of a `__setattr__` around it, which only hands names on; `function`
    is the innermost function around it.
    """

    draft: Draft
    path: str
    at_class_level: bool
    stored: frozenset[str]
    function: ast.FunctionDef | ast.AsyncFunctionDef | None = None


class _Reader:
    """Reads a file.

    `spelled` are the mangled names that are bound, or stand in texts, by hand; `imported` are the
    names that imports take from elsewhere.
    """

    def __init__(self, text: str | None) -> None:
        self._telling = None if text is None else telling_lines(text)
        self.outer = Draft("")
        self.drafts: dict[str, Draft] = {}
        self.spelled: set[str] = set()
        self.imported: set[str] = set()

    def read(self, tree: ast.Module) -> None:
        """Read all of a file."""
        stack: list[tuple[ast.AST, _Scope]] = [
            (tree, _Scope(self.outer, "", at_class_level=False, stored=frozenset()))
        ]
        while stack:
            node, scope = stack.pop()
            is_passed_over = isinstance(node, ast.stmt) and not self._tells(node)
            if is_passed_over and not isinstance(
                node, _COMPOUND if scope.at_class_level else _DEFINITIONS
            ):
                continue
            outside: list[ast.AST]
            inside: list[tuple[ast.AST, _Scope]]
            match node:
                case ast.ClassDef():
                    self._bind(node.name, scope)
                    outside = [*node.decorator_list, *node.bases, *node.keywords]
                    inner = _Scope(
                        self._draft(node, scope), f"{scope.path}{node.name}.", True, scope.stored
                    )
                    inside = [(child, inner) for child in node.body]
                case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                    outside, inside = self._function(node, scope)
                    if is_passed_over:
                        continue
                case _:
                    outside, inside = self._look(node, scope), []
            stack += [(child, scope) for child in outside]
            stack += inside

    def _tells(self, node: ast.stmt) -> bool:
        """Whether a statement may say something of private names."""
        if self._telling is None:
            return True
        decorators = getattr(node, "decorator_list", ())
        first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
        index = bisect_left(self._telling, first)
        return index < len(self._telling) and self._telling[index] <= (node.end_lineno or 0)

    def _draft(self, node: ast.ClassDef, scope: _Scope) -> Draft:
        draft = self.drafts.setdefault(f"{scope.path}{node.name}", Draft(node.name))
        draft.nodes.append(node)
        draft.bases.update((dotted(base), None) for base in node.bases)
        draft.is_extended |= bool(node.bases or node.keywords or node.decorator_list)
        draft.unknown.update((why, None) for why in added_to_class(node))
        return draft

    def _function(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, scope: _Scope
    ) -> tuple[list[ast.AST], list[tuple[ast.AST, _Scope]]]:
        """What of a function belongs to the scope around it, and what is inside."""
        if isinstance(node, ast.Lambda):
            inner = scope._replace(at_class_level=False)
            return [*node.args.defaults, *filter(None, node.args.kw_defaults)], [(node.body, inner)]
        self._bind(node.name, scope)
        stored = scope.stored
        if scope.at_class_level:
            scope.draft.functions.add(node.name)
            mangled = mangle(node.name, scope.draft.name)
            (scope.draft.empty if is_left_empty(node) else scope.draft.filled).add(mangled)
            if only_refuses(node):
                scope.draft.refusing.add(mangled)
            if is_mapped(node):
                scope.draft.unknown["a mapper may give objects of the class attributes"] = None
            if node.name in _ANSWERING:
                scope.draft.unknown[f"the class defines {node.name}"] = None
            if node.name == "__init__":
                scope.draft.called_when_made.update(methods_always_called(node))
            if node.name == "__setattr__":
                stored = frozenset(part.arg for part in node.args.args)
        inner = _Scope(scope.draft, f"{scope.path}{node.name}.", False, stored, node)
        outside = [*node.decorator_list, node.args, *filter(None, [node.returns])]
        return outside, [(child, inner) for child in node.body]

    def _look(self, node: ast.AST, scope: _Scope) -> list[ast.AST]:
        """Note what a node does to attributes; returns what is to be looked at inside it."""
        draft = scope.draft
        match node:  # the most frequent ones first
            case ast.Name(id=name, ctx=context):
                if isinstance(context, ast.Store):
                    self._bind(name, scope)
                elif is_private(name):
                    draft.used.add(mangle(name, draft.name))
                return []
            case ast.Constant(value=text):
                if isinstance(text, str) and text.startswith("_"):
                    (draft.texts if is_private(text) else self.spelled).add(text)
                return []
        if isinstance(node, _STORING):
            if why := fills_namespace(node) or stores_computed(node, scope.stored, scope.function):
                draft.unknown[why] = None
            if name := stored_by_text(node):
                self._store(name, scope)
        match node:
            case ast.AugAssign(target=ast.Attribute(value=owner, attr=name), value=value):
                draft.accessed.add(mangle(name, draft.name))
                return [owner, value]
            case ast.AnnAssign(target=ast.Attribute(value=owner), value=None):
                return [owner, node.annotation]
            case ast.AnnAssign(target=ast.Name(name), value=None):
                if scope.at_class_level and is_private(name):
                    draft.annotated.add(mangle(name, draft.name))
                return [node.annotation]
            case ast.Assign(targets=[ast.Name("__slots__")]) if scope.at_class_level:
                return []
            case ast.Attribute(attr=name, ctx=ast.Store()):
                self._store(mangle(name, draft.name), scope)
            case ast.Attribute(value=owner, attr=name):
                draft.accessed.add(mangle(name, draft.name))
                if is_private(name) and _is_super(owner):
                    draft.through_super.add(mangle(name, draft.name))
            case ast.ExceptHandler(name=str(name)):
                self._bind(name, scope)
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                self._bind(name, scope)
            case ast.alias(name=name, asname=local):
                self.imported.add(name)
                self._bind(local or name.partition(".")[0], scope)
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                self.spelled.update(mangle(name, draft.name) for name in names)
        return children_of(node)

    def _bind(self, name: str, scope: _Scope) -> None:
        """A name is bound in the scope; only the class body makes an attribute of it."""
        mangled = mangle(name, scope.draft.name)
        if scope.at_class_level and mangled != name:
            scope.draft.at_class_level.add(mangled)
        elif mangled == name:
            if scope.at_class_level:
                scope.draft.others.add(name)
            if name.startswith("_"):
                self.spelled.add(name)

    def _store(self, mangled: str, scope: _Scope) -> None:
        if mangled.startswith(mangled_prefix(scope.draft.name)):
            scope.draft.on_objects.add(mangled)
        else:
            scope.draft.others.add(mangled)
            if mangled.startswith("_"):
                self.spelled.add(mangled)


def _is_super(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"
    )
