"""Property deleters, however the property is made: reading afterwards is meant to raise."""


class ByCall:
    """Getter, setter and deleter are given to `property`."""

    def __init__(self):
        self.__x = 1

    def getx(self):
        return self.__x

    def setx(self, value):
        self.__x = value

    def delx(self):
        del self.__x

    x = property(getx, setx, delx, "documentation")


class ByKeywords:
    """Given by keyword."""

    def getx(self):
        return self.__x

    def delx(self):
        del self.__x

    x = property(fget=getx, fdel=delx)


class ByLambda:
    """The getter is a lambda, the deleter uses `delattr`."""

    def __init__(self):
        self.__x = 1

    x = property(lambda self: self.__x, None, lambda self: delattr(self, "_ByLambda__x"))


class ByDecorators:
    """Made by decorators."""

    @property
    def x(self):
        return self.__x

    @x.setter
    def x(self, value):
        self.__x = value

    @x.deleter
    def x(self):
        del self.__x


class ByDeleterCall:
    """`x = x.deleter(f)` is what the decorator does."""

    def getx(self):
        return self.__x

    x = property(getx)

    def delx(self):
        del self.__x

    x = x.deleter(delx)


class Computed:
    """A hand-written descriptor."""

    def __init__(self, get, set=None, delete=None):
        self.get, self.set, self.delete = get, set, delete

    def __get__(self, instance, owner):
        return self.get(instance)

    def __set__(self, instance, value):
        self.set(instance, value)

    def __delete__(self, instance):
        self.delete(instance)


class ByDescriptor:
    """A descriptor that is given getter, setter and deleter is a property."""

    def __get_x(self):
        return self.__x

    def __set_x(self, value):
        self.__x = value

    def __delete_x(self):
        del self.__x

    x = Computed(__get_x, __set_x, __delete_x)


class ReadOutsideTheProperty:
    """Another method reads past the property."""

    def __init__(self):
        self.__x = 1

    @property
    def x(self):
        return self.__x

    @x.deleter
    def x(self):
        del self.__x  # error: MGL001

    def show(self):
        print(self.__x)  # read


class AnotherProperty:
    """The reader is the getter of another property."""

    def __init__(self):
        self.__x = 1

    @property
    def x(self):
        return self.__x

    @x.deleter
    def x(self):
        del self.__x  # error: MGL001

    @property
    def twice(self):
        return self.__x * 2  # read


class ReadThroughTheProperty:
    """Another method reads the property itself: the getter reads, as it is meant to."""

    def __init__(self):
        self.__x = 1

    @property
    def x(self):
        return self.__x

    @x.deleter
    def x(self):
        del self.__x

    def show(self):
        print(self.x)


class DeletedByAMethod:
    """The deletion stands in an ordinary method; the property's getter reads."""

    def __init__(self):
        self.__x = 1

    @property
    def x(self):
        return self.__x  # read

    def close(self):
        del self.__x  # error: MGL001


class DeleterOfSomethingElse:
    """The deleter of `a` deletes what the getter of `b` reads."""

    def __init__(self):
        self.__b = 1

    @property
    def a(self):
        return 1

    @a.deleter
    def a(self):
        del self.__b  # error: MGL001

    @property
    def b(self):
        return self.__b  # read


class SetterDeletes:
    """Assigning None deletes, and reading afterwards raises as after `del`."""

    def __init__(self):
        self.__x = 1

    @property
    def x(self):
        return self.__x

    @x.setter
    def x(self, value):
        if value is None:
            del self.__x
        else:
            self.__x = value


class HelperOfTheDeleter:
    """The deleter calls a private helper that deletes."""

    def __init__(self):
        self.__x = 1

    def __drop(self):
        del self.__x

    @property
    def x(self):
        return self.__x

    @x.deleter
    def x(self):
        self.__drop()


class OwnReadInTheDeleter:
    """The deleter itself reads behind its deletion, which is certain to raise."""

    def __init__(self):
        self.__x = 1

    @property
    def x(self):
        return self.__x

    @x.deleter
    def x(self):
        del self.__x  # error: MGL001
        print(self.__x)  # read
