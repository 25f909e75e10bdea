"""`__getattr__` answers for a missing attribute, unless it asks for it itself."""


class Answers:
    """It knows another source."""

    def __init__(self):
        self.__x = []

    def __getattr__(self, name):
        return getattr(self.target, name)

    def run(self):
        del self.__x

    def get(self):
        return self.__x


class AsksItself:
    """It ends in a RecursionError."""

    def __init__(self):
        self.__x = []

    def __getattr__(self, name):
        return getattr(self.__x, name)  # read

    def run(self):
        del self.__x  # error: MGL001


class AsksByHelper:
    """So it does where a method that it calls reads the attribute."""

    def __init__(self):
        self.__x = []

    def __getattr__(self, name):
        return self.__find(name)

    def __find(self, name):
        return self.__x[name]  # read

    def run(self):
        del self.__x  # error: MGL001


class AsksWhetherItIsThere:
    """A test of existence answers without asking."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        if "_AsksWhetherItIsThere__x" in self.__dict__:
            return self.__x[name]
        return None

    def run(self):
        del self.__x

    def get(self):
        return self.__x


class AsksForAnother:
    """It reads an attribute that is never deleted."""

    def __init__(self):
        self.__x = {}
        self.__y = {}

    def __getattr__(self, name):
        return self.__y.get(name)

    def run(self):
        del self.__x

    def get(self):
        return self.__x
