"""The table of section 4 of the design, row by row and in its order."""

import contextlib
from functools import cached_property


# another method reads it bare: finding
class AnotherMethodReads:
    def __init__(self):
        self.__x = 1

    def close(self):
        del self.__x  # error: MGL001

    def get(self):
        return self.__x  # read


# readers test truth (`if self.__x`), which raises all the same: finding; fix complete
class ReadersTestTruth:
    def __init__(self):
        self.__encoder = None

    def finish(self):
        if self.__encoder:
            del self.__encoder  # error: MGL001 complete

    def on_feedback(self, bitrate):
        if self.__encoder:  # test
            self.__encoder.bitrate = bitrate


# the deleting method assigns it again on every path after the `del`: none
class AssignedAgainOnEveryPath:
    def __init__(self):
        self.__x = 1

    def reset(self):
        del self.__x
        self.__x = 2

    def get(self):
        return self.__x


# ... tuple assignment included: none
class AssignedAgainByATuple:
    def __init__(self):
        self.__a, self.__b = 1, 2

    def reset(self):
        del self.__a, self.__b
        self.__a, self.__b = 3, 4

    def get(self):
        return self.__a + self.__b


# ... and `finally` included: none
class AssignedAgainInFinally:
    def __init__(self):
        self.__x = 1

    def reset(self, work):
        try:
            del self.__x
            if work():
                return
            raise ValueError
        finally:
            self.__x = 2

    def get(self):
        return self.__x


# ... on some paths only: an explicit `return` can leave first: finding
class ReturnLeavesFirst:
    def __init__(self):
        self.__x = 1

    def reset(self, value):
        del self.__x  # error: MGL001
        if value is None:
            return
        self.__x = value

    def get(self):
        return self.__x  # read


# ... on some paths only: a `raise` can leave first: finding
class RaiseLeavesFirst:
    def __init__(self):
        self.__x = 1

    def reset(self, value):
        del self.__x  # error: MGL001
        if value is None:
            raise ValueError
        self.__x = value

    def get(self):
        return self.__x  # read


# ... on some paths only: a `break` can leave first: finding
class BreakLeavesFirst:
    def __init__(self):
        self.__x = 1

    def reset(self, values):
        for value in values:
            del self.__x  # error: MGL001
            if value is None:
                break
            self.__x = value

    def get(self):
        return self.__x  # read


# ... on some paths only: a branch: finding
class BranchDoesNotAssign:
    def __init__(self):
        self.__x = 1

    def reset(self, value):
        del self.__x  # error: MGL001
        if value is not None:
            self.__x = value

    def get(self):
        return self.__x  # read


# ... that a call in between might raise does not count: none
class ACallInBetween:
    def __init__(self):
        self.__x = 1

    def reset(self, make):
        del self.__x
        print("reset")
        self.__x = make()

    def get(self):
        return self.__x


# the deleting body itself reads it after the `del`: finding, that read is certain to raise
class ReadsItAfterwardsItself:
    def __init__(self):
        self.__x = 1

    def close(self):
        del self.__x  # error: MGL001 complete high
        print(self.__x)  # read


# ... on some path with no assignment between: finding
class ReadsItAfterwardsOnSomePath:
    def __init__(self):
        self.__x = 1

    def close(self, again):
        del self.__x  # error: MGL001 complete
        if again:
            self.__x = 2
        print(self.__x)  # read
        self.__x = None


# every reader assigns first, on every path, in that body: none
class ReadersAssignFirst:
    def open(self, name):
        self.__x = name
        return self.__x

    def reopen(self, name):
        if name:
            self.__x = name
        else:
            self.__x = "default"
        return self.__x

    def close(self):
        del self.__x


# ... or in the private method that it just called: none
class PrivateMethodAssignsFirst:
    def __make(self):
        self.__x = object()

    def get(self):
        self.__make()
        return self.__x

    def close(self):
        del self.__x


