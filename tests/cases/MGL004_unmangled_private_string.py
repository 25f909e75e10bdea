"""Texts that spell a private name: where they should be mangled, and where they mean themselves."""

import operator
from operator import attrgetter, methodcaller
from unittest import mock
from unittest.mock import patch


class Board:
    """The list is made each time."""

    def items(self):
        if not hasattr(self, "__items"):  # error: MGL004 unsafe complete high
            self.__items = [1, 2]
        return self.__items


class Functions:
    """The four functions; the quotes stay."""

    def __init__(self):
        self.__size = 1

    def ask(self, other):
        getattr(self, '__size')  # error: MGL004 unsafe complete high
        getattr(self, "__size", None)  # error: MGL004 unsafe complete
        getattr(self, """__size""", other)  # error: MGL004 unsafe complete
        delattr(self, r"__size")  # error: MGL004 unsafe complete
        if getattr(self, u"__size", 0):  # error: MGL004 unsafe complete
            return [hasattr(self, "__size") for _ in other]  # error: MGL004 unsafe complete


class Setting:
    """What is set is another attribute than what is read."""

    def __init__(self, size):
        setattr(self, "__size", size)  # error: MGL004 unsafe complete high

    def size(self):
        return self.__size


class Frozen:
    """So do the methods of `object` and of the base."""

    def __init__(self, size):
        object.__setattr__(self, "__size", size)  # error: MGL004 unsafe complete

    def grow(self, size):
        super().__setattr__("__size", size)  # error: MGL004 unsafe complete
        self.__setattr__("__size", size)  # error: MGL004 unsafe complete
        super(Frozen, self).__setattr__("__size", size)  # what `super` is given is not followed

    def size(self):
        return self.__size


class Dictionary:
    """The object's dictionary has the mangled name."""

    def __init__(self):
        self.__size = 1

    def ask(self):
        if "__size" in self.__dict__:  # error: MGL004 unsafe complete
            return 1
        if "__size" not in vars(self):  # error: MGL004 unsafe complete
            return 2
        found = "__size" in dir(self) or "__size" in vars(self).keys()  # error: MGL004 __size unsafe complete; error: MGL004 __size unsafe complete
        return found, self.__dict__.get("__size")  # error: MGL004 unsafe complete

    def take(self):
        del self.__dict__["__size"]  # error: MGL004 unsafe complete
        self.__dict__.pop("__size")  # error: MGL004 unsafe complete
        return self.__dict__.pop("__size", None), vars(self)["__size"]  # error: MGL004 __size unsafe complete; error: MGL004 __size unsafe complete


class DictionarySetting:
    """The object's dictionary takes any name."""

    def __init__(self):
        self.__dict__["__size"] = 1  # error: MGL004 unsafe complete
        self.__dict__.setdefault("__size", 2)  # error: MGL004 unsafe complete

    def size(self):
        return self.__size


class Getters:
    """Functions that get an attribute."""

    def __init__(self):
        self.__size = 1

    def __area(self, factor):
        return self.__size * factor

    def ask(self):
        return (
            operator.attrgetter("__size")(self),  # error: MGL004 unsafe complete
            attrgetter("__size")(self),  # error: MGL004 unsafe complete
            methodcaller("__area", 2)(self),
            methodcaller("__area")(self),  # error: MGL004 unsafe complete
        )


class ByLocal:
    """A local holds the text: there is no literal to write the name into."""

    def __init__(self):
        self.__size = 1

    def ask(self):
        name = "__size"
        return getattr(self, name, None)  # error: MGL004 unfixable complete high


class MadeHere:
    """Objects that the class makes in the same function."""

    def __init__(self):
        self.__size = 1

    @classmethod
    def make(cls):
        made = cls()
        setattr(made, "__size", 2)  # error: MGL004 unsafe complete
        return made

    @classmethod
    def blank(cls):
        made = cls.__new__(cls)
        other = object.__new__(cls)
        made.__dict__["__size"] = 3  # error: MGL004 unsafe complete
        setattr(other, "__size", 3)  # error: MGL004 unsafe complete
        return made, other

    def copied(self):
        made = MadeHere()
        setattr(made, "__size", self.__size)  # error: MGL004 unsafe complete
        another = type(self)()
        setattr(another, "__size", self.__size)  # error: MGL004 unsafe complete
        third = self.__class__.__new__(self.__class__)
        setattr(third, "__size", self.__size)  # error: MGL004 unsafe complete

    def __new__(cls):
        made = super().__new__(cls)
        setattr(made, "__size", 4)  # error: MGL004 unsafe complete
        return made


