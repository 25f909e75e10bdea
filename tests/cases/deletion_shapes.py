"""The ways to write a deletion."""

import contextlib


class SeveralTargets:
    """One `del`, several private names: each is judged by itself."""

    def __init__(self):
        self.__a = self.__b = self.__c = 1

    def close(self):
        del self.__a, self.__b, self.__c  # error: MGL001 __a; error: MGL001 __c

    def get(self):
        return self.__a, self.__c  # read: __a; read: __c


class PrivateAndPublic:
    """Private and public names mixed."""

    def __init__(self):
        self.__a = self.b = 1

    def close(self):
        del self.b, self.__a  # error: MGL001

    def get(self):
        return self.__a + self.b  # read


class Parenthesised:
    """Targets in parentheses."""

    def __init__(self):
        self.__a = self.__b = 1

    def close(self):
        del (self.__a, self.__b)  # error: MGL001 __a; error: MGL001 __b

    def get(self):
        return self.__a  # read

    def other(self):
        return self.__b  # read


class SingleParenthesised:
    """One target in parentheses."""

    def __init__(self):
        self.__a = 1

    def close(self):
        del (self.__a)  # error: MGL001

    def get(self):
        return self.__a  # read


class List:
    """Targets in brackets."""

    def __init__(self):
        self.__a = 1

    def close(self):
        del [self.__a]  # error: MGL001

    def get(self):
        return self.__a  # read


class MultiLine:
    """Targets on lines of their own."""

    def __init__(self):
        self.__a = self.__b = 1

    def close(self):
        del (
            self.__a,  # error: MGL001
            self.__b,  # error: MGL001
        )

    def get(self):
        return self.__a  # read

    def other(self):
        return self.__b  # read


class Backslash:
    """A `del` continued by a backslash."""

    def __init__(self):
        self.__a = self.__b = 1

    def close(self):
        del self.__a, \
            self.__b  # error: MGL001

    def other(self):
        return self.__b  # read


class AfterASemicolon:
    """Behind another statement on the same line."""

    def __init__(self):
        self.__a = 1

    def close(self):
        print("closing"); del self.__a  # error: MGL001

    def get(self):
        return self.__a  # read


class BeforeASemicolon:
    """Another statement behind it assigns again."""

    def __init__(self):
        self.__a = 1

    def close(self):
        del self.__a; self.__a = 2

    def get(self):
        return self.__a


class OneLineIf:
    """On one line with its `if`."""

    def __init__(self):
        self.__a = 1

    def close(self, really):
        if really: del self.__a  # error: MGL001

    def get(self):
        return self.__a  # read


class OneLineDef:
    """On one line with its `def`."""

    def __init__(self): self.__a = 1
    def close(self): del self.__a  # error: MGL001
    def get(self): return self.__a  # read


class BehindATruthTest:
    """The test before the deletion is a read of its own body, not a guard for the others."""

    def __init__(self):
        self.__a = None

    def close(self):
        if self.__a is not None:
            self.__a.close()
            del self.__a  # error: MGL001 complete medium

    def get(self):
        return self.__a or 0  # test


class DeletedTwice:
    """The second `del` of the same run raises; once the first is fixed, it is one itself."""

    def __init__(self):
        self.__a = 1

    def close(self):
        del self.__a  # error: MGL001
        del self.__a  # error: MGL001; delete: close.__a#1

    def get(self):
        return self.__a  # read


class TwoBranches:
    """Two deletions, each on a path of its own."""

    def __init__(self):
        self.__a = 1

    def close(self, quietly):
        if quietly:
            del self.__a  # error: MGL001
        else:
            print("closing")
            del self.__a  # error: MGL001

    def get(self):
        return self.__a  # read


class DictDel:
    """`del self.__dict__["_C__x"]`."""

    def __init__(self):
        self.__a = 1

    def close(self):
        del self.__dict__["_DictDel__a"]  # error: MGL001

    def get(self):
        return self.__a  # read


class DictPopWithDefault:
    """With a default `pop` does not mind that it is gone."""

    def __init__(self):
        self.__a = 1

    def close(self):
        self.__dict__.pop("_DictPopWithDefault__a", None)  # error: MGL001

    def get(self):
        return self.__a  # read


class PopKeptValue:
    """The popped value is used; the attribute is gone all the same, and no edit is possible."""

    def __init__(self):
        self.__a = 1

    def take(self):
        return vars(self).pop("_PopKeptValue__a")  # error: MGL001 unfixable

    def get(self):
        return self.__a  # read


class UnmangledDelattr:
    """`delattr(self, "__x")` deletes an attribute of just that name."""

    def __init__(self):
        self.__a = 1

    def close(self):
        delattr(self, "__a")

    def get(self):
        return self.__a


class DelattrOfAnotherClass:
    """The string belongs to another class."""

    def __init__(self):
        self.__a = 1

    def close(self):
        delattr(self, "_Another__a")

    def get(self):
        return self.__a


class DunderDelattr:
    """`self.__delattr__` and `super().__delattr__`."""

    def __init__(self):
        self.__a = 1

    def close(self):
        self.__delattr__("_DunderDelattr__a")  # error: MGL001; delete: finish

    def finish(self):
        super().__delattr__("_DunderDelattr__a")  # error: MGL001 unfixable; delete: close

    def get(self):
        return self.__a  # read


class ClearedDict:
    """`self.__dict__.clear()` deletes everything, which is no deletion of this name."""

    def __init__(self):
        self.__a = 1

    def close(self):
        self.__dict__.clear()

    def get(self):
        return self.__a


class ElementDeleted:
    """`del self.__x[k]` deletes an element."""

    def __init__(self):
        self.__a = {}

    def forget(self, key):
        del self.__a[key]

    def get(self):
        return self.__a


class AttributeOfIt:
    """`del self.__x.y` deletes an attribute of the value."""

    def __init__(self, a):
        self.__a = a

    def forget(self):
        del self.__a.y

    def get(self):
        return self.__a


class InAWith:
    """Under a lock."""

    def __init__(self, lock):
        self.lock = lock
        self.__a = 1

    def close(self):
        with self.lock, contextlib.suppress(KeyError):
            del self.__a  # error: MGL001

    def get(self):
        return self.__a  # read


class InAMatch:
    """In one of the cases."""

    def __init__(self):
        self.__a = 1

    def handle(self, message):
        match message:
            case "close":
                del self.__a  # error: MGL001 high
            case "get":
                return self.__a
        return None

    def get(self):
        return self.__a  # read
