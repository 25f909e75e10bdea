"""How many classes are drawn, by HYPOTHESIS_PROFILE.

`quick`, the default, draws the same classes each time; `thorough` and `search` draw new ones.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

SHARED = settings(
    deadline=None,
    print_blob=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("quick", SHARED, derandomize=True, max_examples=3000)
settings.register_profile("thorough", SHARED, max_examples=10_000)
settings.register_profile("search", SHARED, max_examples=50_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
