"""Runs a class along a witness: the same entry points, the same branches, and so the same error."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from mangle_lint.findings import Finding, Step, StepKind
from tests.oracle import world
from tests.oracle.choices import Choices, all_choices
from tests.oracle.interface import CONSTRUCTOR, Entry, entries
from tests.oracle.runner import Bounds, State
from tests.oracle.told import Site, sites_of, telling
from tests.oracle.troubles import troubled
from tests.oracle.world import Deletion, Missing, Thing, World, place

_EFFORTS = tuple(
    (deviations, calls) for deviations, calls in ((1, 200), (2, 1_000), (4, 4_000), (6, 8_000))
)
_MOST_TROUBLES = 4
_NEAR = 4


class Expected(NamedTuple):
    """What a step of a witness says that a run shows: of a `site`, this."""

    kind: StepKind
    site: object
    truth: bool = True


class Segment(NamedTuple):
    """An entry point, or what comes in place of it, and what is expected of its run."""

    name: str
    expected: tuple[Expected, ...]


@dataclass
class Told(World):
    """A run that tells what happens in it, and gives up where that is not what is `expected`."""

    expected: Sequence[Expected] = ()
    met: int = 0
    is_off: bool = False
    sites: list[int] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Whether all that is expected was met."""
        return not self.is_off and self.met == len(self.expected)

    def tell(self, kind: StepKind, site: object, *, truth: bool = True) -> None:
        if self.is_off or self.met == len(self.expected):
            return
        wanted = self.expected[self.met]
        if wanted.kind is not kind or wanted.site != site:
            return
        if wanted.truth != truth:
            self.is_off = True
            raise _Off
        self.met += 1

    def branch(self, site: object, value: object) -> object:
        self.tell(StepKind.BRANCH, site, truth=bool(value))
        return value

    def loop(self, site: object, values: Iterator[object]) -> Iterator[object]:
        for value in values:
            self.tell(StepKind.BRANCH, site)
            yield value
        self.tell(StepKind.BRANCH, site, truth=False)

    def entered(self, name: str) -> None:
        self.tell(StepKind.CALL, name)

    def throwing(self) -> None:
        self.tell(StepKind.ERROR, place().line)

    def point(self) -> bool:
        """Trouble comes only where the witness has an exception next: it names all of them."""
        if self.is_off or self.met == len(self.expected):
            return False
        kind, line, _ = self.expected[self.met]
        # what a call leaves behind, trouble meets in front of the next line
        if kind is not StepKind.ERROR or place().line - int(str(line)) not in range(_NEAR):
            return False
        try:
            return super().point()
        except Exception:
            self.tell(StepKind.ERROR, line)
            raise

    def risky(self) -> None:
        try:
            super().risky()
        except ValueError:
            self.throwing()
            raise

    def delete(self, owner: object, name: str) -> None:
        super().delete(owner, name)
        if not self.is_hidden(name):
            self.tell(StepKind.EVENT, self.deleted[name].place.line)

    def missing(self, error: AttributeError, name: str, *, deletes: bool) -> None:
        super().missing(error, name, deletes=deletes)
        self.throwing()


class _Off(BaseException):
    """The run is not the one of the witness."""


class _TooLong(Exception):
    """Nothing was found in so many calls."""


def is_borne_out(source: str, finding: Finding, lines: str | None = None) -> bool:
    """Whether some run along the witness of a finding raises its error at its place.

    `lines` is the source that is run in place of that with the finding: the same, line by line.
    """
    sites = sites_of(source)
    segments = list(_segments(finding.witness, sites))
    named = sum(step.text.startswith("an exception") for step in finding.witness)
    for (deviations, calls), troubles, is_alone in itertools.product(
        _EFFORTS, range(min(named, 1), _MOST_TROUBLES + 1), (True, False)
    ):
        followed = finding.attribute if is_alone else None
        bounds = Bounds(deviations, calls, troubles, followed)
        if _Replay(lines or source, finding, segments, bounds).succeeds():
            return True
    return False


def _segments(
    witness: Sequence[Step], sites: dict[tuple[int, int, int], Site]
) -> Iterator[Segment]:
    """The parts of a witness that begin with an entry point."""
    starts = [n for n, step in enumerate(witness) if step.kind is StepKind.START]
    assert starts[0] == 0
    for start, end in itertools.pairwise([*starts, len(witness)]):
        steps = witness[start + 1 : end]
        if end == len(witness):
            steps = steps[:-1]  # the access that raises
        name = witness[start].text.strip("`")
        yield Segment(name, tuple(_expected(step, sites) for step in steps))


