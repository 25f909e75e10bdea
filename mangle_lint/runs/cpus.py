"""How many processors this process may really use."""

from __future__ import annotations

import os
from pathlib import Path

_QUOTA = "/sys/fs/cgroup/cpu.max"


def usable_cpus(quota: str = _QUOTA) -> int:
    """At least 1: what the scheduler grants, and not more than the control group's quota.

    `quota` is the file in which Linux tells the quota: so many microseconds of so many.
    """
    if hasattr(os, "process_cpu_count"):
        count = os.process_cpu_count()
    elif hasattr(os, "sched_getaffinity"):
        count = len(os.sched_getaffinity(0))
    else:
        count = os.cpu_count()
    return max(min(count or 1, _granted(quota) or count or 1), 1)


def _granted(quota: str) -> int | None:
    """How many processors the quota is worth, rounded up; None if there is none."""
    try:
        share, _, period = Path(quota).read_text(encoding="ascii").partition(" ")
        return -(-int(share) // int(period))
    except (OSError, ValueError, ZeroDivisionError):
        return None
