"""How many classes are drawn: HYPOTHESIS_PROFILE is `quick` (the default) or `thorough`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

SHARED = settings(
    deadline=None,
    print_blob=True,
    derandomize=False,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("quick", SHARED, max_examples=300)
settings.register_profile("thorough", SHARED, max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
