"""What a value may be, as bits: each deletion and each constant gets one of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from mangle_lint.facts.cfg.operations import Test
from mangle_lint.facts.events import Event
from mangle_lint.facts.values import FALSY, FIRST_FREE, NEVER, NONE, TRUTHY, Value


class Possibilities:
    """The bits of one exploration. `missing`, `none`, `true` and `false` are those that mean so.

    `repaired` are the deletions that leave None instead of nothing.
    """

    def __init__(self, repaired: Set[Event]) -> None:
        self.repaired = repaired
        self.missing = NEVER
        self.none = NONE
        self.true = TRUTHY
        self.false = NONE | FALSY
        self.fresh: dict[Event, int] = {}
        """What the deletions of the run under way leave."""
        self.all_fresh = 0
        self.of_deletions = 0
        self._next = FIRST_FREE
        self._tokens: dict[str, int] = {}
        self.origins: dict[int, tuple[Event, int | None]] = {}
        self._old: dict[tuple[Event, int], int] = {}

    @property
    def leaving(self) -> frozenset[Event]:
        """The deletions after which an entry point leaves the attribute missing."""
        return frozenset(event for event, _ in self._old)

    def add(self, deletion: Event) -> None:
        """Give `deletion` its bit."""
        self.fresh[deletion] = self._bit_of(deletion, None)
        self.all_fresh |= self.fresh[deletion]

    def aged(self, value: int, entry: int) -> int:
        """Deletions of this run become deletions that `entry` has made."""
        fresh = value & self.all_fresh
        value -= fresh
        for event, _ in self.culprits(fresh):
            old = self._old.get((event, entry))
            if old is None:
                old = self._old[event, entry] = self._bit_of(event, entry)
            value |= old
        return value

    def by_deletion(self, notes: Iterable[tuple[Event, int]]) -> Mapping[Event, frozenset[Event]]:
        """The events of `notes` by the deletions that their bits mean."""
        found: dict[Event, set[Event]] = {}
        for event, bits in notes:
            for deletion in dict.fromkeys(deletion for deletion, _ in self.culprits(bits)):
                found.setdefault(deletion, set()).add(event)
        return {deletion: frozenset(events) for deletion, events in found.items()}

    def _new_bit(self) -> int:
        self._next += 1
        return 1 << (self._next - 1)

    def _bit_of(self, deletion: Event, entry: int | None) -> int:
        """A bit for what a deletion leaves: nothing, or None where it is repaired."""
        bit = self._new_bit()
        self.origins[bit] = (deletion, entry)
        self.of_deletions |= bit
        if deletion in self.repaired:
            self.none |= bit
            self.false |= bit
        else:
            self.missing |= bit
        return bit

    def of(self, value: Value) -> int:
        """The bits of an abstract value."""
        if value.token is None or value.token == "None":
            return value.bits
        bit = self._tokens.get(value.token)
        if bit is None:
            bit = self._tokens[value.token] = self._new_bit()
            if value.bits & TRUTHY:
                self.true |= bit
            if value.bits & (FALSY | NONE):
                self.false |= bit
        return bit

    def culprits(self, bits: int) -> list[tuple[Event, int | None]]:
        """The deletions that `bits` mean, each with the entry point that carried it out."""
        found = []
        bits &= self.of_deletions
        while bits:
            lowest = bits & -bits
            found.append(self.origins[lowest])
            bits -= lowest
        return found

    def outcomes(self, op: Test, bits: int) -> tuple[int, int]:
        """The possibilities with which a test holds, and those with which it fails."""
        if bits == NEVER:  # the test raises; what comes behind it is still looked at
            return bits, bits
        if op.token is None:
            return bits & self.true, bits & self.false
        present = bits & ~self.missing
        if op.token == "None":
            return bits & self.none, present & ~self.none
        if op.relation is not None:
            holds = fails = present & (TRUTHY | FALSY)
            for token, bit in self._tokens.items():
                truth = op.relation.holds(token, op.token)
                holds |= present & bit if truth is not False else 0
                fails |= present & bit if truth is not True else 0
            return holds, fails
        token_bit = self._tokens.get(op.token, 0)
        others = TRUTHY if token_bit & self.true else TRUTHY | FALSY
        return bits & (token_bit | others), present & ~token_bit
