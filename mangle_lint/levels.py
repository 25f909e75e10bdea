"""How far fixes may be trusted and findings believed."""

from __future__ import annotations

from enum import IntEnum


class Applicability(IntEnum):
    """How far a fix may be trusted; ordered."""

    DISPLAY = 0  # shown, never applied
    UNSAFE = 1  # applied only with --unsafe-fixes
    SAFE = 2


class Confidence(IntEnum):
    """How sure a finding is to matter in the life that the class shows; ordered."""

    MEDIUM = 1  # only use after a teardown raises
    HIGH = 2
