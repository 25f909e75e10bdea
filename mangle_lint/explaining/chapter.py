"""What one file shows of an error: the class, the findings that explain the error, and the fix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mangle_lint.engine.inspection import Inspection, Owner
from mangle_lint.explaining.places import Raise, covered, covers, line_now
from mangle_lint.explaining.sources import Found, is_file, shown
from mangle_lint.explaining.subclass import Subclass, subclass_in
from mangle_lint.findings import Failure, Finding, FixResult
from mangle_lint.known.releases import Known, known_fault
from mangle_lint.levels import Applicability, Confidence
from mangle_lint.options import Options
from mangle_lint.rules import RULES
from mangle_lint.runs.runner import fix_bytes, inspect_file
from mangle_lint.source.mangling import unmangle
from mangle_lint.tracebacks.log import Incident
from mangle_lint.tracebacks.messages import Message

EVERYTHING = Options(
    frozenset(RULES), min_confidence=Confidence.LOW, prefilter=False, obey_noqa=False
)
"""All rules at any confidence, whatever is switched off in the code: nothing is hidden."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """What one file shows of an error: it has the class `owner`.

    `explaining` are the findings that tell of the places `raised`, `others` those about the same
    attribute that do not. `change` is what the fix would write, None if there is no fix. `mine` is
    the object's own class, if a file of the traceback shows that it extends another one.
    """

    inspection: Inspection
    owner: Owner
    raised: tuple[Raise, ...]
    explaining: tuple[Finding, ...]
    others: tuple[Finding, ...]
    change: FixResult | None
    known: Known | None
    mine: Subclass | None

    @property
    def is_explained(self) -> bool:
        """Whether a finding tells of every place."""
        return all(any(covers(f, place) for f in self.explaining) for place in self.raised)

    @property
    def private(self) -> str:
        """The attribute, as the class writes it."""
        attribute = self.inspection.attribute
        return unmangle(attribute, self.owner.name) or attribute


def read_chapter(found: Found, incident: Incident, attribute: str) -> Chapter | Failure | None:
    """What a file shows of an error; None if it has no class that may mean the attribute."""
    name = shown(found.path)
    inspection = inspect_file(found.path, name, attribute, EVERYTHING)
    if isinstance(inspection, Failure):
        return inspection
    raised = tuple(_raises(found, incident, inspection))
    owner = _owner(inspection, incident.message, raised)
    if owner is None:
        return None
    findings = [
        finding
        for finding in inspection.findings
        if finding.class_name == owner.qualname and _raises_this(finding)
    ]
    explaining = covered(findings, raised)
    return Chapter(
        inspection,
        owner,
        raised,
        explaining,
        tuple(finding for finding in findings if finding not in explaining),
        _change(found.path, name, explaining),
        known_fault(owner.qualname, attribute, found.path),
        _object_class(incident),
    )


def _raises_this(finding: Finding) -> bool:
    """Whether a finding is about errors of this kind, not about style."""
    return finding.error is not None and finding.error.startswith("AttributeError")


def _raises(found: Found, incident: Incident, inspection: Inspection) -> Iterator[Raise]:
    """Where the error was raised, as the file shows it."""
    for sighting in incident.sightings:
        frame = sighting.frames[-1] if sighting.frames else None
        if frame is None or found.frame is None or frame.file != found.frame.file:
            yield Raise(None, None)
        else:
            yield Raise(frame, line_now(frame, inspection.text))


def _owner(inspection: Inspection, message: Message, raised: tuple[Raise, ...]) -> Owner | None:
    """The class of the file whose code means the attribute, the most likely of several."""
    lines = {place.line for place in raised if place.line is not None}

    def rank(owner: Owner) -> tuple[bool, bool, bool, int]:
        inside = any(owner.first <= line <= owner.last for line in lines)
        return inside, owner.name == message.owner, bool(owner.acts), len(owner.qualname)

    return max(inspection.owners, key=rank, default=None)


def _change(path: Path, name: str, findings: tuple[Finding, ...]) -> FixResult | None:
    """What the fixes of the findings would write, unsafe ones included."""
    fixable = [
        finding
        for finding in findings
        if finding.fix is not None and finding.fix.applicability > Applicability.DISPLAY
    ]
    if not fixable:
        return None
    options = EVERYTHING._replace(
        select=frozenset(finding.code for finding in fixable),
        only=frozenset(f"{finding.class_name}.{finding.attribute}" for finding in fixable),
        unsafe_fixes=True,
    )
    try:
        result = fix_bytes(path.read_bytes(), name, options)
    except OSError:
        return None
    return result if result.changed else None


def _object_class(incident: Incident) -> Subclass | None:
    """The class of the object, if a file of the traceback has it and it extends another one."""
    files = {frame.file for sighting in incident.sightings for frame in sighting.frames}
    paths = (Path(file) for file in sorted(files) if not file.startswith("<"))
    return subclass_in(filter(is_file, paths), incident.message.owner)
