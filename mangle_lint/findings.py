"""What the engine says about a file: findings, fixes, failures. Plain frozen data.

Nothing here knows a rule. Lines and columns count from 1; columns count characters (Unicode code
points).
"""

from __future__ import annotations

from dataclasses import dataclass

from mangle_lint.levels import FAILS_ON_NONE
from mangle_lint.levels import Applicability as Applicability
from mangle_lint.levels import Confidence as Confidence
from mangle_lint.levels import PlaceRole as PlaceRole
from mangle_lint.levels import StepKind as StepKind


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A line and a column."""

    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The text from one position up to, but not including, another."""

    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the file that a finding names.

    `method` is the qualified name of the body around it. `label` says in words what happens there,
    `kind` in one word which kind of `role` it is, if there are several.
    """

    span: Span
    role: PlaceRole
    method: str
    label: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a witness: what happens at a place, in words of one line.

    `method` is the qualified name of the body that it happens in, or of the class.
    """

    span: Span
    kind: StepKind
    method: str
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """`content` replaces the text in `span`."""

    span: Span
    content: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A cure for a finding. `withheld` says why it is not safe, in words; empty if it is."""

    applicability: Applicability
    edits: tuple[Edit, ...]
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong at the place `primary`.

    It is about `attribute` (a mangled name) of the class `class_name` (qualified). `error` is the
    message of the exception that a user would see, None if nothing is raised. `reason` says why the
    confidence is what it is, `help` what to do.

    `witness` are the steps that lead from a made object to the error: only if they were asked for,
    and the error is one. `witness_note` says under which condition they do, or why there are none.
    """

    code: str
    message: str
    help: str
    primary: Place
    class_name: str
    attribute: str
    confidence: Confidence
    reason: str
    error: str | None = None
    secondary: tuple[Place, ...] = ()
    notes: tuple[str, ...] = ()
    fix: Fix | None = None
    witness: tuple[Step, ...] = ()
    witness_note: str = ""

    @property
    def span(self) -> Span:
        """The place that the finding is reported at."""
        return self.primary.span

    @property
    def method(self) -> str:
        """The qualified name of the body that the finding is reported in."""
        return self.primary.method

    @property
    def fails(self) -> list[Place]:
        """The places at which the fix gives way to another error, about None."""
        return [place for place in self.places(PlaceRole.NONE) if place.kind == FAILS_ON_NONE]

    @property
    def complete(self) -> bool:
        """Whether nothing has to be looked at after the fix."""
        return not self.places(PlaceRole.NONE)

    def places(self, role: PlaceRole) -> list[Place]:
        """The secondary places of one role, in source order."""
        return [place for place in self.secondary if place.role is role]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A declaration that cannot be made to admit None, and why."""

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
        place = f":{self.position}" if self.position else ""
        return f"{self.path}{place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Result:
    """What the engine found in one file. `text` is its decoded source, None after a failure.

    `given_up` are the classes that have too many states to tell their paths apart.
    """

    path: str
    text: str | None = None
    findings: tuple[Finding, ...] = ()
    given_up: tuple[str, ...] = ()
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
