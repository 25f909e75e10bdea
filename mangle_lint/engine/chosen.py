"""Which findings of a file are to be fixed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mangle_lint.findings import Applicability, Finding, FixResult
from mangle_lint.options import Options
from mangle_lint.source.mangling import unmangle


def is_chosen(finding: Finding, options: Options) -> bool:
    """Whether the options ask for the fix of a finding."""
    least = Applicability.UNSAFE if options.unsafe_fixes else Applicability.SAFE
    fix = finding.fix
    return fix is not None and fix.applicability >= least and is_meant(finding, options)


def is_meant(finding: Finding, options: Options) -> bool:
    """Whether a finding is at one of the places `at`, and `only` names its class or attribute."""
    if options.at is not None and finding.span not in options.at:
        return False
    names = names_of(finding.class_name, finding.attribute)
    return options.only is None or not options.only.isdisjoint(names)


def unused(results: Iterable[FixResult], options: Options) -> list[str]:
    """The names in `only` that fit no finding of the results, sorted."""
    findings = [finding for result in results for finding in (*result.fixed, *result.left)]
    named = {name for f in findings for name in names_of(f.class_name, f.attribute)}
    return sorted((options.only or frozenset()) - named)


def names_of(qualname: str, attribute: str) -> Iterator[str]:
    """The names by which `only` may mean an attribute, as in `C`, `Outer.C`, `C.__x`, `C._C__x`.

    `qualname` is the class's name with what encloses it.
    """
    name = qualname.rpartition(".")[2]
    private = unmangle(attribute, name) or attribute
    for owner in (name, qualname):
        yield from (owner, f"{owner}.{private}", f"{owner}.{attribute}")
