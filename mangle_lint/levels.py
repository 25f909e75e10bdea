"""How far a fix may be trusted, how sure a finding is, what its places and steps are."""

from __future__ import annotations

from enum import Enum, IntEnum


class Applicability(IntEnum):
    """How far a fix may be trusted; ordered."""

    DISPLAY = 0  # shown, never applied
    UNSAFE = 1  # applied only with --unsafe-fixes
    SAFE = 2


class Confidence(IntEnum):
    """How sure a finding is to matter in the life that the class shows; ordered."""

    LOW = 0  # a test of state that nobody here can evaluate may rule it out
    MEDIUM = 1  # only use after a teardown raises
    HIGH = 2


class PlaceRole(Enum):
    """What a place is to its finding. Data formats list the secondary places by these names."""

    PRIMARY = "primary"  # where the finding is reported
    READ = "reads"  # an access that raises
    NONE = "none_meetings"  # a read that the fix makes meet None


FAILS_ON_NONE = "fails"
"""The kind of a place at which None, once it is assigned, is another error."""
MEETS_NONE = "passed on"


class StepKind(Enum):
    """What happens in one step of a witness."""

    START = "start"  # code from outside starts a body, or makes an object
    CALL = "call"  # a body calls another one of the class
    BRANCH = "branch"  # a condition holds or does not
    ERROR = "error"  # an exception is raised, and caught
    WAIT = "wait"  # a body waits, while others run
    EVENT = "event"  # what the finding is about
