"""The abstract domain: what a place may hold, as a set of bits.

Beside the bits of `facts.values`, each deletion has one for what it leaves, and each constant one
of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from mangle_lint.facts.cfg.operations import Test
from mangle_lint.facts.events import CLASS_RECEIVER, Event
from mangle_lint.facts.values import FALSY, FIRST_FREE, NEVER, NONE, TRUTHY, Value


class Domain:
    """The bits of one analysis; `missing`, `none`, `true` and `false` are those that mean so.

    `lost_by_class` are those of the missing ones with which the class itself has no value.

    `fresh` are the bits of `deletions` that the run under way has made. Those in `repaired` leave
    None instead of nothing.
    """

    def __init__(self, deletions: Iterable[Event], repaired: Set[Event]) -> None:
        self.repaired = repaired
        self.missing = NEVER
        self.none = NONE
        self.true = TRUTHY
        self.false = NONE | FALSY
        self._next = FIRST_FREE
        self._tokens: dict[str, int] = {}
        self._origins: dict[int, tuple[Event, int | None]] = {}
        self._old: dict[tuple[Event, int], int] = {}
        self._cut_in: dict[int, int] = {}
        self.of_deletions = 0
        self.lost_by_class = 0
        self.fresh = {deletion: self._left_by(deletion, None) for deletion in deletions}
        self.all_fresh = self.of_deletions

    # --- bits ---------------------------------------------------------------------------------

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

    def aged(self, bits: int, entry: int) -> int:
        """The same at the end of the entry point `entry`: fresh deletions are now made by it.

        One that cut in is one of the past.
        """
        for usual, bit in self._cut_in.items():
            if bits & bit:
                bits = bits & ~bit | usual
        fresh = bits & self.all_fresh
        bits -= fresh
        for _, deletion, _ in self.origins(fresh):
            key = deletion, entry
            if key not in self._old:
                self._old[key] = self._left_by(deletion, entry)
            bits |= self._old[key]
        return bits

    def cut_in(self, bit: int) -> int:
        """The bit of a deletion of the past, where it was made while this very run was waiting."""
        if bit not in self._cut_in:
            self._cut_in[bit] = self._left_by(*self._origins[bit])
        return self._cut_in[bit]

    def is_cut_in(self, bit: int) -> bool:
        """Whether a plain method made the deletion while the run was waiting."""
        return bit in self._cut_in.values()

    def _left_by(self, deletion: Event, entry: int | None) -> int:
        bit = self._new_bit()
        self._origins[bit] = (deletion, entry)
        self.of_deletions |= bit
        if deletion in self.repaired:
            self.none |= bit
            self.false |= bit
        else:
            self.missing |= bit
            if deletion.key.receiver == CLASS_RECEIVER:
                self.lost_by_class |= bit
        return bit

    def _new_bit(self) -> int:
        self._next += 1
        return 1 << (self._next - 1)

    # --- what they mean -----------------------------------------------------------------------

    @property
    def leaving(self) -> frozenset[Event]:
        """The deletions after which an entry point leaves the attribute missing."""
        return frozenset(deletion for deletion, _ in self._old)

    def origins(self, bits: int) -> Iterator[tuple[int, Event, int | None]]:
        """The deletions among `bits`: bit, deletion, and the entry point that has made it."""
        bits &= self.of_deletions
        while bits:
            lowest = bits & -bits
            yield lowest, *self._origins[lowest]
            bits -= lowest

    def outcomes(self, test: Test, bits: int) -> tuple[int, int]:
        """The bits with which a test holds, and those with which it fails."""
        if bits == NEVER:  # the test raises; what comes behind it is still looked at
            return bits, bits
        if test.token is None:
            return bits & self.true, bits & self.false
        present = bits & ~self.missing
        if test.token == "None":
            return bits & self.none, present & ~self.none
        if test.relation is not None:
            holds = fails = present & (TRUTHY | FALSY)
            for token, bit in self._tokens.items():
                truth = test.relation.holds(token, test.token)
                holds |= present & bit if truth is not False else 0
                fails |= present & bit if truth is not True else 0
            return holds, fails
        equal = self._tokens.get(test.token, 0)
        others = TRUTHY if equal & self.true else TRUTHY | FALSY
        return bits & (equal | others), present & ~equal
