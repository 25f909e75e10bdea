"""Methods that each object hides by an attribute of the same name."""


def registered(function):
    """Hands the function on."""
    return function


class Hidden:
    """Nobody gets the method by this name."""

    def __init__(self, stream):
        self.__x = stream
        self.read = stream.read

    def close(self):
        del self.__x

    def read(self):
        return self.__x.read()


class HiddenBehindACondition:
    """Some objects have it."""

    def __init__(self, stream):
        self.__x = stream
        if stream.is_fast:
            self.read = stream.read

    def close(self):
        del self.__x  # error: MGL001

    def read(self):
        return self.__x.read()  # read


class HiddenBehindAReturn:
    """Some objects have it."""

    def __init__(self, stream):
        self.__x = stream
        if stream.is_slow:
            return
        self.read = stream.read

    def close(self):
        del self.__x  # error: MGL001

    def read(self):
        return self.__x.read()  # read


class HiddenForATime:
    """Once the attribute is deleted, the method is back."""

    def __init__(self, stream):
        self.__x = stream
        self.read = stream.read

    def close(self):
        del self.__x  # error: MGL001
        del self.read

    def read(self):
        return self.__x.read()  # read


class HiddenByItself:
    """What hides it calls it."""

    def __init__(self, stream, cached):
        self.__x = stream
        self.read = cached(self.read)

    def close(self):
        del self.__x  # error: MGL001

    def read(self):
        return self.__x.read()  # read


class HiddenAndRegistered:
    """A decorator knows it, too."""

    def __init__(self, stream):
        self.__x = stream
        self.read = stream.read

    def close(self):
        del self.__x  # error: MGL001

    @registered
    def read(self):
        return self.__x.read()  # read


class HiddenAndUsedByAnother:
    """Another method of the class that is there for all."""

    def __init__(self, stream):
        self.__x = stream
        self.read = stream.read

    def close(self):
        del self.__x  # error: MGL001

    def read(self):
        return self.__find().read()

    def __find(self):
        return self.__x.found()  # read

    def rows(self):
        return self.__find().rows()


class PropertyIsNeverHidden:
    """The setter runs instead."""

    def __init__(self, stream):
        self.__x = stream
        self.size = 3

    def close(self):
        del self.__x  # error: MGL001

    @property
    def size(self):
        return self.__x  # read

    @size.setter
    def size(self, value):
        self.limit = value