# the only reader is `__init__`/`__new__` after its own assignment: none
class OnlyInitReads:
    def __init__(self, name):
        self.__x = name
        print(self.__x)

    def close(self):
        del self.__x


# ... `__new__` after its own assignment: none
class OnlyNewReads:
    def __new__(cls, name):
        self = super().__new__(cls)
        self.__x = name
        print(self.__x)
        return self

    def close(self):
        del self.__x


# ... or a private helper called only from there: none
class OnlyAHelperOfInitReads:
    def __init__(self, name):
        self.__x = name
        self.__show()

    def __show(self):
        print(self.__x)

    def close(self):
        del self.__x


# every reader is an existence test: none
class OnlyExistenceTests:
    def __init__(self):
        self.__x = 1

    def is_open(self):
        return hasattr(self, "_OnlyExistenceTests__x")

    def get(self):
        return getattr(self, "_OnlyExistenceTests__x", None)

    def try_get(self):
        try:
            return self.__x
        except AttributeError:
            return None

    def shown(self):
        with contextlib.suppress(AttributeError):
            print(self.__x)

    def stored(self):
        return "_OnlyExistenceTests__x" in self.__dict__

    def listed(self):
        return "_OnlyExistenceTests__x" in vars(self)

    def close(self):
        del self.__x


# some readers are existence tests, one reads bare: finding; fix unsafe
class ExistenceTestsAndABareRead:
    def __init__(self):
        self.__x = 1

    def is_open(self):
        return hasattr(self, "_ExistenceTestsAndABareRead__x")

    def get(self):
        return self.__x  # read

    def close(self):
        del self.__x  # error: MGL001 unsafe


# `hasattr(self, "__x")`: the string is not mangled, so it is always False: no guard at all
class HasattrOnAnUnmangledString:
    def __init__(self):
        self.__x = 1

    def get(self):
        if not hasattr(self, "__x"):
            return self.__x  # read
        return None

    def close(self):
        del self.__x  # error: MGL001


# class-level value `__x = …`: the read falls back: none
class ClassLevelValue:
    __x = None

    def open(self):
        self.__x = 1

    def get(self):
        return self.__x

    def close(self):
        del self.__x


class Descriptor:
    """A descriptor for the next class; it deletes nothing."""

    def __get__(self, instance, owner):
        return 1

    def __delete__(self, instance):
        pass


# class-level descriptor: the read falls back: none
class ClassLevelDescriptor:
    __x = Descriptor()

    def get(self):
        return self.__x

    def close(self):
        del self.__x


# class-level property: the read falls back: none
class ClassLevelProperty:
    @property
    def __x(self):
        return 1

    @__x.deleter
    def __x(self):
        pass

    def get(self):
        return self.__x

    def close(self):
        del self.__x


# class-level `@cached_property`: the read computes it again: none
class ClassLevelCachedProperty:
    @cached_property
    def __x(self):
        return 1

    def get(self):
        return self.__x

    def forget(self):
        del self.__x


# class-level annotation `__x: T` without a value: no fallback, finding
class ClassLevelAnnotation:
    __x: int

    def __init__(self):
        self.__x = 1

    def get(self):
        return self.__x  # read

    def close(self):
        del self.__x  # error: MGL001


# `__slots__ = ("__x",)`: finding (a slot's descriptor raises)
class Slotted:
    __slots__ = ("__x",)

    def __init__(self):
        self.__x = 1

    def get(self):
        return self.__x  # read

    def close(self):
        del self.__x  # error: MGL001


# the class defines `__getattr__`: none
class DefinesGetattr:
    def __init__(self):
        self.__x = 1

    def __getattr__(self, name):
        return None

    def get(self):
        return self.__x

    def close(self):
        del self.__x


# the class defines `__getattribute__`: silence, unless all that it does is to ask the base
class DefinesGetattribute:
    def __init__(self):
        self.__x = 1

    def __getattribute__(self, name):
        return object.__getattribute__(self, name)

    def get(self):
        return self.__x  # read

    def close(self):
        del self.__x  # error: MGL001