def _expected(step: Step, sites: dict[tuple[int, int, int], Site]) -> Expected:
    line = step.span.start.line
    match step.kind:
        case StepKind.BRANCH:
            place = (line, step.span.start.column, step.span.end.column)
            truth = re.search(r" (is true|goes on|is false|ends)$", step.text)
            assert truth is not None, step
            return Expected(step.kind, sites[place], truth[1] in ("is true", "goes on"))
        case StepKind.CALL:
            called = re.fullmatch(r"calls `(.*)`", step.text)
            assert called is not None, step
            return Expected(step.kind, called[1])
        case StepKind.EVENT:
            assert step.text == "deleted", step
            return Expected(step.kind, line)
    assert step.kind is StepKind.ERROR, step
    return Expected(step.kind, line)


class _Replay:
    """One search for a run along the segments."""

    def __init__(
        self,
        source: str,
        finding: Finding,
        segments: Sequence[Segment],
        bounds: Bounds,
    ) -> None:
        self.finding, self.segments = finding, segments
        self.bounds, self.left = bounds, bounds.calls
        text = troubled(source) if bounds.troubles else source
        named = {step.site for segment in segments for step in segment.expected}
        self.cls = world.load(telling(text, {s for s in named if isinstance(s, Site)}))
        self.entries = {entry.name: entry for entry in entries(source)}
        self.tried: set[tuple[int, State]] = set()

    def succeeds(self) -> bool:
        first = self.segments[0].name
        start = 0
        states: Iterator[State] = iter([((), ())])
        if first.startswith("an object"):
            start = 1
            if CONSTRUCTOR in self.entries:
                states = self._after(Segment(CONSTRUCTOR, ()), ((), ()))
        try:
            return any(self._leads(start, state) for state in states)
        except _TooLong:
            return False

    def _leads(self, number: int, state: State) -> bool:
        """Whether a run along the segments from `number` on raises the error."""
        if (number, state) in self.tried:
            return False
        self.tried.add((number, state))
        segment = self.segments[number]
        if number + 1 == len(self.segments):
            return any(True for _ in self._after(segment, state, is_last=True))
        return any(self._leads(number + 1, after) for after in self._after(segment, state))

    def _after(self, segment: Segment, state: State, *, is_last: bool = False) -> Iterator[State]:
        """The states that runs along a segment leave; of the last one, the state that raises."""
        if segment.name.endswith("is assigned out of sight"):
            values, deleted = state
            for value in (None, 0, Thing()):
                left = {**dict(values), self.finding.attribute: value}
                kept = tuple(item for item in deleted if item[0] != self.finding.attribute)
                yield tuple(sorted(left.items(), key=lambda item: item[0])), kept
            return
        entry = self.entries[segment.name]
        for arguments in itertools.product((False, True), repeat=entry.parameters):
            for choices in all_choices(self.bounds.deviations):
                self.left -= 1
                if self.left < 0:
                    raise _TooLong
                after = self._call(entry, state, arguments, choices, segment, is_last=is_last)
                if after is not None:
                    yield after

    def _call(
        self,
        entry: Entry,
        state: State,
        arguments: tuple[bool, ...],
        choices: Choices,
        segment: Segment,
        *,
        is_last: bool,
    ) -> State | None:
        values, deleted = state
        here = Told(
            choices,
            dict(deleted),
            self.bounds.troubles,
            self.bounds.followed,
            expected=segment.expected,
        )
        subject: object = object.__new__(self.cls)
        vars(subject).update(values)
        world.current[:] = [here]
        error: BaseException | None = None
        try:
            started = getattr(subject, entry.attribute)
            if not entry.is_property:
                started(*arguments)
        except (Exception, _Off) as raised:
            error = raised
        if not here.is_over or (error is not None and error is here.trouble):
            return None
        if is_last:
            return state if self._is_it(error) else None
        if error is not None and entry.name == CONSTRUCTOR:
            return None
        left = {
            name: replace(deletion, origin=deletion.origin or entry.name)
            for name, deletion in here.deleted.items()
            if name not in vars(subject)
        }
        return _ordered(vars(subject)), _ordered_deletions(left)

    def _is_it(self, error: BaseException | None) -> bool:
        """Whether an error is that of the finding, at the place that the witness ends with."""
        missing = getattr(error, "missing", None)
        return (
            isinstance(missing, Missing)
            and missing.attribute == self.finding.attribute
            and missing.deletion.place.line == self.finding.span.start.line
            and missing.place.line == self.finding.witness[-1].span.start.line
        )


def _ordered(values: dict[str, object]) -> tuple[tuple[str, object], ...]:
    return tuple(sorted(values.items(), key=lambda item: item[0]))


def _ordered_deletions(deleted: dict[str, Deletion]) -> tuple[tuple[str, Deletion], ...]:
    return tuple(sorted(deleted.items(), key=lambda item: item[0]))
