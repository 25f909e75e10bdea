"""The transfer function that looks for reads before the first assignment.

Other than with deletions, arguments of the constructor matter: `if fast: self.__x = …` goes with
`self.fast = fast`, `if mode == "r"` with `self.mode = mode`. So where an argument is copied, each
value that tests tell apart is followed by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from mangle_lint.facts.cfg.operations import Assign, Test
from mangle_lint.facts.events import Event
from mangle_lint.facts.typestate.contexts import Context
from mangle_lint.facts.typestate.domain import Domain
from mangle_lint.facts.typestate.errors import ErrorUnderWay
from mangle_lint.facts.typestate.observations import Observations
from mangle_lint.facts.typestate.outcomes import Outcome, Throw
from mangle_lint.facts.typestate.plan import Plan
from mangle_lint.facts.typestate.states import State
from mangle_lint.facts.typestate.transfer import TypestateTransfer
from mangle_lint.facts.values import ANYTHING, FALSY, NEVER, NONE, TRUTHY, Value
from mangle_lint.source.builtin_parser import literal

_MOST_PARTS = 8


class Miss(NamedTuple):
    """A read that raises, for nothing has assigned the attribute; `entry` is what was started."""

    event: Event
    entry: int


def tokens_in(plan: Plan) -> Mapping[str, Value]:
    """The constants that the tests of a plan compare with, as values."""
    found: dict[str, Value] = {}
    for procedure in plan.procedures.values():
        for step in procedure.steps.values():
            if isinstance(step.op, Test) and step.op.token not in (None, "None"):
                found[step.op.token] = Value(_truth(step.op.token), step.op.token)
    return found


def _truth(token: str) -> int:
    try:
        return TRUTHY if literal(token) else FALSY
    except (ValueError, SyntaxError):
        return TRUTHY


class TokenDomain(Domain):
    """A domain that knows all constants from the start: what is unknown may be each of them."""

    def __init__(self, deletions: Iterable[Event], tokens: Mapping[str, Value]) -> None:
        super().__init__(deletions, frozenset())
        self.known = {token: super(TokenDomain, self).of(value) for token, value in tokens.items()}

    def of(self, value: Value) -> int:
        """The bits of an abstract value."""
        return self.filled(super().of(value)) if value.token is None else super().of(value)

    def filled(self, bits: int) -> int:
        """The bits with those of all constants that the value may be."""
        for bit in self.known.values():
            if bits & (TRUTHY if bit & self.true else FALSY):
                bits |= bit
        return bits

    def outcomes(self, test: Test, bits: int) -> tuple[int, int]:
        """The bits with which a test holds, and those with which it fails."""
        if bits != NEVER and test.relation is None and test.token in self.known:
            equal = self.known[test.token]
            return bits & equal, bits & ~equal & ~self.missing
        return super().outcomes(test, bits)

    def parts(self, bits: int) -> list[int]:
        """The values among `bits` that tests tell apart."""
        each = [NONE, FALSY, TRUTHY, *self.known.values()]
        found = [bits & part for part in each if bits & part]
        return found if len(found) <= _MOST_PARTS else [bits]


class SetupTransfer(TypestateTransfer):
    """Notes the reads that fail before any assignment, and what the entry points leave."""

    def __init__(self, plan: Plan, domain: TokenDomain, seen: Observations) -> None:
        super().__init__(plan, domain, seen)
        self.tokens = domain
        self.missed: dict[Miss, None] = {}
        self.left: dict[int, int] = defaultdict(int)

    def aged(self, value: int, entry: int) -> int:
        """Note what an entry point leaves."""
        self.left[entry] |= value
        return super().aged(value, entry)

    def escapes(self, context: Context, error: ErrorUnderWay) -> None:
        """Note a read whose error leaves an entry point."""
        if error.event is not None and error.bits & NEVER and not context.is_born:
            self.missed[Miss(error.event, context.body.number)] = None

    def _failure(
        self, state: State, event: Event, bits: int, error: str = "AttributeError"
    ) -> Throw:
        return Throw(state, ErrorUnderWay(error, event, bits & NEVER))

    def _filled(self, state: State) -> State:
        """The state where what is unknown of a local may be each of the constants."""
        if ANYTHING in state.locals:
            filled = (self.tokens.filled(b) if b == ANYTHING else b for b in state.locals)
            return State(state.value, state.guards, tuple(filled), state.errors)
        return state

    def _test(self, context: Context, op: Test, state: State) -> Iterator[Outcome]:
        return super()._test(context, op, state if op.key.attribute else self._filled(state))

    def _assign(self, context: Context, op: Assign, state: State) -> Iterator[Outcome]:
        if op.source not in context.locals or op.key.attribute not in self._guard_of:
            yield from super()._assign(context, op, state)
            return
        state = self._filled(state)
        index = context.locals.index(op.source)
        for part in self.tokens.parts(state.locals[index]):
            yield from super()._assign(context, op, state.with_local(index, part))
