"""What has to be told of every rule: files, registry, pages, changelog and README agree."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from mangle_lint.rules import RULES
from mangle_lint.rules.rule import Rule

from ..conftest import ROOT, environment

FOLDER = ROOT / "mangle_lint" / "rules"
OTHERS = {
    "__init__",
    "companions",
    "diagnosis",
    "exposed_reads",
    "exposure_report",
    "name_hints",
    "repeats",
    "rule",
    "setup_ruling",
    "setup_verdict",
    "witness",
    "wording",
}
HEADINGS = ["What it does", "Why is this bad?", "Example", "Use instead", "Fix safety"]


def test_every_file_is_registered() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")} - OTHERS
    assert files == {rule.name.replace("-", "_") for rule in RULES.values()}
    assert list(RULES) == sorted(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_documentation(rule: Rule) -> None:
    title, _, page = rule.documentation.partition("\n\n")
    assert title == f"{rule.code}, {rule.name}."
    headings = re.findall(r"^## (.*)$", page, re.MULTILINE)
    assert [heading for heading in headings if heading in HEADINGS] == HEADINGS
    for document in ("README.md", "CHANGELOG.md"):
        assert rule.code in (ROOT / document).read_text(encoding="utf-8")


def test_rules_are_light() -> None:
    """All of them are imported in every run, also where no class is looked at."""
    heavy = "{'libcst', 'dataclasses', 'mangle_lint.facts', 'mangle_lint.fixing'}"
    code = f"import sys, mangle_lint.rules; print({heavy} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout == "set()\n"
