"""Assignments after the deletion: they count where every path to the exit passes one."""


class NextLine:
    """The next statement assigns again."""

    def __init__(self):
        self.__x = 1

    def reset(self, value):
        del self.__x
        self.__x = value

    def get(self):
        return self.__x


class BothBranches:
    """Both branches assign."""

    def __init__(self):
        self.__x = 1

    def reset(self, value):
        del self.__x
        if value:
            self.__x = value
        else:
            self.__x = 0

    def get(self):
        return self.__x


class ElifWithoutElse:
    """Without an `else` there is a path on which nothing assigns."""

    def __init__(self):
        self.__x = 1

    def reset(self, value):
        del self.__x  # error: MGL001
        if value == 1:
            self.__x = "one"
        elif value == 2:
            self.__x = "two"

    def get(self):
        return self.__x  # read


class ElifAllRaising:
    """The branch that does not assign leaves by `raise`, and the object lives on without it."""

    def __init__(self):
        self.__x = 1

    def reset(self, value):
        del self.__x  # error: MGL001
        if value == 1:
            self.__x = "one"
        elif value == 2:
            raise ValueError

    def get(self):
        return self.__x  # read


class Starred:
    """A starred target is assigned like any other."""

    def __init__(self):
        self.__x = [1]

    def reset(self, values):
        del self.__x
        first, *self.__x = values
        return first

    def get(self):
        return self.__x


class NestedTuple:
    """A target deep in a nested pattern is assigned like any other."""

    def __init__(self):
        self.__x = 1

    def reset(self, values):
        del self.__x
        a, (b, [self.__x, c]) = values

    def get(self):
        return self.__x


class Chained:
    """One of several targets of a chained assignment."""

    def __init__(self):
        self.__x = 1

    def reset(self):
        del self.__x
        x = self.__x = 3
        return x

    def get(self):
        return self.__x


class Annotated:
    """An annotated assignment with a value assigns."""

    def __init__(self):
        self.__x = 1

    def reset(self):
        del self.__x
        self.__x: int = 3

    def get(self):
        return self.__x


class AnnotatedWithoutValue:
    """An annotation without a value assigns nothing."""

    def __init__(self):
        self.__x = 1

    def reset(self):
        del self.__x  # error: MGL001
        self.__x: int

    def get(self):
        return self.__x  # read


class Augmented:
    """An augmented assignment reads first, and raises."""

    def __init__(self):
        self.__x = 1

    def reset(self):
        del self.__x  # error: MGL001
        self.__x += 1  # read

    def get(self):
        return 0


class AsWithTarget:
    """`with … as self.__x` assigns."""

    def __init__(self):
        self.__x = None

    def reset(self, manager):
        del self.__x
        with manager as self.__x:
            pass

    def get(self):
        return self.__x


class AsLoopTarget:
    """`for self.__x in …` assigns only if there is something to iterate over."""

    def __init__(self):
        self.__x = None

    def reset(self, values):
        del self.__x  # error: MGL001
        for self.__x in values:
            pass

    def get(self):
        return self.__x  # read


class BySetattr:
    """`setattr` with the mangled string assigns."""

    def __init__(self):
        self.__x = 1

    def reset(self):
        del self.__x
        setattr(self, "_BySetattr__x", 2)

    def get(self):
        return self.__x


class ByHelper:
    """A private helper assigns it again."""

    def __init__(self):
        self.__make()

    def __make(self):
        self.__x = 1

    def reset(self):
        del self.__x
        self.__make()

    def get(self):
        return self.__x


class ByPublicMethod:
    """A public method of the class, called on self, assigns it again."""

    def __init__(self):
        self.open()

    def open(self):
        self.__x = 1

    def reopen(self):
        del self.__x
        self.open()

    def get(self):
        return self.__x


class HelperAssignsSometimes:
    """The helper can return before it assigns."""

    def __init__(self):
        self.__x = 1

    def __make(self, value):
        if value is None:
            return
        self.__x = value

    def reset(self, value):
        del self.__x  # error: MGL001
        self.__make(value)

    def get(self):
        return self.__x  # read


class AnotherObjectIsAssigned:
    """What is assigned afterwards belongs to another object."""

    def __init__(self):
        self.__x = 1

    def hand_over(self, other):
        del self.__x  # error: MGL001
        other.__x = 1

    def get(self):
        return self.__x  # read


class ReassignedBeforeTheDeletion:
    """An assignment before the deletion helps nobody."""

    def __init__(self):
        self.__x = 1

    def reset(self):
        self.__x = 2
        del self.__x  # error: MGL001

    def get(self):
        return self.__x  # read


class HideAndRestore:
    """Hidden while the state is copied, and restored on the only path."""

    def __init__(self):
        self.__a = 1
        self.__b = 2

    def __getstate__(self):
        saved = self.__a, self.__b
        del self.__a, self.__b
        state = vars(self).copy()
        self.__a, self.__b = saved
        return state

    def both(self):
        return self.__a, self.__b


class HideAndRestoreInFinally:
    """Restored in `finally`, whatever happens."""

    def __init__(self, copy):
        self.__lock = object()
        self.copy = copy

    def clone(self):
        lock = self.__lock
        del self.__lock
        try:
            return self.copy(self)
        finally:
            self.__lock = lock

    def lock(self):
        return self.__lock


class AfterAWalrus:
    """The branch in which nothing assigns is the one where the walrus gives nothing."""

    def __init__(self):
        self.__x = 1

    def reset(self, find):
        del self.__x  # error: MGL001
        if (value := find()) is not None:
            self.__x = value

    def get(self):
        return self.__x  # read


class ConditionalExpressionAsValue:
    """A conditional expression on the right is assigned on both of its branches."""

    def __init__(self):
        self.__x = 1

    def reset(self, value):
        del self.__x
        self.__x = value if value else 0

    def get(self):
        return self.__x


class Match:
    """Without `case _` a match statement may match nothing."""

    def __init__(self):
        self.__x = 1

    def reset(self, value):
        del self.__x  # error: MGL001
        match value:
            case [first, *_]:
                self.__x = first
            case {"x": x}:
                self.__x = x

    def get(self):
        return self.__x  # read


class MatchWithWildcard:
    """With `case _` one of the cases runs."""

    def __init__(self):
        self.__x = 1

    def reset(self, value):
        del self.__x
        match value:
            case [first, *_]:
                self.__x = first
            case _:
                self.__x = None

    def get(self):
        return self.__x


class MatchCaptures:
    """A guard can fail, so the last case is no wildcard."""

    def __init__(self):
        self.__x = 1

    def reset(self, value):
        del self.__x  # error: MGL001
        match value:
            case None:
                self.__x = 0
            case other if other > 0:
                self.__x = other

    def get(self):
        return self.__x  # read


class Asserted:
    """A failing assertion leaves by AssertionError, as an explicit `raise` does."""

    def __init__(self):
        self.__x = 1

    def reset(self, value):
        del self.__x  # error: MGL001
        assert value is not None
        self.__x = value

    def get(self):
        return self.__x  # read
