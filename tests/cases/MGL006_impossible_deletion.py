"""Deletions of private names that can only fail, and those that only look so."""

import contextlib
import functools
from dataclasses import dataclass, field


class Shop:
    """Nothing assigns it; a near name is meant."""

    def __init__(self):
        self.__shelf = {}

    def shelf(self):
        return self.__shelf

    def close(self):
        del self.__shelves  # error: MGL006 unfixable complete high


class Store:
    """A property without a deleter."""

    def __init__(self):
        self.__shared = {}

    @property
    def __cache(self):
        return self.__shared

    def get(self, key):
        return self.__cache[key]

    def __del__(self):
        del self.__cache  # error: MGL006 unfixable complete high


class WithSetter:
    """A setter is no deleter."""

    @property
    def __cache(self):
        return self.shared

    @__cache.setter
    def __cache(self, value):
        self.shared = value

    def reset(self):
        del self.__cache  # error: MGL006 unfixable complete high


class MadeProperty:
    """The same, made by a call."""

    def __get(self):
        return 1

    def __set(self, value):
        pass

    __size = property(__get, __set)

    def reset(self):
        del self.__size  # error: MGL006 unfixable complete high


class Method:
    """The class has the method, the object has not."""

    def __step(self):
        return 1

    def run(self):
        self.__step()
        del self.__step  # error: MGL006 unfixable complete high


class ClassValue:
    """The class has the value, the object has not."""

    __limit = 10

    def drop(self):
        del self.__limit  # error: MGL006 unfixable complete high


class Annotated:
    """An annotation without a value gives nothing."""

    __limit: int

    def drop(self):
        del self.__limit  # error: MGL006 unfixable complete


class Guarded:
    """A deletion whose error is caught is impossible all the same."""

    def drop(self):
        try:
            del self.__cache  # error: MGL006 unfixable complete
        except AttributeError:
            pass
        with contextlib.suppress(AttributeError):
            del self.__cache  # error: MGL006 unfixable complete


class Tested:
    """So is one behind a test that never holds."""

    def drop(self):
        if hasattr(self, "_Tested__cache"):
            del self.__cache


class Shapes:
    """Several targets, brackets, a nested function."""

    def __init__(self):
        self.__here = 1

    def drop(self):
        del self.__here, self.__gone  # error: MGL006 unfixable complete
        del (self.__lost, [self.__away])  # error: MGL006 __lost unfixable complete; error: MGL006 __away unfixable complete

        def later():
            del self.__later  # error: MGL006 unfixable complete

        return later


class Base:
    """The base has it, under its own name."""

    def __init__(self):
        self.__items = []


class Child(Base):
    """It means the base's attribute."""

    def drop(self):
        del self.__items  # error: MGL006 unfixable complete high


class Parent:
    """The subclass has it, under its own name."""

    def drop(self):
        del self.__things  # error: MGL006 unfixable complete high


class Kid(Parent):
    """The attribute that the base means."""

    def __init__(self):
        self.__things = []


class Unseen(contextlib.ExitStack):
    """A base that is not in sight."""

    def drop(self):
        del self.__cache  # error: MGL006 unfixable complete medium


class OnlyLocal:
    """A local of that name is no attribute."""

    def drop(self):
        __cache = 1
        del __cache
        del self.__cache  # error: MGL006 unfixable complete


class OfClass:
    """Nothing gives it to the class, either."""

    @classmethod
    def drop(cls):
        del cls.__cache  # error: MGL006 unfixable complete


class WithDeleter:
    """The property has a deleter."""

    @property
    def __cache(self):
        return 1

    @__cache.deleter
    def __cache(self):
        pass

    def drop(self):
        del self.__cache


class MadeWithDeleter:
    """The same, made by a call."""

    def __get(self):
        return 1

    def __delete(self):
        pass

    __size = property(__get, None, __delete)
    __area = property(fget=__get, fdel=__delete)

    def drop(self):
        del self.__size
        del self.__area


class Cached:
    """A cached property puts its value into the object."""

    @functools.cached_property
    def __cache(self):
        return 1

    def drop(self):
        del self.__cache


