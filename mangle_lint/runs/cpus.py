"""How many processors this process may use."""

from __future__ import annotations

import os
from pathlib import Path

_QUOTA = "/sys/fs/cgroup/cpu.max"


def usable_cpus(quota: str = _QUOTA) -> int:
    """Return how many processors this process may use, at least 1.

    That is the scheduler's affinity, but no more than the quota of the control group. `quota` is
    the file with that quota, cgroup v2's `cpu.max`: microseconds of processor time, then the period
    in microseconds.
    """
    if hasattr(os, "process_cpu_count"):
        count = os.process_cpu_count()
    elif hasattr(os, "sched_getaffinity"):
        count = len(os.sched_getaffinity(0))
    else:
        count = os.cpu_count()
    return max(min(count or 1, _granted(quota) or count or 1), 1)


def _granted(quota: str) -> int | None:
    """The quota in processors, rounded up; None if there is no quota."""
    try:
        share, _, period = Path(quota).read_text(encoding="ascii").partition(" ")
        return -(-int(share) // int(period))
    except (OSError, ValueError, ZeroDivisionError):
        return None
