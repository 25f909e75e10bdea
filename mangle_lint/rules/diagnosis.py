"""What a rule says about a class, in terms of its facts; the engine gives it places and a fix."""

from __future__ import annotations

from dataclasses import dataclass

from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event
from mangle_lint.findings import Confidence


@dataclass(frozen=True, slots=True)
class Hit:
    """An access that the deletion makes raise, and why it is reached."""

    event: Event
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A read that would meet None after the fix, and what would come of it."""

    event: Event
    outcome: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One finding before it is placed in the text.

    `error` is the message that a user would see, None if nothing raises. `blockers` are the
    existence tests whose answer the fix would change; none of them: the fix is safe. `meetings` are
    the reads that would meet None; none of them: the fix is complete. `assignment` is what assigns
    the attribute right after the deletion, for the rule that is about that.
    """

    code: str
    message: str
    help: str
    facts: ClassFacts
    deletion: Event
    confidence: Confidence
    reason: str
    error: str | None = None
    hits: tuple[Hit, ...] = ()
    notes: tuple[str, ...] = ()
    blockers: tuple[Event, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    assignment: Event | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """A deletion that is not reported, and why, in words."""

    facts: ClassFacts
    deletion: Event
    reason: str
