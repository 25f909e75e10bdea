"""The source around each finding, with its places underlined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from mangle_lint.levels import Applicability, PlaceRole
from mangle_lint.output.marks import counted, fix_mark, witness_text
from mangle_lint.source.newline import NEWLINE

if TYPE_CHECKING:
    from mangle_lint.findings import Finding, Place, Result

FOR_PEOPLE = True
HAS_WITNESS = False

_STYLES = {PlaceRole.PRIMARY: ("-->", "^", "red"), PlaceRole.READ: (":::", "-", "yellow")}
"""For the places of each role: arrow, underline and colour."""

_CONTEXT = 2
_TAB = 4


def render(results: Sequence[Result]) -> Iterator[str]:
    """Yield a block of lines for each finding, coloured with ANSI codes."""
    for result in results:
        lines = NEWLINE.split(result.text or "")
        for finding in result.findings:
            yield "\n".join(_block(result.path, finding, lines))


def _block(path: str, finding: Finding, lines: Sequence[str]) -> Iterator[str]:
    primary, secondary = finding.primary, finding.places(PlaceRole.READ)
    last = max(min(place.span.end.line + _CONTEXT, len(lines)) for place in (primary, *secondary))
    gutter = len(str(last))
    code = click.style(finding.code, fg="red", bold=True)
    mark = click.style(fix_mark(finding), fg="cyan")
    yield f"{code} {mark}{click.style(finding.message, bold=True)}"
    yield from _excerpt(path, primary, f"{primary.label}, in `{primary.method}`", lines, gutter)
    for place in secondary:
        yield from _excerpt(path, place, f"`{place.method}` {place.label}", lines, gutter)
    pad = " " * gutter
    for word, text in _trailers(finding, path):
        yield f"{pad} {click.style('=', fg='blue')} {click.style(word, bold=True)}: {text}"
    yield ""


def _trailers(finding: Finding, path: str) -> Iterator[tuple[str, str]]:
    if finding.error is not None:
        yield "error", finding.error
    if witness := witness_text(finding):
        yield "witness", witness
    for note in finding.notes:
        yield "note", note
    yield "note", f"{finding.confidence.name.lower()} confidence: {finding.reason}"
    fix = finding.fix
    if fix is None:
        yield "help", finding.help
        return
    lines = (line.strip() for line in NEWLINE.split(fix.edits[0].content))
    content = " / ".join(line.replace("\t", " ") for line in lines if line)
    if fix.applicability is Applicability.DISPLAY:
        yield "help", f"not fixed: {fix.withheld}"
        return
    advice = f"{finding.help}: `{content}`" if content else finding.help
    if fix.applicability is Applicability.UNSAFE:
        yield "help", f"with `codemod --unsafe-fixes`, {advice}"
        yield "note", f"the fix is unsafe: {fix.withheld}"
    else:
        yield "help", advice
    if finding.fails:
        yield "note", _left_behind(finding)
    for place in finding.places(PlaceRole.NONE):
        where = f"{path}:{place.span.start} in `{place.method}`"
        yield "note", f"after the fix, None at {where}: {place.label}"


def _left_behind(finding: Finding) -> str:
    """How many reads a fix cures, and the lines of those that fail on None instead."""
    failing = {place.span for place in finding.fails}
    cured = sum(place.span not in failing for place in finding.places(PlaceRole.READ))
    lines = ", ".join(str(line) for line in sorted({span.start.line for span in failing}))
    left = f"{counted(len(failing), 'read')} will meet None: {lines}"
    if not cured:
        return f"exchanges the error: {left}"
    return f"fixes the crash at {counted(cured, 'read')}; {left}"


def _excerpt(
    path: str, place: Place, label: str, lines: Sequence[str], gutter: int
) -> Iterator[str]:
    arrow, mark, colour = _STYLES[place.role]
    bar = click.style("|", fg="blue")
    pad = " " * gutter
    span, start = place.span, place.span.start
    yield f"{pad[:-1]} {click.style(arrow, fg='blue')} {path}:{start}"
    yield f"{pad} {bar}"
    first = max(start.line - _CONTEXT, 1)
    last = min(span.end.line + _CONTEXT, len(lines))
    while first < start.line and not lines[first - 1].strip():
        first += 1
    while last > span.end.line and not lines[last - 1].strip():
        last -= 1
    for number in range(first, last + 1):
        line = lines[number - 1]
        shown = line.expandtabs(_TAB).rstrip()
        count = click.style(f"{number:>{gutter}}", fg="blue")
        yield f"{count} {bar} {shown}".rstrip()
        if start.line <= number <= span.end.line:
            indent = len(line) - len(line.lstrip())
            left = start.column - 1 if number == start.line else indent
            right = span.end.column - 1 if number == span.end.line else len(line.rstrip())
            offset, width = _width(line[:left]), max(1, _width(line[:right]) - _width(line[:left]))
            text = mark * width + (f" {label}" if number == span.end.line else "")
            yield f"{pad} {bar} {' ' * offset}{click.style(text, fg=colour)}"
    yield f"{pad} {bar}"


def _width(text: str) -> int:
    """How many columns `text` takes on a terminal."""
    import unicodedata  # needed only if there are findings

    width = 0
    for character in text:
        if character == "\t":
            width += _TAB - width % _TAB
        elif not unicodedata.combining(character):
            width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width
