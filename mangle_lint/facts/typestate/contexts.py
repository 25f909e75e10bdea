"""A body that is entered in one state of an object, and what comes of that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from mangle_lint.facts.cfg.bodies import Body
from mangle_lint.facts.events import Key
from mangle_lint.facts.typestate.sparse import Step
from mangle_lint.facts.typestate.states import Bits, State

Exit: TypeAlias = tuple[int, Bits, bool | None]
"""What the attribute and its guards hold when a body returns, and the truth of the result."""


@dataclass(slots=True, eq=False)
class Context:
    """A body entered in one state of the object that it calls `receiver`, and its summary.

    The summary is `exits`, and `raised`, the states in which an exception leaves the body. An
    object that `is_born` here is lost if its constructor fails; one that `is_dying` does not
    outlive the body, its own `__del__`. One for which it `is_last` is not used afterwards.
    """

    body: Body
    steps: Mapping[int, Step]
    receiver: str
    value: int
    guards: Bits
    locals: tuple[Key, ...]
    is_born: bool
    is_dying: bool
    is_last: bool
    is_entry: bool = False
    seen: defaultdict[int, set[State]] = field(default_factory=lambda: defaultdict(set))
    exits: dict[Exit, None] = field(default_factory=dict)  # in the order in which they were found
    raised: dict[State, None] = field(default_factory=dict)
    callers: dict[Point, None] = field(default_factory=dict)


Point: TypeAlias = tuple[Context, int, State]
"""A node of a body, and the state in which it is reached there."""
