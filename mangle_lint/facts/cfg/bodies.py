"""Bodies: the units that run as a whole, such as a method or a lambda."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

import libcst as cst

from mangle_lint.facts.cfg.graph import Node
from mangle_lint.facts.events import Event
from mangle_lint.source.nodes import walk

AT_CLASS_LEVEL = -1
"""The parent of a lambda that stands in the class body."""


class Role(Enum):
    """What a body is to its class."""

    METHOD = "method"
    CLASS_METHOD = "class method"
    STATIC_METHOD = "static method"
    CONSTRUCTOR = "constructor"  # __init__, __new__, __post_init__
    DESTRUCTOR = "destructor"  # __del__
    ACCESSOR = "accessor"  # a property's getter, setter or deleter
    NESTED = "nested"  # inside another body
    OUTSIDE = "outside"  # a function elsewhere in the file, or the module's own lines


@dataclass(frozen=True, slots=True)
class Body:
    """One body. `parent` is the number of the body around it.

    `parameters` are its parameters as receivers: `self@3` for `self` of body 3. `node` is the
    function, lambda or generator expression; None for the module's own lines. Lowering fills
    `nodes`, the control flow graph, `events`, those of private names, and `conditions`: for each
    node that decides which way to go, what is asked there.
    """

    number: int
    qualname: str
    role: Role
    parent: int | None
    parameters: tuple[str, ...]
    is_async: bool
    node: cst.CSTNode | None
    nodes: list[Node] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    conditions: dict[int, cst.BaseExpression] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The last part of `qualname`."""
        return self.qualname.rpartition(".")[2]

    @property
    def receiver(self) -> str | None:
        """The object or class that the body runs on; None if it runs on none."""
        if self.role in (Role.STATIC_METHOD, Role.NESTED, Role.OUTSIDE) or not self.parameters:
            return None
        return self.parameters[0]

    @property
    def runs_later(self) -> bool:
        """Whether a call of it runs nothing yet: it is a coroutine or a generator function."""
        if not isinstance(self.node, (cst.FunctionDef, cst.Lambda)):
            return False
        inside = walk(self.node.body, without=cst.FunctionDef)
        return self.is_async or any(isinstance(part, cst.Yield) for part in inside)
