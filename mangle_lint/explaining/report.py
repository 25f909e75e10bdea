"""What is said of an error, line by line; between its two parts stands the diff of the fix."""

from __future__ import annotations

from collections.abc import Iterator

from mangle_lint.explaining.chapter import EVERYTHING, Chapter
from mangle_lint.explaining.exclusions import conclusions, methods
from mangle_lint.explaining.places import Raise
from mangle_lint.explaining.sources import Sources
from mangle_lint.explaining.story import Story
from mangle_lint.facts.events import EventKind
from mangle_lint.findings import Finding, Result
from mangle_lint.known.releases import Known
from mangle_lint.levels import Applicability, Confidence
from mangle_lint.options import DEFAULTS
from mangle_lint.output.formats import load
from mangle_lint.output.marks import counted
from mangle_lint.output.remarks import remarks
from mangle_lint.source.mangling import unmangle
from mangle_lint.source.newline import NEWLINE
from mangle_lint.source.suppression import is_file_suppressed, is_suppressed

_WORDS = {
    EventKind.ASSIGNMENT: "assigned",
    EventKind.DELETION: "deleted",
    EventKind.READ: "read",
    EventKind.EXISTENCE_TEST: "tested",
}


def before_the_fix(story: Story, sources: Sources) -> Iterator[str]:
    """Yield the lines about an error, where it comes from, and what explains it."""
    yield f"AttributeError: {_printable(story.incident.message.text)}"
    yield from _raised(story)
    for failure in story.failures:
        yield f"  cannot be analysed: {failure}"
    chapter = story.chapter
    if chapter is None:
        yield from _without_source(story, sources)
        return
    if story.more:
        yield f"  such a class is also in {', '.join(story.more)}"
    yield ""
    yield from _findings(chapter, chapter.explaining)
    yield f"`{chapter.owner.qualname}.{chapter.private}` in {chapter.inspection.path}:"
    yield from _history(chapter)
    if story.is_unmangled and not chapter.explaining:
        yield from _unmangled(chapter)
    elif story.known is not None:
        yield _fault(story.known)
    elif not chapter.is_explained:
        yield from _unexplained(story, chapter)
    if chapter.change is not None:
        yield _fix_title(chapter)


def after_the_fix(story: Story) -> Iterator[str]:
    """Yield the lines that stand below the diff: what it leaves, and whether to upgrade."""
    chapter = story.chapter
    if chapter is not None and chapter.change is not None:
        yield from remarks(chapter.change)
    known = story.known or (chapter.known if chapter is not None else None)
    if known is not None:
        yield from _cured(known)


def _raised(story: Story) -> Iterator[str]:
    """Where the log says that it was raised."""
    places = story.chapter.raised if story.chapter is not None else ()
    for index, sighting in enumerate(story.incident.sightings):
        times = f", {sighting.count} times" if sighting.count > 1 else ""
        log = f"(line {sighting.line} of the log{times})"
        if not sighting.frames:
            yield f"  raised where the log does not say {log}"
            continue
        frame = sighting.frames[-1]
        where = f" in `{_printable(frame.function)}`" if frame.function else ""
        yield f"  raised at {_printable(frame.file)}:{frame.line}{where} {log}"
        if index < len(places) and story.chapter is not None:
            yield from _moved(places[index], story.chapter.inspection.path)


def _printable(text: str) -> str:
    """What a log says, without what a terminal would obey."""
    return "".join(character if character.isprintable() else "?" for character in text)


def _moved(place: Raise, path: str) -> Iterator[str]:
    if place.has_moved and place.line is not None:
        yield f"  which is line {place.line} now; the log is of another version of {path}"
    elif place.has_moved:
        yield f"  that line reads otherwise now; the log is of another version of {path}"


def _without_source(story: Story, sources: Sources) -> Iterator[str]:
    if story.known is not None:
        yield _fault(story.known)
    elif not story.failures:
        yield f"  not explained: no class that may mean it was found in {sources.places()}"


def _fault(known: Known) -> str:
    """What the releases did that are known to be faulty."""
    fault = known.fault
    return f"a fault of {fault.distribution} {fault.releases} ({fault.rule}): {fault.cause}"


def _findings(chapter: Chapter, findings: tuple[Finding, ...]) -> Iterator[str]:
    inspection = chapter.inspection
    if findings:
        yield from load("full").render([Result(inspection.path, inspection.text, findings)])
    lines = NEWLINE.split(inspection.text)
    for finding in findings:
        span, code = finding.span, finding.code
        is_off = is_suppressed(lines, code, span.start.line, span.end.line)
        if is_off or is_file_suppressed(lines, code):
            yield f"a comment in {inspection.path} switches {code} off, so `check` is silent"


def _history(chapter: Chapter) -> Iterator[str]:
    """Where the attribute is assigned, deleted, read and tested."""
    acts = chapter.owner.acts
    for kind, word in _WORDS.items():
        own = [act for act in acts if act.kind is kind and act.is_own]
        elsewhere = [act for act in acts if act.kind is kind and not act.is_own]
        if own:
            yield f"  {word:<9} in {methods(own)}"
        if elsewhere:
            yield f"  {word:<9} of other objects in {methods(elsewhere)}"
    if chapter.owner.is_class_level:
        yield "  the class itself has a value, method or property of that name"


def _unmangled(chapter: Chapter) -> Iterator[str]:
    name, mangled = chapter.private, chapter.inspection.attribute
    yield f"the code asks for `{name}` as it is written, but the attribute is `{mangled}`:"
    yield "  Python mangles a name neither in a text nor outside of the class"


def _unexplained(story: Story, chapter: Chapter) -> Iterator[str]:
    owner, inspection = chapter.owner, chapter.inspection
    rules = counted(len(EVERYTHING.select), "rule")
    looked_at = f"lines {owner.first} to {owner.last} of {inspection.path}"
    yield f"not explained by any of {rules}; looked at {looked_at}:"
    lines = {place.line for place in chapter.raised}
    for line, why in inspection.silences:
        if line in lines:
            yield f"  - line {line} is not reported: {why}"
    for conclusion in conclusions(story.incident, chapter):
        yield f"  - {conclusion}"
    if chapter.others:
        yield "reported of the same attribute, but not for where it was raised:"
        yield ""
        yield from _findings(chapter, chapter.others)


def _fix_title(chapter: Chapter) -> str:
    """What applies the fix, in words."""
    fixed = chapter.change.fixed if chapter.change is not None else ()
    options = ["--apply"]
    if any(f.fix is not None and f.fix.applicability is Applicability.UNSAFE for f in fixed):
        options.append("--unsafe-fixes")
    if any(finding.confidence < DEFAULTS.min_confidence for finding in fixed):
        options.append(f"--min-confidence {Confidence.LOW.name.lower()}")
    if codes := sorted({finding.code for finding in fixed} - DEFAULTS.select):
        options.append(f"--select {','.join(codes)}")
    names = sorted({f"{finding.class_name}.{_private(finding)}" for finding in fixed})
    options += [f"--only {name}" for name in names]
    title = "the fix, which is unsafe" if "--unsafe-fixes" in options else "the fix"
    return f"{title}: mangle-lint codemod {' '.join(options)} {chapter.inspection.path}"


def _private(finding: Finding) -> str:
    name = finding.class_name.rpartition(".")[2]
    return unmangle(finding.attribute, name) or finding.attribute


def _cured(known: Known) -> Iterator[str]:
    fault = known.fault
    yield str(known)
    yield f"  upgrade {fault.distribution} to {fault.cured_in}; evidence:"
    yield from (f"  {address}" for address in fault.evidence)
