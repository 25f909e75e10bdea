"""What a rule says about a class: findings that are not placed in the text yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mangle_lint.facts.classes import ClassFacts
    from mangle_lint.facts.events import Event
    from mangle_lint.fixing.remedy import Remedy
    from mangle_lint.levels import Confidence, PlaceRole


class Mark(NamedTuple):
    """An event that a diagnosis names. The engine makes a `Place` of it, with the same words."""

    event: Event
    role: PlaceRole
    label: str
    kind: str = ""


class Diagnosis(NamedTuple):
    """Something that is wrong in a class. The engine makes a `Finding` of it."""

    facts: ClassFacts
    message: str
    help: str
    primary: Mark
    confidence: Confidence
    reason: str
    error: str | None = None
    secondary: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()
    remedy: Remedy | None = None


class Silence(NamedTuple):
    """An event that a rule has looked at and does not report, and why, in words."""

    event: Event
    reason: str


class GivenUp(NamedTuple):
    """A class that has too many states for one attribute: its paths were not told apart."""

    facts: ClassFacts
    attribute: str
