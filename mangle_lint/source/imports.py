"""What the names of a module come from, told from the built-in parser's tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Imported(NamedTuple):
    """What a name stands for: a module, or a `name` in it, which is empty for the module itself.

    The module has as many dots in front as the import.
    """

    module: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Imports:
    """`names` says what each imported name stands for, `stars` are the modules of `import *`.

    The last ones win.
    """

    names: Mapping[str, Imported] = field(default_factory=dict)
    stars: tuple[str, ...] = ()


def imports_of(tree: ast.Module) -> Imports:
    """The imports of a module, in its `if` and `try` statements, too; the last one wins."""
    names: dict[str, Imported] = {}
    stars: dict[str, None] = {}
    for node in _imports(tree.body):
        if isinstance(node, ast.Import):
            for alias in node.names:
                local = alias.asname or alias.name.partition(".")[0]
                names[local] = Imported(alias.name if alias.asname else local)
            continue
        module = "." * node.level + (node.module or "")
        for alias in node.names:
            if alias.name == "*":
                stars.pop(module, None)
                stars[module] = None
            else:
                names[alias.asname or alias.name] = Imported(module, alias.name)
    return Imports(names, tuple(stars))


def _imports(statements: Sequence[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    for node in statements:
        match node:
            case ast.Import() | ast.ImportFrom():
                yield node
            case ast.If(body=body, orelse=other):
                yield from _imports([*body, *other])
            case ast.Try(body=body, handlers=handlers, orelse=other, finalbody=last):
                # what is imported if all goes well is what counts, so it comes last
                for handler in handlers:
                    yield from _imports(handler.body)
                yield from _imports([*body, *other, *last])
            case ast.With(body=body):
                yield from _imports(body)
