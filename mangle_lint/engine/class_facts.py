"""The classes of a file that can matter, each with its facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator

import libcst as cst

from mangle_lint.facts.classes import ClassFacts, class_facts
from mangle_lint.source.definitions import FoundClass, FoundFunction, walk_definitions
from mangle_lint.source.mangling import mangled_prefix


def file_facts(
    module: cst.Module, text: str, prefixes: Container[str] | None
) -> Iterator[ClassFacts]:
    """The facts of the classes whose mangled names have one of the prefixes, outermost first.

    None stands for all prefixes. Where the file spells mangled names of a class out, the functions
    that do so are taken into account, unless several classes of the file share the prefix. `text`
    is that of the whole file, `module` may be an excerpt.
    """
    definitions = list(walk_definitions(module))
    classes = [
        found
        for found in definitions
        if isinstance(found, FoundClass) and found.node.name.value.strip("_")
    ]
    count = Counter(mangled_prefix(found.node.name.value) for found in classes)
    functions: list[tuple[FoundFunction, str]] | None = None
    for found in classes:
        prefix = mangled_prefix(found.node.name.value)
        if prefixes is not None and prefix not in prefixes:
            continue
        if prefix not in text or count[prefix] > 1:
            yield class_facts(found)
            continue
        if functions is None:
            functions = [
                (function, module.code_for_node(function.node))
                for function in definitions
                if isinstance(function, FoundFunction)
            ]
        spelling = [
            function
            for function, code in functions
            if prefix in code and function.owner is not found.node
        ]
        yield class_facts(found, spelling, module)
