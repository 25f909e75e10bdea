"""How much a test tries: a sample of it by default, all of it in `make test-long`."""

from __future__ import annotations

from typing import TypeVar

import pytest

T = TypeVar("T")


def sample_and_all(name: str, sample: T, all_: T) -> pytest.MarkDecorator:
    """Run the test twice: with `name` as the sample, and, marked as long, as all there is."""
    return pytest.mark.parametrize(
        name,
        [pytest.param(sample, id="sample"), pytest.param(all_, id="all", marks=pytest.mark.long)],
    )
