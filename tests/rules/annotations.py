"""Reading and writing the annotations of case files. test_cases.py describes the notation."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mangle_lint.findings import Applicability, Finding, PlaceRole, Span
from mangle_lint.levels import Confidence

CONFIDENCE = ("high", "medium")
_ANNOTATION = re.compile(
    r"#\s*(?P<clauses>(?:error:|read\b|test\b|delete\b).*?)(?:\s+(?P<rest>#.*))?$"
)
_ERROR = re.compile(r"error:\s+(?P<code>MGL\d{3})(?P<words>(?:\s+\w+)*)")
_ACCESS = re.compile(r"(?P<kind>read|test|delete)(?::\s*(?P<names>[\w.#]+(?:\s*,\s*[\w.#]+)*))?")


@dataclass(frozen=True)
class Case:
    """A top-level definition of a case file, and the ones below that spell out its names."""

    path: Path
    name: str
    lines: frozenset[int]
    why: str  # the docstring or the comment before it

    @property
    def id(self) -> str:
        return f"{self.path.name}::{self.name}"


class BadAnnotation(Exception):
    """A comment that looks like an annotation and is none."""


# --- cases ----------------------------------------------------------------------------------------


def cases_in(path: Path) -> list[Case]:
    """The cases of one file, in order."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    parts: list[tuple[str, set[int], str, list[str]]] = []
    for node in ast.parse(text).body:
        if not isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        assert node.end_lineno is not None
        first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
        own = set(range(first, node.end_lineno + 1))
        code = "\n".join(lines[first - 1 : node.end_lineno])
        home = next((part for part in parts if any(prefix in code for prefix in part[3])), None)
        if home is not None:
            home[1].update(own)
            continue
        above = lines[first - 2] if lines[first - 2].startswith("#") else ""
        classes = [inner.name for inner in ast.walk(node) if isinstance(inner, ast.ClassDef)]
        prefixes = [f"_{name.lstrip('_')}__" for name in classes if name.strip("_")]
        parts.append((node.name, own, ast.get_docstring(node) or above, prefixes))
    cases: list[Case] = []
    for index, (name, own, why, _) in enumerate(parts):
        number = 1 + sum(part[0] == name for part in parts[:index])
        unique = name if number == 1 else f"{name}#{number}"
        cases.append(Case(path, unique, frozenset(own), why))
    return cases


# --- what an annotation says ----------------------------------------------------------------------


@dataclass(frozen=True)
class Labelled:
    """A finding and the names by which annotations may call it."""

    finding: Finding
    private: str  # __x
    method: str
    number: int  # among the reported deletions of that name in that method

    @property
    def line(self) -> int:
        return self.finding.span.start.line

    def is_meant_by(self, name: str) -> bool:
        method, _, number = name.partition("#")
        if number and number != str(self.number):
            return False
        method, _, private = method.partition(".")
        if method.startswith("__") and not method.endswith("__") and not private:
            method, private = "", method
        return method in ("", self.method) and private in ("", self.private)

    def clause(self, alone: bool, confident: bool) -> str:
        finding = self.finding
        words = [] if alone else [self.private]
        if finding.fix is None:
            words.append("unfixable")
        elif finding.fix.applicability < Applicability.SAFE:
            words.append("unsafe")
        if finding.complete:
            words.append("complete")
        if confident or finding.confidence is Confidence.LOW:
            words.append(finding.confidence.name.lower())
        return " ".join(["error:", finding.code, *words])


def labelled(findings: Iterable[Finding]) -> list[Labelled]:
    """The findings of one case, with names."""
    found: list[Labelled] = []
    for finding in findings:
        private = re.sub(r"^_\w*?(?=__)", "", finding.attribute)
        method = finding.method.rpartition(".")[2]
        number = 1 + sum((f.private, f.method) == (private, method) for f in found)
        found.append(Labelled(finding, private, method, number))
    return found


