"""Which class a private name belongs to: the innermost class around it, underscores stripped."""


class _Underscored:
    """The mangled name has one underscore before the class name, not two."""

    def __init__(self):
        self.__x = 1

    def close(self):
        del self.__x  # error: MGL001

    def get(self):
        return self._Underscored__x  # read


class __Twice:
    """All leading underscores are stripped."""

    def __init__(self):
        self.__x = 1

    def close(self):
        del self._Twice__x  # error: MGL001

    def get(self):
        return self.__x  # read


class _:
    """A class named only of underscores mangles nothing, so the name is no private one."""

    def __init__(self):
        self.__x = 1

    def close(self):
        del self.__x

    def get(self):
        return self.__x


class __:
    """Two underscores neither."""

    def __init__(self):
        self.__x = 1

    def close(self):
        del self.__x

    def get(self):
        return self.__x


class Dunder:
    """Two trailing underscores: not mangled, not private."""

    def __init__(self):
        self.__x__ = 1

    def close(self):
        del self.__x__

    def get(self):
        return self.__x__


class OneTrailing:
    """One trailing underscore: private."""

    def __init__(self):
        self.__x_ = 1

    def close(self):
        del self.__x_  # error: MGL001

    def get(self):
        return self.__x_  # read


class OneLeading:
    """One leading underscore: anybody may assign it again, so it is none of our business."""

    def __init__(self):
        self._x = 1

    def close(self):
        del self._x

    def get(self):
        return self._x


def function():
    """A class in a function is a class like any other."""

    class InAFunction:
        def __init__(self):
            self.__x = 1

        def close(self):
            del self.__x  # error: MGL001

        def get(self):
            return self.__x  # read

    return InAFunction


class WithAClassInAMethod:
    """A class in a method mangles with its own name."""

    def __init__(self):
        self.__x = 1

    def make(self):
        class InAMethod:
            def __init__(self):
                self.__x = 2

            def close(self):
                del self.__x  # error: MGL001

            def get(self):
                return self.__x  # read

        return InAMethod(), self.__x


class Outer:
    """Outer and inner class have different names behind the same spelling."""

    class Inner:
        def __init__(self):
            self.__x = 1

        def close(self):
            del self.__x

    def __init__(self):
        self.__x = 1

    def get(self):
        return self.__x


class OuterReads:
    """The outer class spells out the inner class's name."""

    class Within:
        def __init__(self):
            self.__x = 1

        def close(self):
            del self.__x  # error: MGL001

    def get(self, inner):
        return inner._Within__x  # read


class SameName:
    """Two classes of one name in a file: this one deletes and does not read."""

    def __init__(self):
        self.__a = 1

    def close(self):
        del self.__a


class SameName:
    """The second of that name reads and deletes on its own account."""

    def __init__(self):
        self.__b = 1

    def close(self):
        del self.__b  # error: MGL001

    def get(self):
        return self.__b  # read


class Base:
    """Each class has its own `__x`."""

    def __init__(self):
        self.__x = 1

    def close(self):
        del self.__x


class Derived(Base):
    """The subclass's `__x` is `_Derived__x`, another name."""

    def __init__(self):
        super().__init__()
        self.__x = 2

    def get(self):
        return self.__x


class Comprehension:
    """Names in comprehensions and lambdas of a class are mangled too."""

    def __init__(self):
        self.__x = 1

    def close(self):
        del self.__x  # error: MGL001

    def get(self, values):
        return [value + self.__x for value in values]  # read


class NestedTwice:
    """A function in a function still belongs to the class."""

    def __init__(self):
        self.__x = 1

    def close(self):
        def outer():
            def inner():
                del self.__x  # error: MGL001

            return inner

        return outer

    def get(self):
        return self.__x  # read


class Größe:
    """Names need not be ASCII."""

    def __init__(self):
        self.__maß = 1

    def close(self):
        del self.__maß  # error: MGL001

    def get(self):
        return self.__maß  # read


class LocalNames:
    """A private local variable is mangled as well, and is no attribute."""

    def close(self):
        __x = 1
        del __x

    def get(self):
        __x = 2
        return __x
