"""The closed world of a class: where its private names can come from (language reference, 6.2.1).

Unless somebody spells `_C__x` or builds that text, whatever gives objects of the class `C` the
attribute `__x` is written in the body of `C`.
"""

from __future__ import annotations

from dataclasses import dataclass

from mangle_lint.source.mangling import mangled_prefix


@dataclass(frozen=True, slots=True)
class ClosedWorld:
    """What can give objects of a class its private names. All names are mangled.

    `bound` are the names that something assigns or defines, in the class or, spelled out, elsewhere
    in the file. Of those, the class body itself binds the ones `at_class_level`, and code assigns
    the ones `on_objects` as attributes. `accessed` are the attributes that code reads, deletes or
    augments, `through_super` those that it looks up in `super()`. `unmangled` are private names
    that texts in the file spell, as they are written. `functions` are those of the class body, and
    `others` all other attributes that the class binds, by the names that they are written with.
    What code outside of classes accesses or binds as `x.__y`, unmangled, is in `accessed` and
    `others` as well.
    `called_when_made` are the methods that `__init__` calls on the object whenever it runs; one of
    them is `__init__`, if it calls that of a base. `early` are the names that may be read while an
    object is made, before they are assigned, `settled` those that `__init__` assigns for certain.

    `empty` are those private functions that do nothing, or only raise NotImplementedError, as the
    ones `refusing` do; `used` are the names that code of the file refers to, `built` the private
    ones that it may build from texts; `__` stands for any.

    `bases` are the base classes as dotted names, "" where one is no name. `is_namesake`: the file
    may know another class of the same name, which shares the mangled names. `unknown` says why
    names may also be bound out of sight, or be answered for; empty if they are not.
    """

    name: str
    bases: tuple[str, ...] = ()
    bound: frozenset[str] = frozenset()
    at_class_level: frozenset[str] = frozenset()
    on_objects: frozenset[str] = frozenset()
    accessed: frozenset[str] = frozenset()
    through_super: frozenset[str] = frozenset()
    unmangled: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    called_when_made: tuple[str, ...] = ()
    early: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    refusing: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()
    built: frozenset[str] = frozenset()
    is_namesake: bool = False
    unknown: str = ""

    @property
    def prefix(self) -> str:
        """What its mangled names start with."""
        return mangled_prefix(self.name)

    @property
    def unbound(self) -> frozenset[str]:
        """The names of its own that are accessed, and bound nowhere."""
        prefix = self.prefix
        return frozenset(name for name in self.accessed - self.bound if name.startswith(prefix))

    @property
    def late(self) -> frozenset[str]:
        """The names of its own that are accessed, and that a made object may not have yet."""
        return (self.on_objects & self.accessed) - self.at_class_level - self.settled