class OfClass:
    """What the class has, and what only its objects have: there, nothing can be fixed."""

    __count = 0

    def __init__(self):
        self.__size = 1

    @classmethod
    def ask(cls):
        return hasattr(cls, "__count"), hasattr(cls, "__size")  # error: MGL004 __count unsafe complete; error: MGL004 __size unfixable complete

    def add(self):
        setattr(type(self), "__total", 1)
        return getattr(OfClass, "__count"), getattr(self.__class__, "__count")  # error: MGL004 __count unsafe complete; error: MGL004 __count unsafe complete


class Closures:
    """A nested function sees the object of the method."""

    def __init__(self):
        self.__size = 1

    def later(self):
        this = self

        def size():
            return getattr(self, "__size")  # error: MGL004 unsafe complete

        return size, lambda: getattr(this, "__size")  # error: MGL004 unsafe complete


class Expected:
    """Who waits for the error gets it each time."""

    def items(self):
        try:
            return getattr(self, "__items")  # error: MGL004 unsafe complete
        except AttributeError:
            self.__items = []
            return self.__items


class OnlyAccessed:
    """What the class reads is private there, even if nothing in sight assigns it."""

    def size(self):
        if hasattr(self, "__size"):  # error: MGL004 unsafe complete
            return self.__size


class Method:
    """Methods and properties have mangled names, too."""

    def __step(self):
        return 1

    @property
    def __size(self):
        return 1

    def run(self):
        return getattr(self, "__step")(), getattr(self, "__size")  # error: MGL004 __step unsafe complete; error: MGL004 __size unsafe complete


class _Hidden:
    """The mangled name has no underscores of the class's name."""

    def __init__(self):
        self.__size = 1

    def ask(self):
        return hasattr(self, "__size")  # error: MGL004 unsafe complete


class Unseen(mock.NonCallableMock):
    """A base that is not in sight."""

    def __init__(self):
        self.__size = 1

    def ask(self):
        return hasattr(self, "__size")  # error: MGL004 unsafe complete medium


class Meta(type):
    """It adds attributes to the class."""


class Made(metaclass=Meta):
    """The metaclass would hardly add what just this text spells."""

    def ask(self):
        if not hasattr(self, "__asked"):  # error: MGL004 unsafe complete medium
            self.__asked = True


class MadeAndAnswering(metaclass=Meta):
    """`__getattr__` counts all the same."""

    def __getattr__(self, name):
        return 1

    def ask(self):
        self.__size = 1
        return hasattr(self, "__size")


class Base:
    """Only the base has it."""

    def __init__(self):
        self.__size = 1


class Child(Base):
    """It means the base's attribute, whose mangled name it has to spell."""

    def ask(self):
        return getattr(self, "__size", 0)  # error: MGL004 unsafe complete medium


class GrandChild(Child):
    """A base's base."""

    def ask(self):
        return hasattr(self, "__size")  # error: MGL004 unsafe complete medium


class Patched:
    """Tests that replace what is not there."""

    __limit = 10

    def __init__(self):
        self.__size = 1

    def __step(self):
        return 1

    def patched(self):
        with patch.object(self, "__step"):  # error: MGL004 unsafe complete
            return self.__step()


def test_patch():  # belongs to Patched: it spells no mangled name
    """Patches outside of the class."""
    with mock.patch.object(Patched, "__step"):  # error: MGL004 unsafe complete
        pass
    with patch.object(Patched, "__limit", 3):  # error: MGL004 unsafe complete
        pass
    with patch.object(Patched, "__size", 3):  # error: MGL004 unfixable complete
        pass


class TestPatched:
    """Patches in the methods of another class."""

    @patch.object(Patched, "__step")  # error: MGL004 unsafe complete
    def test_step(self, step):
        patch.object(Patched, "__step").start()  # error: MGL004 unsafe complete


class HarmlessPatches:
    """Other attributes, other objects, and what is created."""

    def test(self, other):
        patch.object(Patched, "__missing")
        patch.object(other, "__step")
        patch.object(Patched, "__step", create=True)
        patch.object(Patched, "_Patched__step")
        patch.object(Patched, "__init__")
        mock.sentinel.object(Patched, "__step")
        hasattr(Patched, "__step")  # a test may well ask for what is not there


class ItsOwn:
    """Set and read by the same text: an attribute of its own."""

    def __init__(self):
        self.__size = 1
        setattr(self, "__size", 2)

    def size(self):
        return getattr(self, "__size"), hasattr(self, "__size"), self.__size


