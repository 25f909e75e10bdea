"""Boolean operators, comparisons, walruses and conditional expressions as tests of a flag."""


class AndThenRead:
    """The right side of `and` is evaluated only while the flag is unset."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x

    def get(self):
        return not self.__closed and self.__x


class OrThenRead:
    """The right side of `or` is evaluated only while the flag is unset."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x

    def get(self):
        return self.__closed or self.__x


class WrongOperator:
    """The right side of `and` is evaluated just when the flag is set."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x  # error: MGL001

    def get(self):
        return self.__closed and self.__x + 1  # read


class WalrusOfTheFlag:
    """The flag is tested in a walrus."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x

    def get(self):
        if closed := self.__closed:
            return closed
        return self.__x


class ComparedWithTrue:
    """`is True` tests a flag."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x

    def get(self):
        if self.__closed is True:
            return None
        return self.__x


class EqualToFalse:
    """`== False` tests a flag."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x

    def get(self):
        if self.__closed == False:
            return self.__x
        return None


class ChainedElif:
    """The last branch is reached only while no flag is set."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x

    def get(self, a):
        if a:
            return a
        elif self.__closed:
            return None
        else:
            return self.__x


class NestedConditionals:
    """A conditional expression in another."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x

    def get(self, a):
        return a if a else (None if self.__closed else self.__x)


class InTheComprehension:
    """The condition of the comprehension tests the flag in each turn."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x

    def get(self, values):
        return [self.__x for value in values if not self.__closed]


class OutsideTheLambda:
    """The flag was tested when the lambda was made, not when it runs."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x  # error: MGL001

    def getter(self):
        if self.__closed:
            return None
        return lambda: self.__x  # read


class InsideTheLambda:
    """The lambda itself tests the flag."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x

    def getter(self):
        return lambda: None if self.__closed else self.__x


class CaptureInMatch:
    """A capture pattern takes whatever the flag is."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x  # error: MGL001

    def get(self):
        match self.__closed:
            case closed:
                return self.__x  # read


class TrueInMatch:
    """`case True` tests the flag."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x

    def get(self):
        match self.__closed:
            case True:
                return None
            case _:
                return self.__x


class GuardInMatch:
    """A guard tests the flag."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x

    def get(self, what):
        match what:
            case "x" if not self.__closed:
                return self.__x
            case _:
                return None


class AllOf:
    """`if a and not closed`."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x

    def get(self, a):
        if a and not self.__closed:
            return self.__x
        return None


class DeMorgan:
    """`not (closed or a)`."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x

    def get(self, a):
        if not (self.__closed or a):
            return self.__x
        return None
