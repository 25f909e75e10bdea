"""What may come of one step of a body: the transfer function says it, the solver acts on it."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from mangle_lint.facts.typestate.errors import ErrorUnderWay
from mangle_lint.facts.typestate.states import State


class Next(NamedTuple):
    """The body goes on, through one slot of the step or through all."""

    state: State
    slot: int | None = None


class Throw(NamedTuple):
    """An exception is raised."""

    state: State
    error: ErrorUnderWay


class Leave(NamedTuple):
    """The body returns; `truth` is that of its result, None where it is not known."""

    truth: bool | None


class Enter(NamedTuple):
    """A body is called, which calls the object `receiver`."""

    body: int
    receiver: str


class Wait(NamedTuple):
    """Other coroutines run before the body goes on."""


class Release(NamedTuple):
    """The body lets go of the object, which may be met in this state from now on."""


Outcome: TypeAlias = Next | Throw | Leave | Enter | Wait | Release