class ItsOwnInDictionary:
    """The same, in the dictionary."""

    def __init__(self):
        self.__size = 1
        self.__dict__["__size"] = 2

    def size(self):
        return getattr(self, "__size"), self.__size


class OwnBase:
    """The base sets it by the text."""

    def __init__(self):
        self.__own = 1
        setattr(self, "__own", self.__own)

    def size(self):
        return vars(self)["__own"]


class OwnChild(OwnBase):
    """And the subclass reads it by the text."""

    def ask(self):
        self.__own = 2
        return getattr(self, "__own")


class SetForSubclass:
    """The base sets it, and only the subclass reads it."""

    def __init__(self):
        setattr(self, "__shared", 1)
        self.__shared = 2


class ReadsOfBase(SetForSubclass):
    """The subclass reads by that text."""

    def ask(self):
        return getattr(self, "__shared")


class SetOutside:
    """Code outside of classes is not mangled."""

    def __init__(self):
        self.__outside = 1

    def ask(self):
        return hasattr(self, "__outside")


def set_outside(made):
    """It sets an attribute of the very name."""
    made.__outside = 2


class ReadOutside:
    """What is set by the text is read outside of the class."""

    def __init__(self):
        self.__inside = 1
        setattr(self, "__inside", 2)


def read_outside(made):
    """It reads an attribute of the very name."""
    return made.__inside


class ReadComputed:
    """What is set may be read by a name that is computed."""

    def __init__(self):
        self.__size = 1
        setattr(self, "__size", 2)

    def ask(self, name):
        return getattr(self, "__" + name)


class NothingPrivate:
    """The class has no such private attribute."""

    def ask(self):
        return hasattr(self, "__size")


class OtherName:
    """The class has another private attribute."""

    def __init__(self):
        self.__length = 1

    def ask(self):
        return hasattr(self, "__size")


class OtherObjects:
    """Objects that are not of the class, or may not be."""

    def __init__(self):
        self.__size = 1
        self.peer = None

    def ask(self, other, kind):
        made = kind()
        reused = OtherObjects()
        reused = other
        return (
            hasattr(other, "__size"),
            hasattr(made, "__size"),
            hasattr(reused, "__size"),
            hasattr(self.peer, "__size"),
            hasattr(type(other), "__size"),
            hasattr(other.__class__, "__size"),
            "__size" in other.__dict__,
            [hasattr(self, "__size") for self in other],
        )

    @staticmethod
    def of(self):
        return hasattr(self, "__size")


class Lookalikes:
    """Texts that reach no attribute of the object."""

    __slots__ = ("__size", "options")

    def __init__(self):
        self.__size = 1
        self.options = {"__size": 1}

    def ask(self, name):
        self.options["__size"] = 2
        print("__size", self.options.get("__size"), "__size" in self.options)
        globals()["__size"] = "__size" in globals()
        attrgetter("__size")
        return self.options.pop("__size", None), name == "__size"


class OtherTexts:
    """Mangled names, names with two trailing underscores, and what is no name."""

    def __init__(self):
        self.__size = 1

    def ask(self, name):
        return (
            hasattr(self, "_OtherTexts__size"),
            hasattr(self, "__size__"),
            hasattr(self, "_size"),
            hasattr(self, "__size.real"),
            hasattr(self, "__" + name),
            hasattr(self, f"__{name}"),
            hasattr(self, "__" "size"),  # a concatenation is not looked at
            hasattr(self, "\x5f_size"),  # nor is a text with escapes
            hasattr(self, b"__size"),
        )


class Answering:
    """`__getattr__` may answer."""

    def __init__(self):
        self.__size = 1

    def __getattr__(self, name):
        return getattr(self, f"_Answering{name}")

    def ask(self):
        return getattr(self, "__size")


class AnsweringChild(Answering):
    """The base's `__getattr__` may answer."""

    def ask(self):
        self.__length = 1
        return getattr(self, "__length")


class Filled:
    """The dictionary may have any name."""

    def __init__(self, state):
        self.__size = 1
        self.__dict__.update(state)

    def ask(self):
        return getattr(self, "__size")


class ComputedSet:
    """Attributes are set by names that are not in sight."""

    def __init__(self, **options):
        self.__size = 1
        for name, value in options.items():
            setattr(self, name, value)

    def ask(self):
        return getattr(self, "__size", None)


class _:
    """A class that is named by underscores alone mangles nothing."""

    def ask(self):
        self.__size = 1
        return hasattr(self, "__size")


class Inner:
    """The innermost class counts."""

    def __init__(self):
        self.__size = 1

    class Inside:
        def ask(self):
            return hasattr(self, "__size")
