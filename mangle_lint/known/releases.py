"""Faults of released versions, read from `releases.toml`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from mangle_lint.findings import FixResult, Result
from mangle_lint.runs.packages import version_beside
from mangle_lint.source.mangling import mangle

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_DATA = Path(__file__).with_name("releases.toml")


class Fault(NamedTuple):
    """A private attribute that is missing where `affected` releases of a distribution read it.

    `module` is the file, as it is imported. `attribute` is mangled. `evidence` are addresses.
    """

    distribution: str
    module: str
    class_name: str
    attribute: str
    rule: str
    cause: str
    affected: tuple[str, ...]
    cured_in: str
    evidence: tuple[str, ...]

    @property
    def releases(self) -> str:
        """The affected releases, in words."""
        *most, last = self.affected
        return f"{', '.join(most)} and {last}" if most else last

    def is_at(self, file: PurePath) -> bool:
        """Whether a file is that of the module, wherever it is installed."""
        parts = PurePath(self.module).parts
        return file.parts[-len(parts) :] == parts


class Known(NamedTuple):
    """A known fault, and the release in which it was met; None if that could not be told."""

    fault: Fault
    version: str | None

    def __str__(self) -> str:
        """Say it in one line."""
        fault = self.fault
        which = self.version or fault.releases
        what = f"{fault.distribution} {which}"
        return f"known: cured in {fault.cured_in}; `{fault.attribute}` is missing in {what}"


@cache
def all_faults() -> tuple[Fault, ...]:
    """All faults of which something is known."""
    listed = tomllib.loads(_DATA.read_text(encoding="utf-8"))["fault"]
    return tuple(_fault(entry) for entry in listed)


def known_fault(class_name: str, attribute: str, file: Path) -> Known | None:
    """The fault that a release is known for, if the file is of such a release.

    `class_name` is qualified, `attribute` mangled. A release that is not listed has no such fault.
    """
    for fault in all_faults():
        if (class_name, attribute) == (fault.class_name, fault.attribute) and fault.is_at(file):
            version = version_beside(fault.distribution, file)
            if version is None or version in fault.affected:
                return Known(fault, version)
    return None


def cures(root: Path, results: Iterable[Result | FixResult]) -> Iterator[str]:
    """Say in a line what release cures a finding; paths of results are relative to `root`."""
    said: dict[str, None] = {}
    for result in results:
        found = result.findings if isinstance(result, Result) else (*result.fixed, *result.left)
        for finding in found:
            known = known_fault(finding.class_name, finding.attribute, root / result.path)
            if known is not None:
                said[str(known)] = None
    yield from said


def _fault(entry: dict[str, Any]) -> Fault:
    return Fault(
        distribution=entry["distribution"],
        module=entry["module"],
        class_name=entry["class"],
        attribute=mangle(entry["attribute"], entry["class"].rpartition(".")[2]),
        rule=entry["rule"],
        cause=entry["cause"],
        affected=tuple(entry["affected"]),
        cured_in=entry["cured_in"],
        evidence=tuple(entry["evidence"]),
    )
