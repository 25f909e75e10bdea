"""The `--regenerate` flag of the case files; see test_cases.py."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate",
        action="store_true",
        help="write what the linter says into the files of tests/cases, for review by git diff",
    )


@pytest.fixture
def regenerate(request: pytest.FixtureRequest) -> bool:
    """Whether the annotations of case files are to be rewritten."""
    return bool(request.config.getoption("--regenerate", default=False))
