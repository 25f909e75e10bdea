"""What makes a class beside its body: decorators and a metaclass, which may add attributes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mangle_lint.source.dotted import dotted

_PLAIN_DECORATORS = frozenset(
    "dataclass total_ordering final unique verify runtime_checkable dataclass_transform define "
    "frozen mutable attrs attributes s implementer python_2_unicode_compatible deprecated "
    "disjoint_base register".split()
)
"""Class decorators that give objects no attribute but those that the class body names."""

_PLAIN_METACLASSES = frozenset("type ABCMeta EnumMeta EnumType".split())

_BY_DECORATOR = "a decorator of the class may add attributes"
_BY_METACLASS = "the metaclass may add attributes"

ADDING = (_BY_DECORATOR, _BY_METACLASS)
"""What `added_to_class` says."""

_MAPPING_DECORATORS = frozenset(("reconstructor", "validates"))
"""Those of functions in a class that an object-relational mapper works on (SQLAlchemy)."""


def added_to_class(node: ast.ClassDef) -> Iterator[str]:
    """Why a class may get attributes that its body does not name."""
    for decorator in node.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        if dotted(called).rpartition(".")[2] not in _PLAIN_DECORATORS:
            yield _BY_DECORATOR
    for keyword in node.keywords:
        last = dotted(keyword.value).rpartition(".")[2]
        if keyword.arg == "metaclass" and last not in _PLAIN_METACLASSES:
            yield _BY_METACLASS


def is_mapped(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a method shows that a mapper gives the objects of its class attributes."""
    called = [d.func if isinstance(d, ast.Call) else d for d in function.decorator_list]
    return any(dotted(name).rpartition(".")[2] in _MAPPING_DECORATORS for name in called)
