"""Methods and lambdas that are called only after they were handed on."""

import loop


class HandedOnAfterwards:
    """The deletion runs in a state in which nobody reads any more."""

    def __init__(self):
        self.__open = True
        self.__x = []

    def get(self):
        if self.__open:
            return self.__x

    def close(self):
        self.__open = False
        loop.call_later(then=self.__free)

    def __free(self):
        del self.__x


class LambdaHandedOnAfterwards:
    """So does a lambda."""

    def __init__(self):
        self.__open = True
        self.__x = []

    def get(self):
        if self.__open:
            return self.__x

    def close(self):
        self.__open = False
        loop.call_later(lambda: self.__free())

    def __free(self):
        del self.__x


class HandedOnBefore:
    """The state changes elsewhere, and the deletion may run before."""

    def __init__(self):
        self.__open = True
        self.__x = []

    def get(self):
        if self.__open:
            return self.__x  # read

    def close(self):
        loop.call_later(then=self.__free)

    def stop(self):
        self.__open = False

    def __free(self):
        del self.__x  # error: MGL001


class HandedOnByConstructor:
    """It can be called from the beginning."""

    def __init__(self):
        self.__open = True
        self.__x = []
        loop.at_exit(self.__free)

    def get(self):
        if self.__open:
            return self.__x  # read

    def close(self):
        self.__open = False
        loop.call_later(self.__free)

    def __free(self):
        del self.__x  # error: MGL001


class PublicAnyway:
    """A public method can be called at any time."""

    def __init__(self):
        self.__open = True
        self.__x = []

    def get(self):
        if self.__open:
            return self.__x  # read

    def close(self):
        self.__open = False
        loop.call_later(self.free)

    def free(self):
        del self.__x  # error: MGL001


class TwoLambdas:
    """Each is handed on by itself."""

    def __init__(self):
        self.__open = True
        self.__x = []

    def get(self):
        if self.__open:
            return self.__x

    def start(self):
        loop.call_later(lambda: self.get())

    def close(self):
        self.__open = False
        loop.call_later(lambda: self.__free())

    def __free(self):
        del self.__x
