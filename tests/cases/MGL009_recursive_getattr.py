"""`__getattr__` that asks its own object, and those that look at the name or know the object.

tests/rules/test_recursion.py runs these classes: whatever is reported has to recurse.
"""

import contextlib
import functools
from collections import UserDict

FIELDS = ("a", "b")


class Plain:
    """It asks for what only `__init__` assigns."""

    def __init__(self):
        self.__x = []

    def __getattr__(self, name):
        return getattr(self.__x, name)  # error: MGL009 unfixable complete high


class Twice:
    """One finding for each attribute, at the first read of it."""

    def __init__(self):
        self.__x = []
        self.__y = {}

    def __getattr__(self, name):
        first = self.__x  # error: MGL009 unfixable complete
        second = self.__x, self.__y  # error: MGL009 unfixable complete; read: __x
        return first, second


class ByHelper:
    """What it calls asks."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return self._find(name)

    def _find(self, key):
        return self.__x[key]  # error: MGL009 unfixable complete


class ByHelpersHelper:
    """What that calls asks."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return self.__find(name)

    def __find(self, key):
        return self.__get(key)

    def __get(self, key):
        return self.__x[key]  # error: MGL009 unfixable complete


class ByProperty:
    """A property asks."""

    def __init__(self):
        self.__x = {}

    @property
    def items(self):
        return self.__x  # error: MGL009 unfixable complete

    def __getattr__(self, name):
        return self.items[name]


class ByNested:
    """A function inside asks, and is called."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        def find():
            return self.__x[name]  # error: MGL009 unfixable complete

        return find()


class BySpelledName:
    """The name may be spelled out."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return self._BySpelledName__x[name]  # error: MGL009 unfixable complete


class ByText:
    """`getattr` calls `__getattr__` as well."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return getattr(self, "_ByText__x")[name]  # error: MGL009 unfixable complete


class ByTextWithDefault:
    """The default is for an AttributeError, not for a RecursionError."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return getattr(self, "_ByTextWithDefault__x", {})[name]  # error: MGL009 unfixable complete


class ByHasattr:
    """`hasattr` asks, too."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        if hasattr(self, "_ByHasattr__x"):  # error: MGL009 unfixable complete
            return self.__x[name]  # read
        raise AttributeError(name)


class AsksFirst:
    """The test of the name asks for the attribute itself."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        if name in self.__x:  # error: MGL009 unfixable complete
            return self.__x[name]
        raise AttributeError(name)


class TestsSomethingElse:
    """A test that does not look at the name."""

    def __init__(self):
        self.ready = True
        self.__x = {}

    def __getattr__(self, name):
        if FIELDS:
            return self.__x[name]  # error: MGL009 unfixable complete
        raise AttributeError(name)


class TestsOnOnePath:
    """One path does not look at the name."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        if FIELDS:
            return self.__x[name]  # error: MGL009 unfixable complete
        if name in FIELDS:
            return self.__x[name]
        raise AttributeError(name)


class TestsAfterwards:
    """It looks at the name too late."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        found = self.__x.get(name)  # error: MGL009 unfixable complete
        if name.startswith("_"):
            raise AttributeError(name)
        return found


class CatchesKeyError:
    """The clause does not catch a RecursionError."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        try:
            return self.__x[name]  # error: MGL009 unfixable complete
        except KeyError:
            raise AttributeError(name) from None


class CatchesAttributeError:
    """Nor does this one: there is no AttributeError."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        try:
            return self.__x[name]  # error: MGL009 unfixable complete
        except (AttributeError, KeyError):
            raise AttributeError(name) from None


class LooksUpInTry:
    """The KeyError is caught, and it goes on."""

    table = {"a": 1}

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        try:
            return self.table[name]
        except KeyError:
            pass
        return self.__x[name]  # error: MGL009 unfixable complete


