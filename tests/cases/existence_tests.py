"""Existence tests: code that behaves differently when the attribute is missing."""

import contextlib


class BareExpression:
    """A bare `self.__x` in `try`: presence is the state."""

    def __init__(self, root):
        try:
            root.__dnd
            return
        except AttributeError:
            root.__dnd = self
        self.root = root

    def finish(self):
        root = self.root
        try:
            del root.__dnd
        except AttributeError:
            pass


class HasattrProves:
    """Behind `hasattr` the attribute is there."""

    def __init__(self):
        self.__x = 1

    def get(self):
        if hasattr(self, "_HasattrProves__x"):
            return self.__x
        return None

    def close(self):
        del self.__x


class HasattrAnd:
    """`and` evaluates its right side only if the attribute is there."""

    def __init__(self):
        self.__x = 1

    def get(self):
        return hasattr(self, "_HasattrAnd__x") and self.__x

    def close(self):
        del self.__x


class HasattrOr:
    """`or` evaluates its right side just when the attribute is missing."""

    def __init__(self):
        self.__x = 1

    def get(self):
        return hasattr(self, "_HasattrOr__x") or self.__x  # read

    def close(self):
        del self.__x  # error: MGL001 unsafe complete


class NotHasattr:
    """The early return leaves only objects that have it."""

    def __init__(self):
        self.__x = 1

    def get(self):
        if not hasattr(self, "_NotHasattr__x"):
            return None
        return self.__x

    def close(self):
        del self.__x


class WrongWayRound:
    """The read stands where `hasattr` was false."""

    def __init__(self):
        self.__x = 1

    def get(self):
        if hasattr(self, "_WrongWayRound__x"):
            return None
        return self.__x  # read

    def close(self):
        del self.__x  # error: MGL001 unsafe complete


class HasattrOfAnotherName:
    """The test asks for another attribute."""

    def __init__(self):
        self.__x = 1
        self.__y = 2

    def get(self):
        if hasattr(self, "_HasattrOfAnotherName__y"):
            return self.__x  # read
        return None

    def close(self):
        del self.__x  # error: MGL001


class HasattrOfAnotherObject:
    """The test asks another object."""

    def __init__(self):
        self.__x = 1

    def get(self, other):
        if hasattr(other, "_HasattrOfAnotherObject__x"):
            return self.__x  # read
        return None

    def close(self):
        del self.__x  # error: MGL001 unsafe


class HasattrInALocal:
    """The answer is kept in a local."""

    def __init__(self):
        self.__x = 1

    def get(self):
        there = hasattr(self, "_HasattrInALocal__x")
        if there:
            return self.__x
        return None

    def close(self):
        del self.__x


class HasattrInAConditionalExpression:
    """A conditional expression is a test like any other."""

    def __init__(self):
        self.__x = 1

    def get(self):
        return self.__x if hasattr(self, "_HasattrInAConditionalExpression__x") else None

    def close(self):
        del self.__x


class UnmangledHasattr:
    """`"__x"` is not mangled: the answer is always False, so the read is never protected."""

    def __init__(self):
        self.__x = 1

    def get(self):
        if hasattr(self, "__x"):
            return None
        return self.__x  # read

    def close(self):
        del self.__x  # error: MGL001


class ReadBehindAnUnmangledHasattr:
    """The text is not mangled: no guard at all."""

    def __init__(self):
        self.__x = 1

    def get(self):
        if hasattr(self, "__x"):
            return self.__x  # read
        return None

    def close(self):
        del self.__x  # error: MGL001


class DeletionBehindAnUnmangledHasattr:
    """Always False: the deletion is dead code."""

    def __init__(self):
        self.__x = 1

    def get(self):
        return self.__x

    def close(self):
        if hasattr(self, "__x"):
            del self.__x


class GetattrWithDefault:
    """With a default nothing raises; None changes the answer only if the default is another."""

    def __init__(self):
        self.__x = 1

    def get(self):
        return getattr(self, "_GetattrWithDefault__x", 0)

    def show(self):
        print(self.__x)  # read

    def close(self):
        del self.__x  # error: MGL001 unsafe complete


class GetattrWithNone:
    """The default is None, so assigning None changes no answer: the fix is safe."""

    def __init__(self):
        self.__x = 1

    def get(self):
        return getattr(self, "_GetattrWithNone__x", None)

    def show(self):
        print(self.__x)  # read

    def close(self):
        del self.__x  # error: MGL001 complete


class GetattrWithoutDefault:
    """Without a default `getattr` is a read."""

    def __init__(self):
        self.__x = 1

    def get(self):
        return getattr(self, "_GetattrWithoutDefault__x")  # read

    def close(self):
        del self.__x  # error: MGL001


class DictGet:
    """`self.__dict__.get` never raises for a missing key."""

    def __init__(self):
        self.__x = 1

    def get(self):
        return self.__dict__.get("_DictGet__x")

    def close(self):
        del self.__x


class InDict:
    """`in self.__dict__` proves it for the read behind it."""

    def __init__(self):
        self.__x = 1

    def get(self):
        if "_InDict__x" in self.__dict__:
            return self.__x
        return None

    def close(self):
        del self.__x


class NotInVars:
    """`not in vars(self)` leaves only objects that have it."""

    def __init__(self):
        self.__x = 1

    def get(self):
        if "_NotInVars__x" not in vars(self):
            return None
        return self.__x

    def close(self):
        del self.__x


class TestedInAProperty:
    """The existence test is a property of the class."""

    def __init__(self):
        self.__x = 1

    @property
    def is_open(self):
        return hasattr(self, "_TestedInAProperty__x")

    def get(self):
        if self.is_open:
            return self.__x
        return None

    def close(self):
        del self.__x


