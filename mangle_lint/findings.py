"""What the engine says about a file: findings, fixes, failures. Plain frozen data.

Lines and columns are 1-based; columns count characters (Unicode code points).
"""

from __future__ import annotations

from dataclasses import dataclass

from mangle_lint.levels import Applicability as Applicability
from mangle_lint.levels import Confidence as Confidence


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From the first character of something to just behind its last."""

    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class Edit:
    """`content` takes the place of what stands in `span`."""

    span: Span
    content: str


@dataclass(frozen=True, slots=True)
class Fix:
    """What would cure a finding.

    `withheld` says why a fix is not safe, in words; empty for safe ones.
    """

    applicability: Applicability
    message: str
    edits: tuple[Edit, ...]
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """An access that a deletion can hit.

    `kind` is "read", "test" (for truth or for None) or "delete"; `why` tells how it is reached.
    """

    span: Span
    method: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class NoneMeeting:
    """A read that will meet None once the fix is applied, and what happens to it there."""

    span: Span
    method: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A deletion that a rule is about; for most, one after which an object raises AttributeError.

    `method` is the qualified name of the body that deletes, `attribute` the mangled name, `error`
    the text that a user would see, None if nothing raises. `safe` and `complete` are said of the
    fix, see DESIGN.
    """

    code: str
    message: str
    span: Span
    class_name: str
    attribute: str
    method: str
    error: str | None
    confidence: Confidence
    reason: str
    reads: tuple[Read, ...]
    notes: tuple[str, ...] = ()
    fix: Fix | None = None
    complete: bool = False
    none_meetings: tuple[NoneMeeting, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A declaration that stays as it is although the attribute is to hold None, and why."""

    span: Span
    attribute: str
    reason: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be done, and where."""

    path: str
    reason: str
    position: Position | None = None

    def __str__(self) -> str:
        place = f":{self.position.line}:{self.position.column}" if self.position else ""
        return f"{self.path}{place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Result:
    """What the engine found in one file. `text` is its decoded source, None after a failure."""

    path: str
    text: str | None = None
    findings: tuple[Finding, ...] = ()
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class FixResult:
    """What the engine would write.

    `fixed` are the findings whose fix is in `after`, `left` those that it leaves alone. `refusals`
    are the declared types, by their places in `after`, that could not be widened.
    """

    path: str
    before: bytes
    after: bytes
    fixed: tuple[Finding, ...] = ()
    left: tuple[Finding, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    failure: Failure | None = None

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.before != self.after