class Assigned:
    """Assigned in another method."""

    def open(self):
        self.__file = 1

    def close(self):
        del self.__file


class AssignedTo:
    """Assigned to another object of the class, by a class method, to the class itself."""

    def copy(self, other):
        other.__size = 1

    @classmethod
    def make(cls):
        made = cls.__new__(cls)
        made.__area = 1
        cls.__count = 0
        return made

    def drop(self):
        del self.__size, self.__area

    @classmethod
    def forget(cls):
        del cls.__count


class ByText:
    """Assigned by its mangled name as a text."""

    def __init__(self):
        setattr(self, "_ByText__size", 1)
        self.__dict__["_ByText__area"] = 1
        object.__setattr__(self, "_ByText__kind", 1)

    def drop(self):
        del self.__size
        del self.__area
        del self.__kind


class Unusual:
    """All of these assign."""

    def __init__(self, pairs):
        (self.__a, *self.__b), [self.__c] = pairs
        with open("x") as self.__d:
            pass
        for self.__e in pairs:
            pass
        self.__f: int = 1
        [0 for self.__g in pairs]

    def drop(self):
        del self.__a, self.__b, self.__c, self.__d, self.__e, self.__f, self.__g


class Augmented:
    """An augmented assignment reads first, and then assigns: only the class's value makes it."""

    __count = 0

    def add(self):
        self.__count += 1

    def reset(self):
        del self.__count


class Covered:
    """Objects have a value of their own in front of the class's."""

    __limit = 10

    def set(self, limit):
        self.__limit = limit

    def reset(self):
        del self.__limit


class Replaced:
    """So it is with a method."""

    def __step(self):
        return 1

    def patch(self, step):
        self.__step = step

    def unpatch(self):
        del self.__step


class ClassDeletes:
    """The class deletes what it has."""

    __limit = 10
    __rest = 10
    del __rest

    @classmethod
    def drop(cls):
        del cls.__limit


class Slots:
    """A slot that is filled can be emptied; this one is filled."""

    __slots__ = ("__size",)

    def __init__(self):
        self.__size = 1

    def drop(self):
        del self.__size


class Descriptor:
    """Whatever can be deleted."""

    def __init__(self, function=None):
        self.function = function

    def __delete__(self, obj):
        pass


class WithDescriptor:
    """The value of the class may be a descriptor."""

    __size = Descriptor()

    def drop(self):
        del self.__size


class Decorated:
    """A decorated function may be a descriptor."""

    @Descriptor
    def __size(self):
        return 1

    def drop(self):
        del self.__size


@dataclass
class Data:
    """A dataclass gives its objects what is annotated."""

    __size: int
    __names: list = field(default_factory=list)
    __limit: int = 10

    def drop(self):
        del self.__size, self.__names, self.__limit


class Answering:
    """`__getattr__` answers for reads alone, but the rule does not go into that."""

    def __getattr__(self, name):
        return 1

    def drop(self):
        del self.__size


class Deleting:
    """`__delattr__` may do anything."""

    def __delattr__(self, name):
        pass

    def drop(self):
        del self.__size


class DeletingChild(Deleting):
    """The base's `__delattr__` may do anything."""

    __limit = 10

    def __step(self):
        pass

    def drop(self):
        del self.__size
        del self.__limit
        del self.__step


class Computed:
    """The name may be computed."""

    def __init__(self, **options):
        for name, value in options.items():
            setattr(self, f"_Computed__{name}", value)

    def drop(self):
        del self.__size


class FromState:
    """The dictionary may have the name."""

    def __setstate__(self, state):
        self.__dict__ = state

    def drop(self):
        del self.__size


class OtherObjects:
    """Nobody knows whose object it is."""

    def drop(self, other):
        del other.__size


class Elsewhere:
    """Code below the class assigns it."""

    def drop(self):
        del self.__size


def fill(made):
    """It spells the mangled name."""
    made._Elsewhere__size = 1


class Items:
    """These delete no attribute of the object."""

    def drop(self):
        del self.__items[0]  # an item: a read, which is another rule's
        del self.__parts.size
