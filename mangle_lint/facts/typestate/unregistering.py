"""Callbacks that the deleting path takes back, so that nobody calls them afterwards.

`self.bus.remove_listener(self.__on_event)` beside the deletion undoes what handed the reference on.
"""

from __future__ import annotations

import re

import libcst as cst

from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.typestate.call_graph import CallGraph
from mangle_lint.facts.typestate.observations import Exposure
from mangle_lint.source.nodes import walk

_UNDOING = re.compile(
    r"_*(?:un|de)(?:register|bind|subscribe|hook|listen|observe|watch|schedule|set|install|map)"
    r"(?:_.*|[A-Z].*)?|_*(?:off|remove|disconnect|detach|discard|delete|del|cancel|stop|forget)"
    r"(?:_.*|[A-Z].*)?"
)


def is_unregistered(facts: ClassFacts, graph: CallGraph, exposure: Exposure) -> bool:
    """Whether what runs the deletion takes back the callback that an exposed access needs.

    Others may call a public method all the same.
    """
    entry = facts.bodies[exposure.entry]
    if exposure.origin is None or not entry.name.startswith("_"):
        return False
    nodes = (facts.bodies[number].node for number in graph.callees_of({exposure.origin}))
    return any(node is not None and _takes_back(node, entry.name) for node in nodes)


def _takes_back(node: cst.CSTNode, method: str) -> bool:
    """Whether code hands the method to a function that undoes a registration, by its name."""
    for inner in walk(node):
        match inner:
            case cst.Call(cst.Name(verb) | cst.Attribute(attr=cst.Name(verb)), args):
                if _UNDOING.fullmatch(verb) is not None and any(
                    isinstance(arg.value, cst.Attribute) and arg.value.attr.value == method
                    for arg in args
                ):
                    return True
    return False