# the only reader is a method that `__init__` puts an attribute of the same name in front of
class HiddenReader:
    def __init__(self, stream):
        self.__x = stream
        self.read = stream.read

    def read(self):
        return self.__x.read()

    def close(self):
        del self.__x


# the deletion is a property's deleter, and the only readers are its own getter and setter: none
class DeleterByPropertyCall:
    def __init__(self):
        self.__x = 1

    def get_x(self):
        return self.__x

    def set_x(self, value):
        if self.__x != value:
            self.__x = value

    def del_x(self):
        del self.__x

    x = property(get_x, set_x, del_x)


# ... by decorators alike: none
class DeleterByDecorator:
    def __init__(self):
        self.__x = 1

    @property
    def x(self):
        return self.__x

    @x.setter
    def x(self, value):
        if self.__x != value:
            self.__x = value

    @x.deleter
    def x(self):
        del self.__x


# the deleting path sets a state attribute that every exposed reader tests and leaves on: none
class StateTestedByEveryReader:
    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        if self.__closed:
            return
        self.__closed = True
        del self.__x

    def get(self):
        if self.__closed:
            raise RuntimeError
        return self.__x

    def send(self, data):
        if self.__closed:
            return
        self.__x.send(data)


# ... `self.done = 1`: none
class PublicStateTestedByEveryReader:
    def __init__(self):
        self.done = 0
        self.__x = 1

    def close(self):
        del self.__x
        self.done = 1

    def get(self):
        if self.done:
            return None
        return self.__x


# ... some readers skip the test: finding, at those readers
class SomeReadersSkipTheTest:
    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x  # error: MGL001

    def get(self):
        if self.__closed:
            raise RuntimeError
        return self.__x

    def peek(self):
        return self.__x  # read


# deletion in `__del__`, receiver is the dying object: none
class DyingObject:
    def __init__(self):
        self.__x = 1

    def __del__(self):
        del self.__x

    def get(self):
        return self.__x


# deletion in `__del__` of another object's attribute (`root.__dnd`): judged as any other
class AnotherObjectInDel:
    def __init__(self, root):
        self.root = root
        root.__dnd = self

    def __del__(self):
        root = self.root
        del root.__dnd  # error: MGL001

    def handler_of(self, root):
        return root.__dnd  # read


# another method deletes it as well, unguarded: listed with the reads
class TwoDeletionsAndARead:
    def __init__(self):
        self.__x = 1

    def close(self):
        del self.__x  # error: MGL001; delete: abort

    def abort(self):
        del self.__x  # error: MGL001; delete: close

    def get(self):
        return self.__x  # read


# ... and alone: a second `del` raises as a read does
class TwoDeletionsAlone:
    def __init__(self):
        self.__x = 1

    def close(self):
        del self.__x  # error: MGL001 complete; delete: abort

    def abort(self):
        del self.__x  # error: MGL001 complete; delete: close


# the deleting method, run once more, raises: none
class RunOnceMore:
    def __init__(self):
        self.__x = 1

    def close(self):
        print(self.__x)
        del self.__x


# ... after another method that is no teardown has run it: finding, medium
class RunByAnotherFirst:
    def __init__(self):
        self.__x = 1

    def send(self):
        self.close()

    def close(self):
        print(self.__x)  # read
        del self.__x  # error: MGL001 complete medium


# ... a method that is no teardown reads it and has a helper delete it, and nobody assigns it again
class HelperDeletes:
    def __init__(self):
        self.__x = 1

    def send(self):
        print(self.__x)  # read
        self.__drop()

    def __drop(self):
        del self.__x  # error: MGL001 complete medium


# every reader catches `AttributeError`, `Exception` or everything around the read: none
class EveryReaderCatches:
    def __init__(self):
        self.__x = 1

    def get(self):
        try:
            return self.__x
        except AttributeError:
            return None

    def send(self, data):
        try:
            self.__x.send(data)
        except Exception:
            print("lost")

    def show(self):
        try:
            print(self.__x)
        except:
            print("nothing")

    def close(self):
        del self.__x