def expected_comments(
    case: Case, findings: Sequence[Finding], code: Sequence[str], written: Mapping[int, str]
) -> dict[int, str]:
    """What the annotations of `case` have to be if `findings` are right, line by line.

    The confidence of a finding is said on the lines where it is `written`.
    """
    mine = labelled(f for f in findings if f.span.start.line in case.lines)
    clauses: dict[int, list[str]] = {}
    for line in sorted({label.line for label in mine}):
        here = [label for label in mine if label.line == line]
        confident = any(f" {word}" in written.get(line, "") for word in CONFIDENCE)
        clauses[line] = [label.clause(len(here) == 1, confident) for label in here]
    accesses: dict[tuple[Span, str], list[Labelled]] = {}
    for label in mine:
        for read in label.finding.places(PlaceRole.READ):
            accesses.setdefault((read.span, read.kind), []).append(label)
    for (span, kind), labels in sorted(accesses.items(), key=lambda item: item[0]):
        line = span.start.line
        text = code_of(code[line - 1])
        clauses.setdefault(line, []).append(_shortest(kind, labels, mine, text))
    return {line: "; ".join(found) for line, found in clauses.items()}


def _shortest(kind: str, labels: Sequence[Labelled], mine: Sequence[Labelled], code: str) -> str:
    if list(labels) == meant(None, mine, code):
        return kind
    privates = list(dict.fromkeys(label.private for label in labels))
    methods = list(dict.fromkeys(label.method for label in labels))
    both = list(dict.fromkeys(f"{label.method}.{label.private}" for label in labels))
    numbered = [f"{label.method}.{label.private}#{label.number}" for label in labels]
    for names in (privates, methods, both):
        if list(labels) == meant(names, mine, code):
            return f"{kind}: {', '.join(names)}"
    return f"{kind}: {', '.join(numbered)}"


def meant(names: Sequence[str] | None, mine: Sequence[Labelled], code: str) -> list[Labelled]:
    """The deletions that an access on a line of code is listed with."""
    if names is not None:
        return [label for label in mine if any(label.is_meant_by(name) for name in names)]
    spelled = [label for label in mine if re.search(rf"(?:\b|_\w+?){label.private}\b", code)]
    return spelled or list(mine)


def comments_in(text: str) -> dict[int, str]:
    """The annotations of a file by line, normalised. Raises BadAnnotation."""
    found = {}
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and token.line[: token.start[1]].strip():
            clauses = _clauses(token.string, token.start[0])
            if clauses:
                found[token.start[0]] = "; ".join(clauses)
    return found


def _clauses(comment: str, line: int) -> list[str]:
    match = _ANNOTATION.match(comment)
    if match is None:
        return []
    clauses = [clause.strip() for clause in match["clauses"].split(";")]
    for clause in clauses:
        if not (_ERROR.fullmatch(clause) or _ACCESS.fullmatch(clause)):
            raise BadAnnotation(f"line {line}: {clause!r}")
    return [re.sub(r"\s*,\s*", ", ", re.sub(r"\s+", " ", clause)) for clause in clauses]


def code_of(line: str) -> str:
    """A line without its comments."""
    return line.partition("  #")[0]


# --- writing --------------------------------------------------------------------------------------


def annotate(text: str, case: Case, wanted: dict[int, str]) -> str:
    """`text` with the annotations of `case` as they are `wanted`."""
    lines = text.splitlines(keepends=True)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        line, column = token.start
        if token.type == tokenize.COMMENT and line in case.lines:
            match = _ANNOTATION.match(token.string)
            if match is not None and token.line[:column].strip():
                rest = f"  {match['rest']}" if match["rest"] else ""
                lines[line - 1] = f"{lines[line - 1][:column].rstrip()}{rest}\n"
    for line, comment in wanted.items():  # an annotation stands before the remarks
        code, mark, rest = lines[line - 1].rstrip("\n").partition("  #")
        lines[line - 1] = f"{code}  # {comment}{mark}{rest}\n"
    return "".join(lines)
