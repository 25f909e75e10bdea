"""Through the command, over a folder with every case: what was applied is gone, nothing is new."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Command

CASES = ROOT / "tests" / "cases"
LONG_AGO = 10**9


@pytest.fixture
def cases(folder: Path) -> Path:
    """A copy of all case files in the current folder, as old as can be."""
    for path in sorted(CASES.glob("*.py")):
        copy = folder / path.name
        copy.write_bytes(path.read_bytes())
        os.utime(copy, ns=(LONG_AGO, LONG_AGO))
    return folder


def found(mangle_lint: Command) -> list[dict[str, Any]]:
    done = mangle_lint("check", "--output-format", "json", ".")
    assert not done.errors
    findings: list[dict[str, Any]] = json.loads(done.out)
    assert done.status == bool(findings)
    return findings


def applicability(finding: dict[str, Any]) -> str:
    return finding["fix"]["applicability"] if finding["fix"] is not None else "none"


def identity(finding: dict[str, Any]) -> tuple[str, ...]:
    """What stays the same of a finding when the lines above it change."""
    names = ("filename", "class", "method", "attribute", "code")
    return tuple(str(finding[name]) for name in names)


def attribute_of(finding: dict[str, Any]) -> tuple[str, ...]:
    """The attribute that a finding is about."""
    return tuple(str(finding[name]) for name in ("filename", "class", "attribute"))


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted(folder.iterdir())
    }


@pytest.mark.parametrize("options", [(), ("--unsafe-fixes",)], ids=["safe", "unsafe"])
def test_apply_then_check(cases: Path, mangle_lint: Command, options: tuple[str, ...]) -> None:
    wanted = {"safe", "unsafe"} if options else {"safe"}
    before = found(mangle_lint)
    old = state(cases)
    assert {*map(applicability, before)} >= wanted, "the cases have nothing to apply"

    # findings without a fix are left, and reads that fail on None
    assert mangle_lint("codemod", "--apply", *options, ".").status == 1
    after = found(mangle_lint)
    assert not [finding for finding in after if applicability(finding) in wanted]
    kept = [finding for finding in before if applicability(finding) not in wanted]
    fixed = {attribute_of(f) for f in before if applicability(f) in wanted}
    # a fix assigns, which may also cure that nothing assigned the attribute
    curable = [f for f in kept if f["code"] in ("MGL003", "MGL006") and attribute_of(f) in fixed]
    assert Counter(map(identity, after)) <= Counter(map(identity, kept))
    gone = Counter(map(identity, kept)) - Counter(map(identity, after))
    assert gone <= Counter(map(identity, curable))

    new = state(cases)
    hit = {finding["filename"] for finding in before if applicability(finding) in wanted}
    changed = {name for name in old if old[name] != new[name]}
    assert changed == {Path(name).name for name in hit}
    for name in new:
        os.utime(cases / name, ns=(LONG_AGO, LONG_AGO))
    settled = state(cases)
    done = mangle_lint("codemod", "--apply", *options, ".")
    assert done.status == 1
    assert state(cases) == settled
    assert f"Nothing to change in {len(new)} files." in done.stderr
