"""Functions, lambdas and generators in a method: bodies of their own, which run later."""

import functools


class Callback:
    """A callback given away reads whenever it is called."""

    def __init__(self, bus):
        self.__x = 1
        bus.connect(lambda event: print(self.__x, event))  # read

    def close(self):
        del self.__x  # error: MGL001 complete


class CallbackUnregistered:
    """The deleting method unregisters the callback first; that nobody calls it is not known."""

    def __init__(self, bus):
        self.bus = bus
        self.__x = 1
        bus.connect(self.__on_event)

    def __on_event(self, event):
        self.__x.handle(event)  # read

    def close(self):
        self.bus.disconnect(self.__on_event)
        del self.__x  # error: MGL001 low


class NestedDeletes:
    """The nested function deletes when it is called."""

    def __init__(self, stack):
        self.__x = 1

        def cleanup():
            del self.__x  # error: MGL001

        stack.callback(cleanup)

    def get(self):
        return self.__x  # read


class NestedReadsAfterItsOwnAssignment:
    """The nested function assigns first."""

    def start(self, bus):
        def on_connect(value):
            self.__x = value
            print(self.__x)

        bus.connect(on_connect)

    def close(self):
        del self.__x


class CalledOnTheSpot:
    """A nested function that is only called where it stands runs as a part of the method."""

    def reset(self, value):
        def show():
            print(self.__x)

        self.__x = value
        show()

    def close(self):
        del self.__x


class CalledBehindTheDeletion:
    """Called behind the deletion it reads what is gone."""

    def __init__(self):
        self.__x = 1

    def close(self):
        def show():
            print(self.__x)  # read

        del self.__x  # error: MGL001 complete
        show()


class NestedAssignsLater:
    """The nested function may never be called, so its assignment does not count."""

    def __init__(self):
        self.__x = 1

    def reset(self, later):
        def restore():
            self.__x = 2

        del self.__x  # error: MGL001
        later(restore)

    def get(self):
        return self.__x  # read


class NestedAssignsNow:
    """The nested function is called before the exit."""

    def __init__(self):
        self.__x = 1

    def reset(self):
        def restore():
            self.__x = 2

        del self.__x
        restore()

    def get(self):
        return self.__x


class ReturnedFunction:
    """A function that is returned is an entry point."""

    def __init__(self):
        self.__x = 1

    def getter(self):
        def get():
            return self.__x  # read

        return get

    def close(self):
        del self.__x  # error: MGL001


class Generator:
    """A generator's body runs when it is iterated over."""

    def __init__(self):
        self.__x = [1]

    def __iter__(self):
        yield from self.__x  # read

    def close(self):
        del self.__x  # error: MGL001


class DefaultArgument:
    """A default is evaluated where the function is defined."""

    def __init__(self):
        self.__x = 1

    def getter(self):
        def get(x=self.__x):  # read
            return x

        return get

    def close(self):
        del self.__x  # error: MGL001


class Decorated:
    """A decorator may call the private method, or give it away."""

    def __init__(self):
        self.__x = 1

    @functools.lru_cache
    def __get(self):
        return self.__x  # read

    def close(self):
        del self.__x  # error: MGL001


class FirstIterable:
    """The first iterable of a generator expression is evaluated at once."""

    def show(self, values):
        self.__x = values
        return (value for value in self.__x)

    def close(self):
        del self.__x


class GeneratorExpressionElement:
    """The element of a generator expression is evaluated later, when the assignment may be undone."""

    def show(self, values):
        self.__x = 2
        return (value * self.__x for value in values)  # read

    def close(self):
        del self.__x  # error: MGL001


class ListComprehensionElement:
    """A list comprehension runs at once, behind the assignment."""

    def show(self, values):
        self.__x = 2
        return [value * self.__x for value in values]

    def close(self):
        del self.__x


class SelfOfTheNestedFunction:
    """The nested function's own parameter `self` is another object."""

    def __init__(self):
        self.__x = 1

    def make(self):
        def get(self):
            return self.__x  # read

        return get

    def close(self):
        del self.__x  # error: MGL001
