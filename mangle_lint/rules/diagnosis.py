"""What a rule says about a class: findings that are not placed in the text yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import libcst as cst

    from mangle_lint.facts.classes import ClassFacts
    from mangle_lint.facts.events import Event
    from mangle_lint.fixing.remedy import Remedy
    from mangle_lint.levels import Confidence, PlaceRole, StepKind


class Mark(NamedTuple):
    """An event that a diagnosis names. The engine makes a `Place` of it, with the same words."""

    event: Event
    role: PlaceRole
    label: str
    kind: str = ""


class Waypoint(NamedTuple):
    """A step of a witness. The engine makes a `Step` of it, with the same words.

    Its place begins with `node` and ends with `last`, if that is given. `body` is the number of
    the body that it is in; None for the class itself.
    """

    kind: StepKind
    text: str
    body: int | None
    node: cst.CSTNode
    last: cst.CSTNode | None = None


class Witness(NamedTuple):
    """How an error comes about; `note`: under which condition, or why there are no steps."""

    steps: tuple[Waypoint, ...]
    note: str = ""


class Diagnosis(NamedTuple):
    """Something that is wrong in a class. The engine makes a `Finding` of it.

    `witness` finds out how the error comes about, which takes time; None if nothing is raised.
    """

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
    witness: Callable[[], Witness] | None = None


class Silence(NamedTuple):
    """An event that a rule has looked at and does not report, and why, in words."""

    event: Event
    reason: str


class GivenUp(NamedTuple):
    """A class that has too many states for one attribute: its paths were not told apart."""

    facts: ClassFacts
    attribute: str
