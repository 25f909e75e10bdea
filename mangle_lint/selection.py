"""Which findings of a file are to be fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mangle_lint.findings import Applicability, Finding
from mangle_lint.mangling import unmangle

if TYPE_CHECKING:
    from mangle_lint.engine import Options


def is_chosen(finding: Finding, options: Options) -> bool:
    """Whether the options let the fix of a finding be applied."""
    least = Applicability.UNSAFE if options.unsafe_fixes else Applicability.SAFE
    return (
        finding.fix is not None
        and finding.fix.applicability >= least
        and is_meant(finding, options)
    )


def is_meant(finding: Finding, options: Options) -> bool:
    """Whether `at` holds the place of a finding, and `only` names its class or its attribute."""
    if options.at is not None and finding.span not in options.at:
        return False
    if options.only is None:
        return True
    name = finding.class_name.rpartition(".")[2]
    private = unmangle(finding.attribute, name) or finding.attribute
    return any(
        meant in options.only
        for owner in (name, finding.class_name)
        for meant in (owner, f"{owner}.{private}", f"{owner}.{finding.attribute}")
    )
