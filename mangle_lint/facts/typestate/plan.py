"""What an exploration is asked to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mangle_lint.facts.cfg.bodies import Body
from mangle_lint.facts.events import Event, Key
from mangle_lint.facts.typestate.projection import Step
from mangle_lint.facts.values import Value


@dataclass(frozen=True, slots=True)
class Plan:
    """What to explore: the bodies that matter, and which places are followed in them."""

    attribute: str
    flags: tuple[str, ...]
    initial_flags: tuple[Value, ...]
    bodies: Mapping[int, Body]
    steps: Mapping[int, Mapping[int, Step]]
    entries: tuple[tuple[int, str], ...]  # body, and what it calls the object
    constructors: frozenset[int]
    reaches: Mapping[int, frozenset[int]]  # the bodies that each body may call, itself included
    locals: Mapping[int, tuple[Key, ...]]
    repaired: frozenset[Event] = frozenset()  # deletions that assign None instead
