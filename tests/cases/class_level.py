"""What the class itself offers under the private name, and what it does not."""

import dataclasses
from typing import ClassVar


class MethodOfThatName:
    """A class-level method of the same private name is a fallback: the read gives the method."""

    def __init__(self):
        self.__handler = print

    def __handler(self, *args):
        return None

    def handle(self):
        self.__handler()

    def reset(self):
        del self.__handler


class AnnotatedValue:
    """An annotation with a value is a class-level value."""

    __x: int = 0

    def set(self):
        self.__x = 1

    def get(self):
        return self.__x

    def reset(self):
        del self.__x


class ClassVarWithoutValue:
    """A ClassVar without a value is no fallback."""

    __x: ClassVar[int]

    def set(self):
        self.__x = 1

    def get(self):
        return self.__x  # read

    def reset(self):
        del self.__x  # error: MGL001


class TupleAssigned:
    """Assigned in a tuple in the class body."""

    __a, __b = 1, 2

    def get(self):
        return self.__a + self.__b

    def reset(self):
        del self.__a, self.__b


class ConditionallyAssigned:
    """Assigned on both branches of an `if` in the class body."""

    if __debug__:
        __x = 1
    else:
        __x = 2

    def get(self):
        return self.__x

    def reset(self):
        del self.__x


class DeletedFromTheClassBody:
    """The class body itself deletes the value again, so nothing is behind."""

    __x = 1
    del __x

    def set(self):
        self.__x = 1

    def get(self):
        return self.__x  # read

    def reset(self):
        del self.__x  # error: MGL001


class AssignedByTheClassBelow:
    """A value given to the class by name behind its body is a fallback as well."""

    def get(self):
        return self.__x

    def set(self):
        self.__x = 1

    def reset(self):
        del self.__x


AssignedByTheClassBelow._AssignedByTheClassBelow__x = 0


class SlotsTuple:
    """A tuple of slots: each raises when it is empty."""

    __slots__ = ("__a", "__b")

    def __init__(self):
        self.__a = self.__b = 1

    def get(self):
        return self.__a  # read

    def reset(self):
        del self.__a, self.__b  # error: MGL001


class SlotsList:
    """A list of slots."""

    __slots__ = ["__x"]

    def __init__(self):
        self.__x = 1

    def get(self):
        return self.__x  # read

    def reset(self):
        del self.__x  # error: MGL001


class SlotsString:
    """A single slot as a string."""

    __slots__ = "__x"

    def __init__(self):
        self.__x = 1

    def get(self):
        return self.__x  # read

    def reset(self):
        del self.__x  # error: MGL001


@dataclasses.dataclass
class Dataclass:
    """A field without a default is an annotation only."""

    __x: int

    def get(self):
        return self.__x  # read

    def reset(self):
        del self.__x  # error: MGL001


@dataclasses.dataclass
class DataclassWithDefault:
    """A field's default stays in the class."""

    __x: int = 0

    def get(self):
        return self.__x

    def reset(self):
        del self.__x


class NestedClassOfThatName:
    """A nested class of the private name is a class-level value."""

    class __Impl:
        pass

    def get(self):
        return self.__Impl

    def reset(self):
        del self.__Impl


class ImportedName:
    """An import in the class body binds the mangled name."""

    import os as __x

    def get(self):
        return self.__x

    def reset(self):
        del self.__x


class ClassValueDeletedOnClass:
    """The deletion takes the class-level value itself away."""

    __x = 1

    @classmethod
    def reset(cls):
        del cls.__x  # error: MGL001

    def get(self):
        return self.__x  # read


class GetattrInTheClass:
    """`__getattr__` answers for what is missing."""

    def __init__(self):
        self.__x = 1

    def __getattr__(self, name):
        return 0

    def get(self):
        return self.__x

    def reset(self):
        del self.__x


class DelattrHook:
    """`__delattr__` is called for the deletion, and may do what it likes; it deletes."""

    def __init__(self):
        self.__x = 1

    def __delattr__(self, name):
        super().__delattr__(name)

    def get(self):
        return self.__x  # read

    def reset(self):
        del self.__x  # error: MGL001


class AnotherAttributeFallsBack:
    """Both are deleted together; reading `__x` finds the class's value, so `__y` is read too."""

    __x = None

    def __init__(self, x, y):
        self.__x = x
        self.__y = y

    def drop(self):
        del self.__x
        del self.__y  # error: MGL001 complete

    def show(self):
        try:
            print(self.__x)
            print(self.__y)  # read
        except AttributeError:
            raise
