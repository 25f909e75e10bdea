"""The analysis of one file: class facts, rules, and findings with places and fixes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

import libcst as cst

from mangle_lint.engine.reading import selected_rules
from mangle_lint.engine.witnessing import with_witness
from mangle_lint.facts.class_reader import class_facts
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.family import Families, Lookup, Module
from mangle_lint.findings import Edit, Finding, Fix, Place
from mangle_lint.fixing.remedy import Cures, Remedy
from mangle_lint.options import Options
from mangle_lint.rules.diagnosis import Diagnosis, GivenUp, Mark, Silence
from mangle_lint.sieves.excerpt import Excerpt
from mangle_lint.source.definitions import FoundClass, FoundFunction, walk_definitions
from mangle_lint.source.mangling import mangled_prefix
from mangle_lint.source.newline import NEWLINE
from mangle_lint.source.parsing import parse
from mangle_lint.source.positions import Places
from mangle_lint.source.reflective_names import may_patch
from mangle_lint.source.suppression import is_file_suppressed, is_suppressed
from mangle_lint.source.text import Source, SourceError


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding, and the remedy that its fix carries out."""

    finding: Finding
    remedy: Remedy | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """All findings of one file, in source order, and what is needed to fix or explain them.

    `module` was parsed from `text`, which is `source.text` or an excerpt of it. `cures` has what
    carries out the remedies of each class. `given_up` are classes, by their qualified names.
    """

    source: Source
    module: cst.Module
    text: str
    placed: tuple[Placed, ...] = ()
    cures: Mapping[type[Remedy], Cures] = field(default_factory=dict)
    silent: tuple[Silence, ...] = ()
    given_up: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings alone."""
        return tuple(placed.finding for placed in self.placed)

    def silences(self) -> list[tuple[int, str, str]]:
        """What is not reported and why, in source order: line, mangled name, reason."""
        places = Places(self.module, self.text, self.source.text)
        return sorted(
            (places.span(s.event.node).start.line, s.event.key.attribute, s.reason)
            for s in self.silent
        )


def analyse(excerpt: Excerpt, options: Options) -> Analysis:
    """Run the selected rules on the classes that matter.

    Raises SourceError where the file cannot be parsed, RecursionError where it nests too deeply.
    """
    source, text = excerpt.source, excerpt.text
    try:
        module = parse(source, text, excerpt.failure)
    except SourceError:
        if text == source.text:
            raise
        text = source.text
        module = parse(source, text)
    diagnoses: list[tuple[str, Diagnosis]] = []
    silences: list[Silence] = []
    given_up: dict[str, None] = {}
    rules = selected_rules(options)
    for facts in file_facts(module, excerpt, options.lookup):
        for rule in rules:
            for outcome in rule.judge(facts):
                if isinstance(outcome, GivenUp):
                    given_up[outcome.facts.qualname] = None
                elif isinstance(outcome, Silence):
                    silences.append(outcome)
                elif outcome.confidence >= options.min_confidence:
                    diagnoses.append((rule.code, outcome))
                else:
                    why = f"{outcome.confidence.name.lower()} confidence: {outcome.reason}"
                    silences.append(Silence(outcome.primary.event, why))
    bare = Analysis(source, module, text, silent=tuple(silences), given_up=tuple(given_up))
    return _with_places(bare, diagnoses, options) if diagnoses else bare


def file_facts(module: cst.Module, excerpt: Excerpt, lookup: Lookup | None) -> Iterator[ClassFacts]:
    """The facts of the classes that matter, outermost first.

    Where the file spells mangled names of a class out, or may patch it, the functions that do so
    are taken into account, unless several classes of the file share the prefix.
    """
    prefixes, outline, text = excerpt.prefixes, excerpt.outline, excerpt.source.text
    families = Families(Module(excerpt.source.path, outline), lookup)
    definitions = list(walk_definitions(module))
    classes = [
        (found, mangled_prefix(found.node.name.value))
        for found in definitions
        if isinstance(found, FoundClass) and found.node.name.value.strip("_")
    ]
    count = Counter(prefix for _, prefix in classes)
    code = cache(module.code_for_node)
    patches = may_patch(text)
    for found, prefix in classes:
        if prefixes is not None and prefix not in prefixes:
            continue
        is_spelled = prefix in text
        if not (is_spelled or patches) or count[prefix] > 1:
            yield class_facts(found, outline, families.of(found.qualname))
            continue
        spelling = [
            function
            for function in definitions
            if isinstance(function, FoundFunction)
            and function.owner is not found.node
            and (
                (is_spelled and prefix in code(function.node))
                or (patches and may_patch(code(function.node), prefix))
            )
        ]
        lines = module if is_spelled else None
        yield class_facts(found, outline, families.of(found.qualname), spelling, lines)


def joint_edits(
    cures: Mapping[type[Remedy], Cures], remedies: Sequence[Remedy]
) -> tuple[Edit, ...] | None:
    """The edits that carry out the remedies together; None where that cannot be done."""
    edits: list[Edit] = []
    for kind, group in _by_kind(remedies).items():
        found = cures[kind].edits(group)
        if found is None:
            return None
        edits += found
    ordered = sorted(edit.span for edit in edits)
    if any(one.end > other.start for one, other in pairwise(ordered)):
        return None
    return tuple(edits)


def _by_kind(remedies: Sequence[Remedy]) -> dict[type[Remedy], list[Remedy]]:
    kinds = dict.fromkeys(map(type, remedies))
    return {kind: [remedy for remedy in remedies if type(remedy) is kind] for kind in kinds}


# --- from events to places ------------------------------------------------------------------------


def _with_places(
    bare: Analysis, diagnoses: Sequence[tuple[str, Diagnosis]], options: Options
) -> Analysis:
    """The analysis with a finding for each diagnosis (beside the code of its rule)."""
    text = bare.source.text
    places = Places(bare.module, bare.text, text)
    remedies = [d.remedy for _, d in diagnoses if d.remedy is not None]
    kinds = _by_kind(remedies).items()
    cures = {kind: kind.cures(group, places) for kind, group in kinds}
    lines = NEWLINE.split(text)
    obey = options.obey_noqa
    off = {code for code in dict(diagnoses) if obey and is_file_suppressed(lines, code)}
    placed = []
    for code, diagnosis in diagnoses:
        span = places.span(diagnosis.primary.event.node)
        first, last = span.start.line, span.end.line
        if code in off or (obey and is_suppressed(lines, code, first, last)):
            continue
        finding = _finding(code, diagnosis, places, cures)
        if options.witness:
            finding = with_witness(finding, diagnosis, places)
        placed.append(Placed(finding, diagnosis.remedy))
    placed.sort(key=lambda item: (item.finding.span, item.finding.code))
    return replace(bare, placed=tuple(placed), cures=cures)


def _finding(
    code: str, diagnosis: Diagnosis, places: Places, cures: Mapping[type[Remedy], Cures]
) -> Finding:
    bodies, remedy, fix = diagnosis.facts.bodies, diagnosis.remedy, None
    if remedy is not None and (edits := joint_edits(cures, [remedy])) is not None:
        applicability, withheld = cures[type(remedy)].trust([remedy])
        fix = Fix(applicability, edits, withheld)

    def placed(mark: Mark) -> Place:
        span = places.span(mark.event.node)
        return Place(span, mark.role, bodies[mark.event.body].qualname, mark.label, mark.kind)

    return Finding(
        code=code,
        message=diagnosis.message,
        help=diagnosis.help,
        primary=placed(diagnosis.primary),
        class_name=diagnosis.facts.qualname,
        attribute=diagnosis.primary.event.key.attribute,
        confidence=diagnosis.confidence,
        reason=diagnosis.reason,
        error=diagnosis.error,
        secondary=tuple(sorted(map(placed, diagnosis.secondary), key=lambda place: place.span)),
        notes=diagnosis.notes,
        fix=fix,
    )
