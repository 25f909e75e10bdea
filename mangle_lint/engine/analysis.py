"""The analysis of one file: parse, gather class facts, run the rules, give the findings places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import libcst as cst

from mangle_lint.facts.classes import ClassFacts, class_facts
from mangle_lint.facts.events import Event
from mangle_lint.findings import Finding, Fix, NoneMeeting, Read
from mangle_lint.rules import RULES
from mangle_lint.rules.diagnosis import Diagnosis, Silence
from mangle_lint.sieves.excerpt import Excerpt, read_excerpt
from mangle_lint.source.definitions import (
    FoundClass,
    FoundFunction,
    deletes_private_name,
    mangled_prefix,
    walk_definitions,
)
from mangle_lint.source.positions import Places
from mangle_lint.source.suppression import is_file_suppressed, is_suppressed
from mangle_lint.source.text import NEWLINE, Source, SourceError, parse

if TYPE_CHECKING:
    from mangle_lint.engine import Options
    from mangle_lint.fixing.sites import Site


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with the diagnosis that it was made from."""

    finding: Finding
    diagnosis: Diagnosis


@dataclass(frozen=True, slots=True)
class Analysis:
    """All findings of one file, in source order, and what a fix needs to go on.

    `module` is the tree of what was parsed of the file, `text` its text. `sites` are where the
    statements of the deletions stand that have one of their own; `gone` are the existence tests (by
    id of node) that go with the deletions they guard. `silences` are the
    deletions that are not reported, with why: line, mangled name, reason.
    """

    source: Source
    module: cst.Module
    text: str
    placed: tuple[Placed, ...] = ()
    sites: Mapping[Event, Site] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()
    silences: tuple[tuple[int, str, str], ...] = ()

    def places(self, nodes: Iterable[cst.CSTNode]) -> Places:
        """Where nodes of the tree stand in the file."""
        return Places(self.module, self.text, nodes, self.source.text)


def analyse(data: bytes, path: str, options: Options, *, explain: bool = False) -> Analysis:
    """Analyse one file. Raises SourceError, or RecursionError where nesting is too deep.

    `explain` asks for the silences too.
    """
    whole = explain or options.is_thorough
    return analyse_excerpt(read_excerpt(data, path, whole=whole), options, explain=explain)


def analyse_excerpt(excerpt: Excerpt, options: Options, *, explain: bool = False) -> Analysis:
    """Analyse what can matter of a file. Raises as `analyse` does."""
    source, text = excerpt.source, excerpt.text
    if text is None:
        return Analysis(source, cst.Module([]), "")
    try:
        bare = Analysis(source, parse(source, text), text)
    except SourceError:
        if text == source.text:
            raise
        bare = Analysis(source, parse(source, source.text), source.text)
    rules = [RULES[code] for code in sorted(options.select)]
    outcomes = [
        outcome
        for facts in file_facts(bare.module, source.text)
        for rule in rules
        for outcome in rule(facts)
    ]
    diagnoses = [
        outcome
        for outcome in outcomes
        if isinstance(outcome, Diagnosis) and outcome.confidence >= options.min_confidence
    ]
    analysis = _placed(bare, diagnoses) if diagnoses else bare
    if not explain:
        return analysis
    silences = [outcome for outcome in outcomes if isinstance(outcome, Silence)]
    places = bare.places([silence.deletion.node for silence in silences])
    reasons = [
        (places.span(s.deletion.node).start.line, s.deletion.key.attribute, s.reason)
        for s in silences
    ]
    return replace(analysis, silences=tuple(sorted(reasons)))


def file_facts(module: cst.Module, text: str) -> Iterator[ClassFacts]:
    """The facts of every class of a file whose private names somebody deletes, outermost first."""
    definitions = list(walk_definitions(module))
    classes = [
        found
        for found in definitions
        if isinstance(found, FoundClass) and found.node.name.value.strip("_")
    ]
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


def _placed(bare: Analysis, diagnoses: Sequence[Diagnosis]) -> Analysis:
    """The analysis with the findings that the diagnoses make."""
    from mangle_lint.fixing.repair import Repair, sites_of

    sites = sites_of(diagnoses)
    together = Repair(diagnoses, sites)
    places = bare.places([*together.nodes(), *_nodes(diagnoses)])
    gone = together.gone(bare.source.text, places)
    placed = _place(diagnoses, sites, gone, bare.source.text, places)
    return replace(bare, placed=placed, sites=sites, gone=gone)


def _nodes(diagnoses: Sequence[Diagnosis]) -> Iterator[cst.CSTNode]:
    """The nodes that findings name."""
    for diagnosis in diagnoses:
        for event in (diagnosis.deletion, *(hit.event for hit in diagnosis.hits)):
            yield event.node
        for meeting in diagnosis.meetings:
            yield meeting.event.node


def _place(
    diagnoses: Sequence[Diagnosis],
    sites: Mapping[Event, Site],
    gone: Set[int],
    text: str,
    places: Places,
) -> tuple[Placed, ...]:
    lines = NEWLINE.split(text)
    off = {code for code in {d.code for d in diagnoses} if is_file_suppressed(lines, code)}
    placed = []
    for diagnosis in diagnoses:
        finding = _finding(diagnosis, places)
        span = finding.span
        if finding.code in off or is_suppressed(
            lines, finding.code, span.start.line, span.end.line
        ):
            continue
        fix = _fix(diagnosis, sites, text, places, gone)
        placed.append(Placed(replace(finding, fix=fix), diagnosis))
    return tuple(sorted(placed, key=lambda item: (item.finding.span, item.finding.code)))


def _fix(
    diagnosis: Diagnosis,
    sites: Mapping[Event, Site],
    text: str,
    places: Places,
    gone: Set[int],
) -> Fix | None:
    from mangle_lint.fixing.repair import Repair

    alone = Repair([diagnosis], sites)
    edits = alone.edits(text, places, gone)
    if edits is None:
        return None
    applicability, withheld = alone.trust(places, gone)
    return Fix(applicability, diagnosis.help, edits, withheld)


def _finding(diagnosis: Diagnosis, places: Places) -> Finding:
    facts = diagnosis.facts

    def method(event: Event) -> str:
        return facts.bodies[event.body].qualname

    return Finding(
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