class CleansUp:
    """A `finally` catches nothing."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        try:
            return self.__x[name]  # error: MGL009 unfixable complete
        finally:
            print(name)


class Falls(Plain):
    """After what the base answers it goes on."""

    def __init__(self):
        self.__y = {}

    def __getattr__(self, name):
        try:
            return object.__getattribute__(self, name)
        except AttributeError:
            return self.__y[name]  # error: MGL009 unfixable complete


class AssignedByInitsHelper:
    """What `__init__` calls assigns it."""

    def __init__(self):
        self.reset()

    def reset(self):
        self.__x = {}

    def __getattr__(self, name):
        return self.__x[name]  # error: MGL009 unfixable complete


class AssignedElsewhereToo:
    """Another method assigns it as well, but nobody calls that for a copy."""

    def __init__(self):
        self.__x = {}

    def reset(self):
        self.__x = {}

    def __getattr__(self, name):
        return self.__x[name]  # error: MGL009 unfixable complete


class AssignedByText:
    """`__setattr__` of its own: it is assigned by its name as a text."""

    def __init__(self):
        object.__setattr__(self, "_AssignedByText__x", {})

    def __getattr__(self, name):
        return self.__x[name]  # error: MGL009 unfixable complete

    def __setattr__(self, name, value):
        self.__x[name] = value


class AssignedInDict:
    """It is put into `__dict__`."""

    def __init__(self):
        self.__dict__["_AssignedInDict__x"] = {}

    def __getattr__(self, name):
        return self.__x[name]  # error: MGL009 unfixable complete


class Annotated:
    """An annotation is no value."""

    __x: dict

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return self.__x[name]  # error: MGL009 unfixable complete


class Slotted:
    """An empty slot is as good as nothing."""

    __slots__ = ("__x",)

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return self.__x[name]  # error: MGL009 unfixable complete


class Added:
    """An augmented assignment reads first."""

    def __init__(self):
        self.__count = 0

    def __getattr__(self, name):
        self.__count += 1  # error: MGL009 unfixable complete
        raise AttributeError(name)


class Listed:
    """A comprehension runs at once."""

    def __init__(self):
        self.__parts = []

    def __getattr__(self, name):
        return [getattr(part, name) for part in self.__parts]  # error: MGL009 unfixable complete


class OfDict(dict):
    """A built-in base that copies as `object` does."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return self.__x[name]  # error: MGL009 unfixable complete


class OfLibrary(UserDict):
    """A base that is not in sight may know how to copy."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return self.__x[name]  # error: MGL009 unfixable complete


# --- they look at the name ------------------------------------------------------------------------


class LooksAtStart:
    """It refuses private names."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self.__x[name]


class LooksForOne:
    """It answers for one name only."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        if name == "items":
            return self.__x
        raise AttributeError(name)


class LooksInTuple:
    """It answers for some names."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        if name not in FIELDS:
            raise AttributeError(name)
        return self.__x[name]


class LooksInLiteral:
    """It answers for names that are written out."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return self.__x[name] if name in ("a", "b") else None


class LooksShortly:
    """`and` looks first."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        if name[:1] != "_" and name in self.__x:
            return self.__x[name]
        raise AttributeError(name)


class LooksInTurn:
    """`elif` after a test."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        if name == "a":
            return 1
        elif name == "b":
            return self.__x
        raise AttributeError(name)


class LooksByMatch:
    """`match` looks at it."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        match name:
            case "a" | "b":
                return self.__x[name]
        raise AttributeError(name)


class LooksAtPart:
    """It looks at a part of the name."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        start = name[:4]
        if start == "get_":
            return self.__x[name[4:]]
        raise AttributeError(name)


class LooksUnderOtherName:
    """The name has another name."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, attr):
        key = attr
        if key in FIELDS:
            return self.__x[key]
        raise AttributeError(attr)


class LooksInHelper:
    """The helper looks at it."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return self.__find(name)

    def __find(self, key):
        if key.startswith("_"):
            raise AttributeError(key)
        return self.__x[key]


class LooksByHelper:
    """A helper looks before the read."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        self.__check(name)
        return self.__x[name]

    def __check(self, key):
        if key.startswith("_"):
            raise AttributeError(key)


class LooksByAnswer:
    """A helper tells whether the name is one of them."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        if not self.__knows(name):
            raise AttributeError(name)
        return self.__x[name]

    @staticmethod
    def __knows(key):
        return key in FIELDS


class LooksUp:
    """What is looked up by the name is not there for a private one."""

    target = None

    def __init__(self):
        self.__seen = set()

    def __getattr__(self, name):
        value = getattr(self.target, name)
        self.__seen.add(name)
        return value


class LooksUpInTable:
    """A KeyError comes first."""

    table = {"a": 1}

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        key = self.table[name]
        return self.__x[key]


class LooksUpBeforeCall:
    """The KeyError comes before the call."""

    table = {"a": 1}

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        key = self.table[name]
        return self.__find(key)

    def __find(self, key):
        return self.__x[key]


class Asserts:
    """An assertion looks."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        assert not name.startswith("_"), name
        return self.__x[name]


# --- they do not ask, or know that it is there ----------------------------------------------------


class ClassValue:
    """The class has a value."""

    __x = None

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return getattr(self.__x, name)


class ClassValueBelow:
    """The class gets a value later."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return getattr(self.__x, name)


ClassValueBelow._ClassValueBelow__x = None


class OwnMethod:
    """Methods are in the class."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return self.__step

    def __step(self):
        return self.__x


class Bound:
    """The method that asks is only handed on."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return functools.partial(self.__call, name)

    def __call(self, name):
        return self.__x[name]


class InLambda:
    """The lambda is called later."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return lambda: self.__x[name]


