"""The analysis of one file: parse, gather class facts, run the rules, give the findings places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import libcst as cst

from mangle_lint.facts.classes import ClassFacts, class_facts
from mangle_lint.facts.definitions import (
    FoundClass,
    FoundFunction,
    deletes_private_name,
    mangled_prefix,
    walk_definitions,
)
from mangle_lint.facts.events import Event
from mangle_lint.findings import Applicability, Finding, Fix, NoneMeeting, Read
from mangle_lint.fixing.del_to_none import DelToNone
from mangle_lint.fixing.sites import Site, find_sites
from mangle_lint.positions import NEWLINE, Places
from mangle_lint.rules import RULES
from mangle_lint.rules.diagnosis import Diagnosis, Silence
from mangle_lint.source import Source, decode, parse
from mangle_lint.suppression import is_file_suppressed, is_suppressed

if TYPE_CHECKING:
    from mangle_lint.engine import Options


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with the diagnosis that it was made from, and where its statement stands."""

    finding: Finding
    diagnosis: Diagnosis
    site: Site | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """All findings of one file, in source order, and what a fix needs to go on.

    `silences` are the deletions that are not reported, with why: line, mangled name, reason.
    """

    source: Source
    module: cst.Module
    placed: tuple[Placed, ...]
    silences: tuple[tuple[int, str, str], ...] = ()


def analyse(data: bytes, path: str, options: Options, *, explain: bool = False) -> Analysis:
    """Analyse one file. Raises SourceError, or RecursionError where nesting is too deep.

    `explain` asks for the silences too.
    """
    source = decode(data, path)
    module = parse(source)
    rules = [RULES[code] for code in sorted(options.select)]
    outcomes = [
        outcome
        for facts in file_facts(module, source.text)
        for rule in rules
        for outcome in rule(facts)
    ]
    diagnoses = [
        outcome
        for outcome in outcomes
        if isinstance(outcome, Diagnosis) and outcome.confidence >= options.min_confidence
    ]
    placed = _place(diagnoses, module, source.text) if diagnoses else ()
    if not explain:
        return Analysis(source, module, placed)
    silences = [outcome for outcome in outcomes if isinstance(outcome, Silence)]
    places = Places(module, source.text, [silence.deletion.node for silence in silences])
    reasons = [
        (places.span(s.deletion.node).start.line, s.deletion.key.attribute, s.reason)
        for s in silences
    ]
    return Analysis(source, module, placed, tuple(sorted(reasons)))


def file_facts(module: cst.Module, text: str) -> Iterator[ClassFacts]:
    """The facts of every class of a file whose private names somebody deletes, outermost first."""
    definitions = list(walk_definitions(module))
    classes = [found for found in definitions if isinstance(found, FoundClass)]
    prefixes = Counter(mangled_prefix(found.node) for found in classes)
    functions: list[tuple[FoundFunction, str]] | None = None
    for found in classes:
        prefix = mangled_prefix(found.node)
        if prefix not in text or prefixes[prefix] > 1:
            if deletes_private_name(found.node):
                yield class_facts(found)
            continue
        if functions is None:
            functions = [
                (function, module.code_for_node(function.node))
                for function in definitions
                if isinstance(function, FoundFunction)
            ]
        spelled = [
            function
            for function, code in functions
            if prefix in code and function.owner is not found.node
        ]
        yield class_facts(found, spelled, module)


# --- from nodes to places -------------------------------------------------------------------------


def _place(diagnoses: Sequence[Diagnosis], module: cst.Module, text: str) -> tuple[Placed, ...]:
    sites = _sites(diagnoses)
    fixes = [
        DelToNone(d.facts, sites[d.deletion], [d.deletion]) if d.deletion in sites else None
        for d in diagnoses
    ]
    wanted: list[cst.CSTNode] = []
    for diagnosis, fix in zip(diagnoses, fixes, strict=True):
        wanted += [diagnosis.deletion.node, *(hit.event.node for hit in diagnosis.hits)]
        wanted += [event.node for event in diagnosis.blockers]
        wanted += [meeting.event.node for meeting in diagnosis.meetings]
        if fix is not None:
            wanted += fix.nodes()
    places = Places(module, text, wanted)
    lines = NEWLINE.split(text)
    off = {code for code in {d.code for d in diagnoses} if is_file_suppressed(lines, code)}
    placed = []
    for diagnosis, fix in zip(diagnoses, fixes, strict=True):
        finding = _finding(diagnosis, fix, places, text)
        span = finding.span
        if finding.code in off:
            continue
        if not is_suppressed(lines, finding.code, span.start.line, span.end.line):
            placed.append(Placed(finding, diagnosis, sites.get(diagnosis.deletion)))
    return tuple(sorted(placed, key=lambda item: (item.finding.span, item.finding.code)))


def _sites(diagnoses: Sequence[Diagnosis]) -> dict[Event, Site]:
    """Where the statements of the deletions stand, class by class."""
    classes = {id(diagnosis.facts): diagnosis.facts for diagnosis in diagnoses}
    sites: dict[Event, Site] = {}
    for number, facts in classes.items():
        sites |= find_sites(facts, [d.deletion for d in diagnoses if id(d.facts) == number])
    return sites


def _finding(diagnosis: Diagnosis, fix: DelToNone | None, places: Places, text: str) -> Finding:
    facts = diagnosis.facts

    def method(event: Event) -> str:
        return facts.bodies[event.body].qualname

    finding = Finding(
        code=diagnosis.code,
        message=diagnosis.message,
        span=places.span(diagnosis.deletion.node),
        class_name=facts.qualname,
        attribute=diagnosis.deletion.key.attribute,
        method=method(diagnosis.deletion),
        error=diagnosis.error,
        confidence=diagnosis.confidence,
        reason=diagnosis.reason,
        reads=tuple(
            sorted(
                (
                    Read(places.span(hit.event.node), method(hit.event), hit.kind, hit.why)
                    for hit in diagnosis.hits
                ),
                key=lambda read: read.span,
            )
        ),
        notes=diagnosis.notes,
        complete=not diagnosis.meetings,
        none_meetings=tuple(
            sorted(
                (
                    NoneMeeting(places.span(m.event.node), method(m.event), m.outcome)
                    for m in diagnosis.meetings
                ),
                key=lambda meeting: meeting.span,
            )
        ),
    )
    edit = fix.edit(text, places) if fix is not None else None
    if edit is None:
        return finding
    tests = sorted(places.span(event.node).start.line for event in diagnosis.blockers)
    withheld = ""
    if tests:
        listed = ", ".join(str(line) for line in dict.fromkeys(tests))
        withheld = f"a test for existence would change its answer (line {listed})"
    applicability = Applicability.UNSAFE if tests else Applicability.SAFE
    return replace(finding, fix=Fix(applicability, diagnosis.help, (edit,), withheld))
