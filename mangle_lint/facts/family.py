"""The classes around a class: those that it extends, those that extend it, and its neighbours."""

from __future__ import annotations

import builtins
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from mangle_lint.source.closed_world import ClosedWorld
from mangle_lint.source.outline import Outline


@dataclass(frozen=True, slots=True)
class Family:
    """The classes around a class, as far as they are in sight.

    `ancestors` are the classes that it extends, directly or not, nearest first; `unseen` are names
    of ancestors whose code was not found. `descendants` extend it. `worlds` are all classes of the
    file, by qualified name.
    """

    ancestors: tuple[ClosedWorld, ...] = ()
    unseen: tuple[str, ...] = ()
    descendants: tuple[ClosedWorld, ...] = ()
    worlds: Mapping[str, ClosedWorld] = field(default_factory=dict)


class Families:
    """The families of the classes of one file."""

    def __init__(self, outline: Outline) -> None:
        self._worlds = outline.worlds
        self._bases: dict[str, dict[str, None]] = {}
        self._unseen: dict[str, dict[str, None]] = {}
        self._extending: dict[str, list[str]] = defaultdict(list)
        for qualname, world in outline.worlds.items():
            bases = self._bases.setdefault(qualname, {})
            unseen = self._unseen.setdefault(qualname, {})
            for base in world.bases:
                known = self._in_file(base, qualname)
                if known is not None:
                    bases[known] = None
                elif not isinstance(getattr(builtins, base, None), type):
                    unseen[base or "a computed base class"] = None
            for known in bases:
                self._extending[known].append(qualname)

    def of(self, qualname: str) -> Family:
        """The family of one class; an empty one if the class is not known."""
        if qualname not in self._worlds:
            return Family()
        up = [qualname, *_reached(qualname, self._bases)]
        return Family(
            ancestors=tuple(self._worlds[name] for name in up[1:]),
            unseen=tuple(dict.fromkeys(base for name in up for base in self._unseen[name])),
            descendants=tuple(self._worlds[name] for name in _reached(qualname, self._extending)),
            worlds=self._worlds,
        )

    def _in_file(self, base: str, qualname: str) -> str | None:
        """The class of the file that a base of the class `qualname` is."""
        return next(
            (n for n in _scoped(base, qualname) if n in self._worlds and n != qualname), None
        )


def _reached(start: str, edges: Mapping[str, Iterable[str]]) -> list[str]:
    """What edges lead to from `start`, without itself, nearest first."""
    found = [start]
    known = {start}
    for name in found:
        new = [other for other in edges.get(name, ()) if other not in known]
        known.update(new)
        found += new
    return found[1:]


def _scoped(base: str, qualname: str) -> Iterator[str]:
    """The qualified names that a name may mean in the scope of a class, innermost first."""
    path = qualname.split(".")[:-1]
    for depth in range(len(path), -1, -1):
        yield ".".join([*path[:depth], base])
