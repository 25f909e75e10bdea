"""Private methods that look as if they overrode the base's, and those that have a use of their own."""

import functools
from abc import ABC, abstractmethod


class Refusing:
    """The base has its hook raise."""

    def run(self):
        return self.__step()

    def __step(self):
        raise NotImplementedError


class FillsRefusing(Refusing):
    """It overrides nothing."""

    def __step(self):  # error: MGL010 unfixable complete
        return 1


class Documented:
    """A docstring changes nothing, nor do arguments."""

    def run(self):
        return self.__step(1)

    def __step(self, value):
        """To be written by subclasses."""
        raise NotImplementedError("step", value)


class FillsDocumented(Documented):
    """It overrides nothing."""

    def __step(self, value):  # error: MGL010 unfixable complete
        return value


class Passing:
    """The hook does nothing."""

    def __init__(self):
        self.__set_up()

    def __set_up(self):
        pass


class FillsPassing(Passing):
    """It is never set up."""

    def __set_up(self):  # error: MGL010 unfixable complete
        self.value = 1


class Dotted:
    """The hook is three dots."""

    def run(self) -> list[int]:
        return self.__steps()

    def __steps(self) -> list[int]: ...


class FillsDotted(Dotted):
    """It overrides nothing."""

    def __steps(self) -> list[int]:  # error: MGL010 unfixable complete
        return [1]


class OnlyDocumented:
    """The hook is a docstring."""

    def run(self):
        self.__step()

    def __step(self):
        """To be written by subclasses."""

    value = 1


class FillsOnlyDocumented(OnlyDocumented):
    """It overrides nothing."""

    def __step(self):  # error: MGL010 unfixable complete
        return 1


class HandedOn:
    """The base hands its hook on."""

    def run(self, start):
        start(self.__step)

    def __step(self):
        raise NotImplementedError


class FillsHandedOn(HandedOn):
    """It overrides nothing."""

    def __step(self):  # error: MGL010 unfixable complete
        return 1


class Grandchild(FillsPassing):
    """The hook may be further up."""

    def __set_up(self):  # error: MGL010 unfixable complete
        self.value = 2


class CallsItToo(Refusing):
    """That it calls its own helps the base nothing."""

    def __step(self):  # error: MGL010 unfixable complete
        return 1

    def again(self):
        return self.__step()


class Abstract(ABC):
    """An abstract private method can never be filled in."""

    def run(self):
        return self.__step()

    @abstractmethod
    def __step(self):
        raise NotImplementedError


class FillsAbstract(Abstract):
    """It overrides nothing."""

    def __step(self):  # error: MGL010 unfixable complete
        return 1


class Asynchronous:
    """A coroutine is a method like others."""

    async def run(self):
        await self.__step()

    async def __step(self):
        raise NotImplementedError


class FillsAsynchronous(Asynchronous):
    """It overrides nothing."""

    async def __step(self):  # error: MGL010 unfixable complete
        return 1


class OnTheClass:
    """A class method is one, too."""

    @classmethod
    def make(cls):
        return cls.__made()

    @classmethod
    def __made(cls):
        raise NotImplementedError


class FillsOnTheClass(OnTheClass):
    """It overrides nothing."""

    @classmethod
    def __made(cls):  # error: MGL010 unfixable complete
        return cls()


def factory():
    """Classes inside a function."""

    class Local:
        def run(self):
            return self.__step()

        def __step(self):
            pass

    class FillsLocal(Local):
        def __step(self):  # error: MGL010 unfixable complete
            return 1

    return FillsLocal


class Working:
    """The base's method does work."""

    def run(self):
        return self.__step()

    def __step(self):
        return 1


class NeverCalled(Working):
    """Nothing refers to the subclass's."""

    def __step(self):  # error: MGL010 unfixable complete
        return 2


class OnlyNamed(Working):
    """A comment or a docstring that names it is no use of it."""

    def __step(self):  # error: MGL010 unfixable complete
        """Called by run, as self.__step()."""
        return 2  # see Working.__step


# --- two methods, each with a use of its own ------------------------------------------------------


class Own(Working):
    """The subclass calls its own."""

    def again(self):
        return self.__step()

    def __step(self):
        return 2


class OwnHandedOn(Working):
    """The subclass hands its own on."""

    def again(self, start):
        start(self.__step)

    def __step(self):
        return 2


class OwnInTable(Working):
    """The class body refers to it."""

    def __step(self):
        return 2

    steps = (__step,)


class OwnByText(Working):
    """It is called by its mangled name."""

    def again(self):
        return getattr(self, "_OwnByText__step")()

    def __step(self):
        return 2


class OwnFromOutside(Working):
    """A function outside calls it by its mangled name."""

    def __step(self):
        return 2


def call_from_outside(own):
    return own._OwnFromOutside__step()


class OwnProperty(Working):
    """A property is no method."""

    @property
    def __step(self):
        return 2


class OwnRegistered(Working):
    """A decorator may keep it."""

    @functools.singledispatch
    def __step(self):
        return 2


class Unused:
    """The base does not use its own."""

    def __step(self):
        raise NotImplementedError


class HasUnused(Unused):
    """So it is no hook."""

    def __step(self):
        return 1


class Else:
    """No base of the next class."""

    def run(self):
        self.__step()

    def __step(self):
        raise NotImplementedError


class NoSubclass:
    """It extends nothing."""

    def __step(self):
        return 1


class Public:
    """A hook with one underscore can be overridden."""

    def run(self):
        self._step()

    def _step(self):
        raise NotImplementedError


class FillsPublic(Public):
    """It does override it."""

    def _step(self):
        return 1


class Outer:
    """Names are shared where classes have the same name."""

    class Node:
        def run(self):
            self.__walk()

        def __walk(self):
            raise NotImplementedError

    class _Node(Node):
        def __walk(self):
            return 1


class BySubclass:
    """The base calls it by the mangled name of the subclass."""

    def run(self):
        self.__go()
        self._OfSubclass__go()

    def __go(self):
        pass


class OfSubclass(BySubclass):
    """It is called."""

    def __go(self):
        return 1


class ByComputedName:
    """The base computes the mangled name."""

    def run(self):
        self.__do()
        return getattr(self, f"_{type(self).__name__}__do")()

    def __do(self):
        raise NotImplementedError


class OfComputedName(ByComputedName):
    """It is called."""

    def __do(self):
        return 1


class ByFormat:
    """The base computes the mangled name in another way."""

    def run(self):
        self.__act()
        return getattr(self, "_%s__act" % type(self).__name__)()

    def __act(self):
        raise NotImplementedError


class OfFormat(ByFormat):
    """It is called."""

    def __act(self):
        return 1
