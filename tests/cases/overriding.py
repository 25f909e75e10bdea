"""Methods that another class overrides: hooks, and deletions that a subclass makes."""

import abc


class Hook:
    """Somebody overrides `cleanup`, and then it returns."""

    def __init__(self):
        self.__x = []

    def cleanup(self):
        raise NotImplementedError

    def close(self):
        self.cleanup()
        del self.__x  # error: MGL001

    def get(self):
        return self.__x  # read


class HookWithMessage:
    """A docstring, a log line and arguments make no difference."""

    def __init__(self):
        self.__x = []

    async def cleanup(self, reason):
        """Clean up."""
        print(reason)
        raise NotImplementedError(f"no cleanup for {reason}")

    async def close(self):
        await self.cleanup("close")
        del self.__x  # error: MGL001

    def get(self):
        return self.__x  # read


class AbstractHook:
    """What an abstract method raises is raised by no real object."""

    def __init__(self):
        self.__x = []

    @abc.abstractmethod
    def cleanup(self):
        raise ValueError("abstract")

    def close(self):
        self.cleanup()
        del self.__x  # error: MGL001

    def get(self):
        return self.__x  # read


class EmptyHook:
    """What an empty method answers is decided by a subclass."""

    def __init__(self):
        self.__x = []

    def may_close(self):
        pass

    def close(self):
        if self.may_close():
            del self.__x  # error: MGL001

    def get(self):
        return self.__x  # read


class HookProperty:
    """A property can be a hook, too."""

    def __init__(self):
        self.__x = []

    @property
    def is_open(self):
        raise NotImplementedError

    def close(self):
        if self.is_open:
            del self.__x  # error: MGL001

    def get(self):
        return self.__x  # read


class PrivateMethodRaises:
    """A private method cannot be overridden: nothing runs behind it."""

    def __init__(self):
        self.__x = []

    def __cleanup(self):
        raise NotImplementedError

    def close(self):
        self.__cleanup()
        del self.__x

    def get(self):
        return self.__x


class MethodRefuses:
    """What raises another error means it."""

    def __init__(self):
        self.__x = []

    def cleanup(self):
        raise TypeError("cannot be cleaned up")

    def close(self):
        self.cleanup()
        del self.__x

    def get(self):
        return self.__x


class HookReturnsSometimes:
    """A method that raises on one path only is its own: it returns as it says."""

    def __init__(self):
        self.__x = []

    def may_close(self, kind):
        if kind == "soft":
            return False
        raise NotImplementedError

    def close(self):
        if self.may_close("hard"):
            del self.__x

    def get(self):
        return self.__x


class Renewed:
    """A subclass in sight overrides what assigns the attribute again."""

    def __init__(self):
        self.__x = []

    def _renew(self):
        self.__x = []

    def close(self):
        del self.__x  # error: MGL001
        self._renew()

    def get(self):
        return self.__x  # read


class NotRenewed(Renewed):
    """Does not call the base's method."""

    def _renew(self):
        pass


class AlwaysRenewed:
    """The subclass calls the base's method."""

    def __init__(self):
        self.__x = []

    def _renew(self):
        self.__x = []

    def close(self):
        del self.__x
        self._renew()

    def get(self):
        return self.__x


class AlsoRenewed(AlwaysRenewed):
    """Calls the base's method."""

    def _renew(self):
        super()._renew()


class Gate:
    """A subclass deletes the attribute, and overrides its only reader."""

    def __init__(self):
        self.__x = object()

    def wait(self):
        return self.__x


class Open(Gate):
    """Has another `wait`."""

    def __init__(self):
        Gate.__init__(self)
        del self._Gate__x

    def wait(self):
        raise RuntimeError("is open")


class Lock:
    """A subclass deletes the attribute, and inherits its reader."""

    def __init__(self):
        self.__x = object()

    def wait(self):
        return self.__x  # read


class Free(Lock):
    """Has no other `wait`."""

    def __init__(self):
        Lock.__init__(self)
        del self._Lock__x  # error: MGL001


class Valve:
    """A subclass of a subclass overrides one reader and calls it by `super()`."""

    def __init__(self):
        self.__x = object()

    def wait(self):
        return self.__x  # read


class Bypass(Valve):
    """Overrides nothing."""


class Leak(Bypass):
    """Calls the base's `wait`."""

    def drop(self):
        del self._Valve__x  # error: MGL001

    def wait(self):
        return super().wait()


class Plain:
    """A static method of a subclass has no object of its own."""

    def __init__(self):
        self.__x = object()

    def wait(self):
        return self.__x  # read


class Static(Plain):
    """Deletes it from what it is given."""

    @staticmethod
    def drop():
        made = Static()
        del made._Plain__x  # error: MGL001
        return made