# the reader is in a nested function of the deleting method itself: another body, finding
class ReaderInANestedFunction:
    def __init__(self):
        self.__x = 1

    def close(self, later):
        def report():
            print(self.__x)  # read

        later(report)
        del self.__x  # error: MGL001 complete


# ... or lambda: finding
class ReaderInALambda:
    def __init__(self):
        self.__x = 1

    def close(self, later):
        later(lambda: self.__x)  # read
        del self.__x  # error: MGL001


# `del self.__x[k]`, `self.__x[k] = v`, `self.__x.y = v`, `self.__x += v`: reads, not deletions
class StoresThatRead:
    def __init__(self):
        self.__x = {}

    def forget(self, key):
        del self.__x[key]  # read

    def put(self, key, value):
        self.__x[key] = value  # read

    def name(self, value):
        self.__x.name = value  # read

    def merge(self, other):
        self.__x |= other  # read

    def close(self):
        del self.__x  # error: MGL001


# `delattr(self, "_C__x")`: a deletion like any other
class ByDelattr:
    def __init__(self):
        self.__x = 1

    def get(self):
        return self.__x  # read

    def close(self):
        delattr(self, "_ByDelattr__x")  # error: MGL001


# `object.__delattr__(…)`: a deletion like any other
class ByObjectDelattr:
    def __init__(self):
        self.__x = 1

    def get(self):
        return self.__x  # read

    def close(self):
        object.__delattr__(self, "_ByObjectDelattr__x")  # error: MGL001


# `del self._C__x`: a deletion like any other
class BySpelledOutDel:
    def __init__(self):
        self.__x = 1

    def get(self):
        return self.__x  # read

    def close(self):
        del self._BySpelledOutDel__x  # error: MGL001


# `self.__dict__.pop("_C__x")`: a deletion like any other
class ByDictPop:
    def __init__(self):
        self.__x = 1

    def get(self):
        return self.__x  # read

    def close(self):
        self.__dict__.pop("_ByDictPop__x")  # error: MGL001


# `del vars(self)["_C__x"]`: a deletion like any other
class ByDelOfVars:
    def __init__(self):
        self.__x = 1

    def get(self):
        return self.__x  # read

    def close(self):
        del vars(self)["_ByDelOfVars__x"]  # error: MGL001


# reading `_C__x` spelled out, in this file's subclasses: a read like any other
class ReadByASubclass:
    def __init__(self):
        self.__x = 1

    def close(self):
        del self.__x  # error: MGL001


class Subclass(ReadByASubclass):
    def get(self):
        return self._ReadByASubclass__x  # read


# ... or elsewhere in the file: a read like any other
class ReadElsewhereInTheFile:
    def __init__(self):
        self.__x = 1

    def close(self):
        del self.__x  # error: MGL001


def elsewhere(thing: ReadElsewhereInTheFile):
    return thing._ReadElsewhereInTheFile__x  # read


# what the analysis cannot follow (a computed string in `delattr`) makes it say nothing
class ComputedString:
    def __init__(self):
        self.__x = 1

    def close(self, name):
        delattr(self, "_ComputedString" + name)

    def get(self):
        return self.__x


# ... `exec`: says nothing
class Exec:
    def __init__(self):
        self.__x = 1

    def close(self):
        exec("del self._Exec__x")

    def get(self):
        return self.__x


# every reader first reads another attribute, which is deleted with it: finding with a note
class HiddenByAnother:
    def __init__(self):
        self.__x = self.__y = 1

    def drop(self):
        del self.__x, self.__y  # error: MGL001 __x high; error: MGL001 __y high

    def get(self):
        return self.__x + self.__y  # read: __x; read: __y


# every reader is a private method or lambda that the deleting body hands out before
class ReaderHandedOutBefore:
    def drop(self, run, value):
        self.__x = value
        run(self.__work)
        del self.__x  # error: MGL001 medium

    def __work(self):
        return self.__x  # read