class OneTestedOneNot:
    """One guarded reader never clears the other."""

    def __init__(self):
        self.__x = 1

    def get(self):
        try:
            return self.__x
        except AttributeError:
            return None

    def peek(self):
        return self.__x  # read

    def close(self):
        del self.__x  # error: MGL001 unsafe


class TestedThenDeleted:
    """The deleting method itself tests before it deletes, which protects no reader."""

    def __init__(self):
        self.__x = 1

    def peek(self):
        return self.__x  # read

    def close(self):
        if hasattr(self, "_TestedThenDeleted__x"):
            del self.__x  # error: MGL001


class AssignedIfMissing:
    """What is missing is made; behind it the attribute is there on both paths."""

    def __init__(self):
        self.__x = 1

    def get(self):
        if not hasattr(self, "_AssignedIfMissing__x"):
            self.__x = 1
        return self.__x

    def close(self):
        del self.__x


class Getattribute:
    """`__getattribute__` may answer for whatever is missing."""

    def __init__(self):
        self.__x = 1

    def __getattribute__(self, name):
        try:
            return super().__getattribute__(name)
        except AttributeError:
            return None

    def get(self):
        return self.__x

    def close(self):
        del self.__x


class GetattributeThatDelegates:
    """One that hands every question on answers for nothing."""

    def __init__(self):
        self.__x = 1

    def __getattribute__(self, name):
        return object.__getattribute__(self, name)

    def get(self):
        return self.__x  # read

    def close(self):
        del self.__x  # error: MGL001 medium


class GetattributeThatCounts:
    """Nor does one that does some work around that."""

    def __init__(self):
        self.__x = 1

    def __getattribute__(self, name):
        if name == "nobody":
            raise AttributeError(name)
        found = super().__getattribute__(name)
        print(name)
        return found

    def get(self):
        return self.__x  # read

    def close(self):
        del self.__x  # error: MGL001 medium


class GetattributeThatKnowsMore:
    """What is returned on another path may be the answer."""

    def __init__(self):
        self.__x = 1

    def __getattribute__(self, name):
        if name.endswith("x"):
            return 0
        return super().__getattribute__(name)

    def get(self):
        return self.__x

    def close(self):
        del self.__x


class GetattributeThatRunsOut:
    """So may be None, where no `return` is reached."""

    def __init__(self):
        self.__x = 1

    def __getattribute__(self, name):
        if name in DEFINED:
            return super().__getattribute__(name)

    def get(self):
        return self.__x

    def close(self):
        del self.__x


class GetattributeThatReplaces:
    """And what is found may be replaced."""

    def __init__(self):
        self.__x = 1

    def __getattribute__(self, name):
        found = super().__getattribute__(DEFINED.get(name, name))
        return found

    def get(self):
        return self.__x

    def close(self):
        del self.__x


class TruthTestFirst:
    """`if self.__x and …` is a read, not an existence test."""

    def __init__(self):
        self.__x = []

    def get(self):
        if self.__x and self.__x[0]:  # test
            return 1
        return 0

    def close(self):
        del self.__x  # error: MGL001 complete


class ComparedWithNone:
    """`is None` reads first, and raises."""

    def __init__(self):
        self.__x = None

    def get(self):
        if self.__x is None:  # test
            self.__x = []
        return self.__x

    def close(self):
        del self.__x  # error: MGL001 complete


class ContextlibSuppressAroundACall:
    """Suppressed around the call of the private reader."""

    def __init__(self):
        self.__x = None

    def __show(self):
        print(self.__x)

    def show(self):
        with contextlib.suppress(AttributeError):
            self.__show()

    def close(self):
        del self.__x


class KeysOfTheNamespace:
    """`self.__dict__.keys()` holds the names as `self.__dict__` does."""

    def stop(self):
        if "_KeysOfTheNamespace__x" in self.__dict__.keys():
            print("stopping")
            del self.__x  # error: MGL001 unsafe

    def get(self):
        return self.__x  # read


class NameInALocal:
    """A local that is a text and nothing else spells the name."""

    def stop(self):
        name = "_NameInALocal__x"
        if hasattr(self, name):
            print("stopping")
            del self.__x  # error: MGL001 unsafe

    def get(self):
        return self.__x  # read


class NameInALocalAmongKeys:
    """Also where the namespace is asked."""

    def stop(self):
        name = "_NameInALocalAmongKeys__x"
        if name in self.__dict__:
            print("stopping")
            del self.__x  # error: MGL001 unsafe

    def get(self):
        return self.__x  # read


class NameOfTheClassComputed:
    """A computed name with two underscores may be the attribute's."""

    def stop(self):
        if hasattr(self, "_" + self.__class__.__name__ + "__x"):
            print("stopping")
            del self.__x  # error: MGL001 unsafe

    def get(self):
        return self.__x  # read


class NameInAnFString:
    """So may one that an f-string makes."""

    def stop(self):
        if hasattr(self, f"_{type(self).__name__}__x"):
            print("stopping")
            del self.__x  # error: MGL001 unsafe

    def get(self):
        return self.__x  # read


class DeletionThatIsCaught:
    """As an assignment it never raises: the handler in `drop` would not run any more."""

    def __init__(self):
        self.__x = []

    def drop(self):
        del self.__x  # error: MGL001 unsafe; delete: __clear.__x
        try:
            self.__clear()
        except AttributeError:
            print("gone")

    def clear(self):
        self.__x = []
        self.__clear()

    def get(self):
        return self.__x  # read

    def __clear(self):
        del self.__x  # error: MGL001 unsafe
