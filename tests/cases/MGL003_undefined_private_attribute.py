"""Reads of private names that nothing assigns, and names that are assigned in unusual ways."""

import contextlib
import dataclasses
from abc import ABCMeta


class Base:
    """The base means its subclass's attribute."""

    def alive(self):
        return self.__thread.started()  # error: MGL003 unfixable complete high


class Worker(Base):
    """The subclass has it, under its own name."""

    def __init__(self, thread):
        self.__thread = thread


class Owner:
    """The base has it, under its own name."""

    def __init__(self):
        self.__items = []


class Reader(Owner):
    """The subclass means its base's attribute."""

    def first(self):
        return self.__items[0]  # error: MGL003 unfixable complete high


class Typo:
    """A near name."""

    def __init__(self):
        self.__items = []

    def count(self):
        return len(self.__itmes)  # error: MGL003 unsafe complete


class WithLib(contextlib.ExitStack):
    """A base that is not in sight."""

    def count(self):
        return self.__count  # error: MGL003 unfixable complete


class Augmented:
    """An augmented assignment reads first."""

    def add(self):
        self.__count += 1  # error: MGL003 unfixable complete high


class OnlyLocal:
    """A local of that name is no attribute."""

    def set(self, value):
        __value = value
        return __value

    def get(self):
        return self.__value  # error: MGL003 unfixable complete


class OnlyNested:
    """A function inside a method is no attribute."""

    def run(self):
        def __step():
            return 1

        __step()
        return self.__step()  # error: MGL003 unfixable complete


class Annotated:
    """An annotation without a value gives nothing."""

    __size: int

    def size(self):
        return self.__size  # error: MGL003 unfixable complete


class Expected:
    """The error is expected."""

    def get(self):
        try:
            return self.__value
        except AttributeError:
            return None


class Swallowed:
    """A bare `except` hides the fault."""

    def get(self):
        try:
            return self.__value  # error: MGL003 unfixable complete
        except:
            return None


class ThroughSuper(Owner):
    """What `super()` looks up is mangled, too."""

    def __step(self):
        return 1

    def run(self):
        self.__step()
        return super().__step()  # error: MGL003 unfixable complete


@dataclasses.dataclass
class Data:
    """A dataclass makes an attribute of an annotation."""

    __size: int

    def size(self):
        return self.__size


class Abstract(metaclass=ABCMeta):
    """A metaclass that adds nothing."""

    def size(self):
        return self.__size  # error: MGL003 unfixable complete


class Meta(type):
    """A metaclass that adds names."""


class Made(metaclass=Meta):
    """The metaclass is not known to add nothing."""

    def size(self):
        return self.__size


class Answering:
    """`__getattr__` answers."""

    def __getattr__(self, name):
        return 1

    def size(self):
        return self.__size


class Inheriting(Answering):
    """The base's `__getattr__` answers."""

    def length(self):
        return self.__length


class Computed:
    """The name may be computed."""

    def __init__(self, **options):
        for name, value in options.items():
            setattr(self, f"_Computed__{name}", value)

    def size(self):
        return self.__size


class FromDict:
    """The dictionary may have the name."""

    def __init__(self, state):
        self.__dict__.update(state)

    def size(self):
        return self.__size


class Storing:
    """`__setattr__` only hands names on."""

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)

    def size(self):
        return self.__size  # error: MGL003 unfixable complete


class Unusual:
    """All of these assign."""

    def __init__(self, pairs):
        (self.__a, *self.__b), [self.__c] = pairs
        with open("x") as self.__d:
            pass
        for self.__e in pairs:
            pass
        self.__f: int = 1
        object.__setattr__(self, "_Unusual__g", 1)

    if True:
        import os as __h

        __i = 1
    else:
        for __j in ():
            pass

    def use(self):
        return (self.__a, self.__b, self.__c, self.__d, self.__e, self.__f, self.__g, self.__h,
                self.__i, self.__j, self.__k, self.__l, self.__m)

    @classmethod
    def make(cls):
        made = cls.__new__(cls)
        made.__k = 1
        return made

    def _Unusual__l(self):
        return 1


Unusual._Unusual__m = 1


class Shape:
    """A base of the same name shares the names."""

    class Shape:
        def __init__(self):
            self.__size = 1

    class Sub(Shape):
        def size(self):
            return self.__size  # error: MGL003 unfixable complete


class Node:
    """A base of the same name, from elsewhere, shares the names."""

    def outer(self, other):
        class Node(other.Node):
            def size(self):
                return self.__size

        return Node


class Decorated:
    """Only the class's own objects count."""

    def poke(self, other):
        return other.__secret


def reconstructor(function):
    """Stand for SQLAlchemy's."""
    return function


class Mapped:
    """An object-relational mapper fills the objects."""

    @reconstructor
    def init(self):
        self.cache = {}

    def attributes(self):
        return self.__attributes


class LeftToANamesake:
    """So many are missing that a class of the same name elsewhere may have them."""

    def run(self):
        self.__left_a()  # error: MGL003 unfixable complete low
        self.__left_b()  # error: MGL003 unfixable complete low
        self.__left_c()  # error: MGL003 unfixable complete low
        self.__left_d()  # error: MGL003 unfixable complete low
        self.__left_e()  # error: MGL003 unfixable complete low
        self.__left_f()  # error: MGL003 unfixable complete low


class Forgetful:
    """A few may be forgotten."""

    def run(self):
        self.__a()  # error: MGL003 unfixable complete
        self.__b()  # error: MGL003 unfixable complete
        self.__c()  # error: MGL003 unfixable complete
