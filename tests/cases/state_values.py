"""State attributes that hold other values than True and False."""

import enum
from states import OVER, RUNNING

DONE = 1 << 3
COUNT = 0
COUNT = COUNT + 1


class State(enum.Enum):
    """The members of an enumeration are true, and differ from one another."""

    new = enum.auto()
    gone = 0


class MinusOne:
    """-1 is true."""

    def __init__(self):
        self.done = 0
        self.__x = []

    def then(self, call):
        if not self.done:
            self.__x.append(call)

    def reject(self):
        if self.done:
            return
        self.done = -1
        del self.__x


class Computed:
    """So is 2 - 1."""

    def __init__(self):
        self.done = 0
        self.__x = []

    def then(self, call):
        if not self.done:
            self.__x.append(call)

    def reject(self):
        self.done = 2 - 1
        del self.__x


class ComputedZero:
    """1 - 1 is not."""

    def __init__(self):
        self.done = 0
        self.__x = []

    def then(self, call):
        if not self.done:
            self.__x.append(call)  # read

    def reject(self):
        self.done = 1 - 1
        del self.__x  # error: MGL001


class ConstantOfModule:
    """A constant of the module is its value."""

    def __init__(self):
        self.state = 0
        self.__x = []

    def then(self, call):
        if self.state != 8:
            self.__x.append(call)

    def reject(self):
        self.state = DONE
        del self.__x


class NoConstantOfModule:
    """A name that is bound twice is none."""

    def __init__(self):
        self.state = 0
        self.__x = []

    def then(self, call):
        if not self.state:
            self.__x.append(call)  # read

    def reject(self):
        self.state = COUNT
        del self.__x  # error: MGL001


class LocalOfThatName:
    """A local is not the constant of that name."""

    def __init__(self):
        self.state = 0
        self.__x = []

    def then(self, call):
        if not self.state:
            self.__x.append(call)  # read

    def reject(self, DONE):
        self.state = DONE
        del self.__x  # error: MGL001


class ConstantOfClass:
    """A constant of the class, by either name."""

    OVER = 3

    def __init__(self):
        self.state = 0
        self.__x = []

    def then(self, call):
        if self.state != self.OVER:
            self.__x.append(call)

    def reject(self):
        self.state = ConstantOfClass.OVER
        del self.__x


class AssignedClassAttribute:
    """What is assigned elsewhere is no constant."""

    Limit = 3

    def __init__(self):
        self.state = 0
        self.__x = []

    def raise_limit(self):
        self.Limit = 0

    def then(self, call):
        if not self.state:
            self.__x.append(call)  # read

    def reject(self):
        self.state = self.Limit
        del self.__x  # error: MGL001


class Imported:
    """An imported name is the same value wherever it stands."""

    def __init__(self):
        self.state = RUNNING
        self.__x = []

    def then(self, call):
        if self.state == RUNNING:
            self.__x.append(call)

    def reject(self):
        self.state = OVER
        del self.__x


class ImportedAndUnset:
    """Whether an imported name is true is not known."""

    def __init__(self):
        self.state = None
        self.__x = []

    def then(self, call):
        if not self.state:
            self.__x.append(call)  # read

    def reject(self):
        self.state = OVER
        del self.__x  # error: MGL001


class Member:
    """Members of an enumeration, whatever their names look like."""

    def __init__(self):
        self.state = State.new
        self.__x = []

    def then(self, call):
        if self.state is State.new:
            self.__x.append(call)

    def reject(self):
        self.state = State.gone
        del self.__x


class SameMember:
    """The deleting path leaves the state in which the reader reads."""

    def __init__(self):
        self.state = State.new
        self.__x = []

    def then(self, call):
        if self.state is State.gone:
            self.__x.append(call)  # read

    def reject(self):
        self.state = State.gone
        del self.__x  # error: MGL001


class Dereferenced:
    """What has just been asked for an attribute is not None."""

    def __init__(self, image):
        self.__store = None
        self.__image = image

    def is_cached(self):
        return self.__store is not None

    def cache(self, store):
        self.__store = store
        self.__store.keep(self.__image)
        del self.__image

    def image(self):
        if self.is_cached():
            return self.__store.image()
        return self.__image


class NotDereferenced:
    """What is only handed on may be None."""

    def __init__(self, image):
        self.__store = None
        self.__image = image

    def cache(self, store):
        self.__store = store
        print(self.__store)
        del self.__image  # error: MGL001

    def image(self):
        if self.__store is not None:
            return self.__store.image()
        return self.__image  # read
