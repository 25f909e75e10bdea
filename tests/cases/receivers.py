"""Receivers: the object before the dot need not be `self`."""


class AnyParameterName:
    """The first parameter is the object, whatever its name."""

    def __init__(this):
        this.__x = 1

    def close(me):
        del me.__x  # error: MGL001

    def get(obj):
        return obj.__x  # read


class Parameter:
    """Deleted from a parameter; methods that read it from theirs can be given the same object."""

    def attach(self, root):
        root.__dnd = self

    def detach(self, root):
        del root.__dnd  # error: MGL001

    def source(self, root):
        return root.__dnd  # read


class ParameterThenSelf:
    """An object of the same class is a parameter of one method and `self` of another."""

    def __init__(self):
        self.__x = 1

    def steal_from(self, other):
        del other.__x  # error: MGL001

    def get(self):
        return self.__x  # read


class Alias:
    """A local that stands for self."""

    def __init__(self):
        self.__x = 1

    def close(self):
        me = self
        del me.__x  # error: MGL001

    def get(self):
        return self.__x  # read


class AliasReads:
    """The reader uses an alias."""

    def __init__(self):
        self.__x = 1

    def close(self):
        del self.__x  # error: MGL001

    def get(self):
        that = self
        return that.__x  # read


class AliasAssignsAgain:
    """Deleted from self, assigned again through an alias."""

    def __init__(self):
        self.__x = 1

    def reset(self):
        me = self
        del self.__x
        me.__x = 2

    def get(self):
        return self.__x


class AttributeOfSelf:
    """The object is kept in an attribute of self."""

    def __init__(self, root):
        self._root = root
        self._root.__connection = object()

    def invalidate(self):
        del self._root.__connection  # error: MGL001

    def connection(self):
        return self._root.__connection  # read


class ClassReceiver:
    """Deleted from the class itself, nothing is behind it."""

    __instance = None

    @classmethod
    def get(cls):
        if cls.__instance is None:  # test
            cls.__instance = cls()
        return cls.__instance

    @classmethod
    def destroy(cls):
        del cls.__instance  # error: MGL001 complete


class ClassByName:
    """The class is called by its name."""

    __instance = None

    @staticmethod
    def get():
        return ClassByName.__instance  # read

    @staticmethod
    def destroy():
        del ClassByName.__instance  # error: MGL001


class ClassSetInMethod:
    """The class attribute is made by a classmethod, deleted by another."""

    @classmethod
    def setup(cls):
        cls.__shared = {}

    @classmethod
    def teardown(cls):
        del cls.__shared  # error: MGL001

    @classmethod
    def get(cls, key):
        return cls.__shared[key]  # read


class Widget:
    """A loop variable; reads of other objects in other methods may meet those."""

    def hide(self, widgets):
        for widget in widgets:
            del widget.__shown  # error: MGL001

    def show(self, widget):
        widget.__shown = True

    def is_shown(self, widget):
        return widget.__shown  # read


class EachWidgetOnce:
    """Each turn of the loop has another object, so no turn meets the deletion of the last."""

    def show(self, widgets):
        for widget in widgets:
            widget.__shown = True

    def hide(self, widgets):
        for widget in widgets:
            print(widget.__shown)
            del widget.__shown


class NewObject:
    """Deleted from an object just made, which is then given away."""

    def __init__(self):
        self.__x = 1

    def copy(self):
        twin = NewObject()
        del twin.__x  # error: MGL001
        return twin

    def get(self):
        return self.__x  # read


class StaticMethod:
    """A static method has no self; its parameter is an object like any other."""

    def __init__(self):
        self.__x = 1

    @staticmethod
    def close(thing):
        del thing.__x  # error: MGL001

    def get(self):
        return self.__x  # read


class NestedClassParameter:
    """The parameter of a nested class's method is mangled with the nested class's name."""

    def __init__(self):
        self.__x = 1

    def get(self):
        return self.__x

    class Closer:
        def close(self, outer):
            del outer.__x


class SelfIsRebound:
    """Behind `self = other` the name stands for another object, which still has it."""

    def __init__(self):
        self.__x = 1

    def close(self, other):
        del self.__x
        self = other
        print(self.__x)


class Copied:
    """The value was copied to a local before the deletion; locals are not deleted."""

    def __init__(self):
        self.__x = 1

    def take(self):
        x = self.__x
        del self.__x
        return x


class LocalDeleted:
    """`del x` deletes a local, not the attribute."""

    def __init__(self):
        self.__x = 1

    def take(self):
        x = self.__x
        del x

    def get(self):
        return self.__x


class NamesakeOfAMethod:
    """A method of the same name on another object is not known to be this class's."""

    def __init__(self, other):
        self.__s = other.make()
        self.__other = other

    def drop(self):
        self.__other.close()

    def close(self):
        del self.__s  # error: MGL001 medium

    def use(self):
        return self.__s  # read
