"""Which private names may be read before they are assigned while an object is made.

That is told from the built-in parser's tree, and is a superset: the text is taken in order, each
branch by itself, and what a called method does is done where it is called.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set

from mangle_lint.source.mangling import mangle, mangled_prefix

_CONSTRUCTORS = ("__new__", "__init__", "__post_init__")
_MOST_CALLS = 200
_SETTER = "="
"""What stands behind the name of a property that is assigned."""

_Function = ast.FunctionDef | ast.AsyncFunctionDef


def early_names(node: ast.ClassDef, called_by_base: Sequence[str]) -> frozenset[str]:
    """The mangled names of a class that construction may read early.

    `called_by_base` are the methods that the constructor of a base class calls.
    """
    construction = _Construction(node, called_by_base)
    assigned: set[str] = set()
    for name in _CONSTRUCTORS:
        construction.call(name, assigned)
    prefix = mangled_prefix(node.name)
    return frozenset(name for name in construction.found if name.startswith(prefix))


class _Construction:
    """Runs through the constructors of a class and what they call.

    `found` are the attributes that were read early. `_known` has, for each method, with which
    attributes assigned it was run, and which ones it then assigns.
    """

    def __init__(self, node: ast.ClassDef, called_by_base: Sequence[str]) -> None:
        self.found: set[str] = set()
        self._name = node.name
        self._called_by_base = called_by_base
        self._functions: dict[str, list[_Function]] = defaultdict(list)
        for function in functions_of(node.body):
            end = _SETTER if _is_setter(function) else ""
            self._functions[mangle(function.name, node.name) + end].append(function)
        self._known: dict[str, list[tuple[frozenset[str], Set[str]]]] = defaultdict(list)
        self._calls = 0

    def call(self, name: str, assigned: set[str]) -> None:
        """Run a method; `assigned` grows by what it may assign."""
        for before, after in self._known[name]:
            if before <= assigned:
                assigned |= after
                return
        self._calls += 1
        entry = (frozenset(assigned), after := set[str]())
        self._known[name].append(entry)  # so recursion ends
        for function in self._functions.get(name, ()):
            # past the limit each call is taken for one that nothing was assigned before
            inside = set(assigned) if self._calls < _MOST_CALLS else set[str]()
            self._block(function.body, inside)
            after |= inside
        assigned |= after

    def _block(self, statements: Sequence[ast.AST], assigned: set[str]) -> bool:
        """Run statements; `assigned` grows. Whether control may go on behind them."""
        for node in statements:
            match node:
                case ast.If(test=test, body=body, orelse=other):
                    self._evaluate(test, assigned)
                    self._branches([body, other], assigned)
                case ast.For() | ast.AsyncFor():
                    self._evaluate(node.iter, assigned)
                    self._evaluate(node.target, assigned)
                    self._branches([node.body, []], assigned)
                    self._branches([node.orelse, []], assigned)
                case ast.While(test=test, body=body, orelse=other):
                    self._evaluate(test, assigned)
                    self._branches([body, []], assigned)
                    self._branches([other, []], assigned)
                case ast.Try():
                    handlers = [handler.body for handler in node.handlers]
                    blocks = [[*node.body, *node.orelse], *handlers, []]
                    self._branches(blocks, assigned)
                    self._block(node.finalbody, assigned)
                case ast.Match(subject=subject, cases=cases):
                    self._evaluate(subject, assigned)
                    self._branches([*map(_guarded, cases), []], assigned)
                case ast.With() | ast.AsyncWith():
                    for item in node.items:
                        self._evaluate(item, assigned)
                    self._branches([node.body, []], assigned)
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    self._block(node.body, set(assigned))  # it may be called here and now
                case ast.Return() | ast.Raise() | ast.Break() | ast.Continue():
                    self._evaluate(node, assigned)
                    return False
                case _:
                    self._evaluate(node, assigned)
        return True

    def _branches(self, branches: Sequence[Sequence[ast.AST]], assigned: set[str]) -> None:
        """Run one of several blocks; what one of them assigns may be assigned behind them."""
        gained: set[str] = set()
        for block in branches:
            own = set(assigned)
            if self._block(block, own):
                gained |= own
        assigned |= gained

    def _evaluate(self, root: ast.AST, assigned: set[str]) -> None:
        """Evaluate an expression, or run a statement without blocks.

        All that is read counts as read before a call or an assignment in it.
        """
        targets: list[str] = []
        calls: list[str] = []
        is_made = False
        stack = [root]
        while stack:
            node = stack.pop()
            match node:
                case ast.ClassDef():
                    continue
                case ast.AnnAssign(value=None):
                    continue
                case ast.Attribute(attr=attr, ctx=ast.Store()) if not _is_augmented(root):
                    targets.append(name := mangle(attr, self._name))
                    calls.append(name + _SETTER)
                case ast.Attribute(attr="__init__"):
                    is_made = True
                case ast.Attribute(attr=attr):
                    name = mangle(attr, self._name)
                    if _is_augmented(root):
                        calls.append(name + _SETTER)
                    if name in self._functions:
                        calls.append(name)
                    elif name not in assigned:
                        self.found.add(name)
                case ast.Constant(value=str(text)):
                    self.found.add(text)  # it may spell a name out
            stack += ast.iter_child_nodes(node)
        for name in calls:
            self.call(name, assigned)
        gained: set[str] = set()
        for name in self._called_by_base if is_made else ():  # in whichever order
            self.call(name, own := set(assigned))
            gained |= own
        assigned |= gained
        assigned.update(targets)


def _is_setter(function: _Function) -> bool:
    return any(
        isinstance(decorator, ast.Attribute) and decorator.attr == "setter"
        for decorator in function.decorator_list
    )


def _is_augmented(node: ast.AST) -> bool:
    return isinstance(node, ast.AugAssign)


def functions_of(statements: Sequence[ast.AST]) -> Iterator[_Function]:
    """The functions of a class body, those in its `if`, `try` and other statements included."""
    for node in statements:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node
        elif isinstance(node, (ast.stmt, ast.ExceptHandler)) and not isinstance(node, ast.ClassDef):
            yield from functions_of(list(ast.iter_child_nodes(node)))


def _guarded(case: ast.match_case) -> list[ast.AST]:
    return [*filter(None, [case.guard]), *case.body]
