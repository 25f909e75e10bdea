"""A second deletion raises as a read does."""


class TwoMethodsDelete:
    """Either may come after the other."""

    def __init__(self):
        self.__x = []

    def reset(self):
        del self.__x  # error: MGL001 complete medium; delete: quit

    def quit(self):
        del self.__x  # error: MGL001 complete; delete: reset


class OneMethodDeletes:
    """That it is called twice is not supposed."""

    def __init__(self):
        self.__x = []

    def quit(self):
        del self.__x


class GuardedSecondDeletion:
    """What clears a reader clears a second deletion."""

    def __init__(self):
        self.__open = True
        self.__x = []

    def reset(self):
        if self.__open:
            self.__open = False
            del self.__x

    def quit(self):
        if self.__open:
            self.__open = False
            del self.__x


class CaughtSecondDeletion:
    """An `except` clears it, too."""

    def __init__(self):
        self.__x = []

    def reset(self):
        try:
            del self.__x
        except AttributeError:
            pass

    def quit(self):
        try:
            del self.__x
        except AttributeError:
            pass


class MadeWhenAsked:
    """An object that was never asked does not have it."""

    def rows(self):
        try:
            return self.__x
        except AttributeError:
            self.__x = []
            return self.__x

    def quit(self):
        del self.__x  # error: MGL001 unsafe medium; delete


class MadeWhenAskedAndCaught:
    """The deletion reckons with that."""

    def rows(self):
        try:
            return self.__x
        except AttributeError:
            self.__x = []
            return self.__x

    def quit(self):
        try:
            del self.__x
        except AttributeError:
            pass


class MadeByConstructor:
    """Every object has it once."""

    def __init__(self):
        self.__x = []

    def rows(self):
        try:
            return self.__x
        except AttributeError:
            self.__x = []
            return self.__x

    def quit(self):
        del self.__x