class InFunction:
    """The function is called later."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        def call(*args):
            return self.__x[name](*args)

        return call


class InGenerator:
    """A generator runs later."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return self.__all(name)

    def __all(self, name):
        yield self.__x[name]


class FromDict:
    """`__dict__` does not ask."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return self.__dict__["_FromDict__x"][name]


class FromDictOrNone:
    """`__dict__` does not ask."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return self.__dict__.get("_FromDictOrNone__x", name)


class FromObject:
    """`object.__getattribute__` does not come back."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return object.__getattribute__(self, "_FromObject__x")[name]


class FromSuper:
    """`super().__getattribute__` does not come back, either."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return super().__getattribute__("_FromSuper__x")[name]


class LooksWhetherItIsThere:
    """It looks into `__dict__` first."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        if "_LooksWhetherItIsThere__x" not in self.__dict__:
            raise AttributeError(name)
        return self.__x[name]


class LooksWhetherReady:
    """It looks into `__dict__` for something else."""

    def __init__(self):
        self.__x = {}
        self.ready = True

    def __getattr__(self, name):
        if "ready" not in vars(self):
            raise AttributeError(name)
        return self.__x[name]


class Catches:
    """The RecursionError is caught."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        try:
            return self.__x[name]
        except RecursionError:
            raise AttributeError(name) from None


class CatchesAll:
    """Any exception is caught."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        try:
            return self.__find(name)
        except Exception:
            raise AttributeError(name) from None

    def __find(self, name):
        return self.__x[name]


class CatchesBare:
    """Any exception is caught."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        try:
            return self.__x[name]
        except:
            return None


class Suppresses:
    """Any exception is suppressed."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        with contextlib.suppress(Exception):
            return self.__x[name]
        return None


class AssignsFirst:
    """It assigns before it reads."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        self.__x = {}
        return self.__x[name]


class MadeByNew:
    """`__new__` assigns it."""

    def __new__(cls):
        made = super().__new__(cls)
        made.__x = {}
        return made

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return self.__x[name]


class One:
    """`__new__` hands out the one that there is."""

    __only = None

    def __new__(cls):
        if cls.__only is None:
            cls.__only = super().__new__(cls)
            cls.__only.fill()
        return cls.__only

    def __init__(self):
        self.fill()

    def fill(self):
        self.__x = {"a": 1}

    def __getattr__(self, name):
        try:
            return self.__x[name]
        except KeyError:
            raise AttributeError(name) from None


class MadeByFactory:
    """A factory makes complete objects without `__init__`."""

    def __init__(self):
        self.__x = {}

    @classmethod
    def make(cls):
        made = cls.__new__(cls)
        made.__x = {}
        return made

    def __getattr__(self, name):
        return self.__x[name]


class OwnState:
    """It says how it is pickled."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return self.__x[name]

    def __getstate__(self):
        return self.__x

    def __setstate__(self, state):
        self.__x = state


class OwnReduce:
    """It says how it is pickled."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return self.__x[name]

    def __reduce__(self):
        return OwnReduce, ()


class OwnCopy:
    """It says how it is copied."""

    def __init__(self):
        self.__x = {}

    def __getattr__(self, name):
        return self.__x[name]

    def __copy__(self):
        return OwnCopy()

    __deepcopy__ = __copy__


class OfOwnState(OwnState):
    """The base says how it is pickled."""

    def __init__(self):
        super().__init__()
        self.__y = {}

    def __getattr__(self, name):
        return self.__y[name]


class Answering:
    """`__getattribute__` answers."""

    def __init__(self):
        self.__x = {}

    def __getattribute__(self, name):
        return {}

    def __getattr__(self, name):
        return self.__x[name]


class Error(Exception):
    """Exceptions are copied by calling their class."""

    def __init__(self):
        super().__init__()
        self.__x = {}

    def __getattr__(self, name):
        return self.__x[name]


class Meta(type):
    """Classes are not copied."""

    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        cls.__x = {}

    def __getattr__(cls, name):
        return cls.__x[name]


class OfAnother:
    """It asks another object."""

    def __init__(self, other=None):
        self.__x = {}
        self.other = other

    def __getattr__(self, name):
        return FIELDS.__x[name]


class OfAnotherClass:
    """Only `__getattr__` itself is asked again."""

    def __init__(self):
        self.__x = {}

    def __getattribute(self, name):
        return self.__x[name]

    def __getitem__(self, name):
        return self.__x[name]


def shielded(answer):
    """A decorator that looks at the name."""

    @functools.wraps(answer)
    def shield(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return answer(self, name)

    return shield


class Shielded:
    """What a decorator makes of `__getattr__` is not known."""

    def __init__(self):
        self.__x = {}

    @shielded
    def __getattr__(self, name):
        return self.__x[name]
