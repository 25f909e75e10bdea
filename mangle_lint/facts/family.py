"""The classes around a class: those that it extends, those that extend it, and its neighbours.

A base class in another file is looked up there, by a lookup that the caller gives. Nothing is
imported.
"""

from __future__ import annotations

import builtins
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, Protocol

from mangle_lint.source.closed_world import ClosedWorld
from mangle_lint.source.imports import Imported
from mangle_lint.source.outline import Outline

_MOST_HOPS = 20
"""How often a name may be imported from one module into the next."""


class Module(NamedTuple):
    """A file of source, by its path, and its outline."""

    path: str
    outline: Outline


class Lookup(Protocol):
    """Finds the source of modules."""

    def module(self, name: str, near: str) -> Module | None:
        """What the file at the path `near` imports as `name`; dots in front make it relative.

        None if there is no source, or none that this Python can parse.
        """


class Member(NamedTuple):
    """A class: its module, and its qualified name there."""

    module: Module
    qualname: str

    @property
    def world(self) -> ClosedWorld:
        """Its closed world."""
        return self.module.outline.worlds[self.qualname]


class Families:
    """The families of the classes of one file, which is `home`."""

    def __init__(self, home: Module, lookup: Lookup | None) -> None:
        self.home = home
        self._lookup = lookup

    def of(self, qualname: str) -> Family:
        """The family of one class of the file."""
        return Family(self, qualname)

    @cached_property
    def extending(self) -> Mapping[str, list[str]]:
        """For each class of the file those that have it as a base, in the file."""
        found: dict[str, list[str]] = defaultdict(list)
        for qualname, world in self.home.outline.worlds.items():
            for base in world.bases:
                known = _in_module(self.home, base, qualname)
                if known is not None:
                    found[known].append(qualname)
        return found

    def bases(self, base: str, member: Member) -> Iterator[Member | None]:
        """The classes that `member` may have as a base by this name; None for one not found.

        There are two where a class stands in for one that may fail to be imported.
        """
        known = _in_module(member.module, base, member.qualname)
        if known is not None:
            yield Member(member.module, known)
        if known is None or base in member.module.outline.imports.names:
            yield _Search(self._lookup).imported_in(member.module, base, _MOST_HOPS)


class _Search:
    """Follows one name from module to module; what it has asked once it does not ask again."""

    def __init__(self, lookup: Lookup | None) -> None:
        self._lookup = lookup
        self._asked: set[tuple[str, str]] = set()

    def imported_in(self, module: Module, name: str, hops: int) -> Member | None:
        """The class that a dotted name means in a module, by its imports."""
        if self._lookup is None or hops == 0 or (module.path, name) in self._asked:
            return None
        self._asked.add((module.path, name))
        imports = module.outline.imports
        head, _, rest = name.partition(".")
        if head in imports.names:
            return self._imported(imports.names[head], rest, module.path, hops - 1)
        for star in reversed(imports.stars):
            other = self._lookup.module(star, module.path)
            found = self._find(other, name, hops - 1) if other is not None else None
            if found is not None:
                return found
        return None

    def _find(self, module: Module, name: str, hops: int) -> Member | None:
        """The class that a dotted name means at the top of a module."""
        if name in module.outline.worlds:
            return Member(module, name)
        return self.imported_in(module, name, hops)

    def _imported(self, imported: Imported, rest: str, near: str, hops: int) -> Member | None:
        """The class `rest` in what is imported, or that itself if `rest` is empty."""
        assert self._lookup is not None
        name, path = imported.module, ".".join(filter(None, [imported.name, rest]))
        while path:
            module = self._lookup.module(name, near)
            found = self._find(module, path, hops) if module is not None else None
            if found is not None:
                return found
            # the first part may be a module inside the package
            head, _, path = path.partition(".")
            name = f"{name}{head}" if name.endswith(".") else f"{name}.{head}"
        return None


class Family:
    """The classes around one class, as far as they are in sight; worked out when asked for."""

    def __init__(self, families: Families, qualname: str) -> None:
        self._families = families
        self._qualname = qualname

    @property
    def worlds(self) -> Mapping[str, ClosedWorld]:
        """All classes of the file, by qualified name."""
        return self._families.home.outline.worlds

    @property
    def ancestors(self) -> tuple[ClosedWorld, ...]:
        """The classes that it extends, directly or not, nearest first."""
        return self._upwards[0]

    @property
    def unseen(self) -> tuple[str, ...]:
        """The names of ancestors whose code was not found."""
        return self._upwards[1]

    @cached_property
    def called_when_made(self) -> tuple[str, ...]:
        """The methods that the constructor of a base in the same file calls on every object.

        They come in the order in which they are first called.
        """
        return tuple(dict.fromkeys(self._called_above(self._qualname, set())))

    def _called_above(self, name: str, seen: set[str]) -> Iterator[str]:
        """What the constructor that a class inherits calls, that of its base included."""
        home = self._families.home
        while name in self.worlds and name not in seen:
            seen.add(name)
            bases = (_in_module(home, base, name) for base in self.worlds[name].bases)
            name = next(filter(None, bases), "")
            if name and "__init__" in self.worlds[name].functions:
                for method in self.worlds[name].called_when_made:
                    if method == "__init__":
                        yield from self._called_above(name, seen)
                    else:
                        yield method
                break

    @cached_property
    def descendants(self) -> tuple[ClosedWorld, ...]:
        """The classes of the file that extend it, directly or not, nearest first."""
        reached = _reached(self._qualname, self._families.extending)
        return tuple(self.worlds[name] for name in reached)

    @cached_property
    def _upwards(self) -> tuple[tuple[ClosedWorld, ...], tuple[str, ...]]:
        home = self._families.home
        if self._qualname not in self.worlds:
            return (), ()
        found = [Member(home, self._qualname)]
        known = {(home.path, self._qualname)}
        unseen: dict[str, None] = {}
        for member in found:
            for name in member.world.bases:
                for base in self._families.bases(name, member):
                    if base is None:
                        if not isinstance(getattr(builtins, name, None), type):
                            unseen[name or "a computed base class"] = None
                    elif (base.module.path, base.qualname) not in known:
                        known.add((base.module.path, base.qualname))
                        found.append(base)
        return tuple(member.world for member in found[1:]), tuple(unseen)


def _in_module(module: Module, base: str, qualname: str) -> str | None:
    """The class of the module that a base of its class `qualname` is; None if it is none."""
    for name in _scoped(base, qualname):
        if name in module.outline.worlds and name != qualname:
            return name
    return None


def _scoped(base: str, qualname: str) -> Iterator[str]:
    """The qualified names that a name may mean in the scope of a class, innermost first."""
    path = qualname.split(".")[:-1]
    for depth in range(len(path), -1, -1):
        yield ".".join([*path[:depth], base])


def _reached(start: str, edges: Mapping[str, Iterable[str]]) -> list[str]:
    """What edges lead to from `start`, without itself, nearest first."""
    found = [start]
    known = {start}
    for name in found:
        new = [other for other in edges.get(name, ()) if other not in known]
        known.update(new)
        found += new
    return found[1:]
