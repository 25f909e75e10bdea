"""What is a read, what kind of read it is, and which reads of a body are listed."""


class AugmentedAssignment:
    """`self.__x += data` reads first."""

    def __init__(self):
        self.__buffer = b""

    def feed(self, data):
        self.__buffer += data  # read

    def close(self):
        del self.__buffer  # error: MGL001


class Stores:
    """Storing into the value reads it."""

    def __init__(self):
        self.__d = {}

    def put(self, key, value):
        self.__d[key] = value  # read

    def name(self, value):
        self.__d.name = value  # read

    def add(self, key):
        self.__d[key] += 1  # read

    def part(self, values):
        self.__d[:2] = values  # read

    def unpack(self, pair):
        self.__d["a"], self.__d["b"] = pair  # read

    def loop(self, values):
        for self.__d["key"] in values:  # read
            pass

    def close(self):
        del self.__d  # error: MGL001


class Arguments:
    """As an argument: None is passed on, except to functions that do without."""

    def __init__(self):
        self.__x = []

    def size(self):
        return len(self.__x)  # read

    def send(self, to):
        to.send(self.__x)  # read

    def format(self):
        return "<{}>".format(self.__x)  # read

    def spread(self, to):
        to.send(*self.__x)  # read

    def keywords(self, to):
        to.send(key=self.__x)  # read

    def close(self):
        del self.__x  # error: MGL001


class Formatting:
    """Formatting works with None, so the fix is complete."""

    def __init__(self):
        self.__x = []

    def f_string(self):
        return f"<{self.__x}>"  # read

    def percent(self):
        return "<%s>" % self.__x  # read

    def representation(self):
        return repr(self.__x)  # read

    def close(self):
        del self.__x  # error: MGL001 complete


class Tests:
    """Tests for truth and for None: None passes, the missing attribute does not."""

    def __init__(self):
        self.__x = None

    def truth(self):
        if self.__x:  # test
            return 1
        return 0

    def no_truth(self):
        return not self.__x  # test

    def none(self):
        return self.__x is None  # test

    def not_none(self):
        return self.__x is not None  # test

    def equals_none(self):
        return self.__x == None  # test

    def boolean(self):
        return bool(self.__x)  # test

    def conditional(self):
        return 1 if self.__x else 2  # test

    def both(self, y):
        return 1 if y and self.__x else 2  # test

    def loop(self):
        while self.__x:  # test
            break

    def walrus(self):
        if x := self.__x:  # test
            return x + 1
        return 0

    def asserted(self):
        assert self.__x  # test

    def close(self):
        del self.__x  # error: MGL001 complete


class OnlyTheFirstIsListed:
    """Behind the first read of a path the others cannot be reached with it missing."""

    def __init__(self):
        self.__x = []

    def twice(self):
        print(self.__x)  # read
        print(self.__x)

    def branches(self, a):
        if a:
            print(self.__x)  # read
        print(self.__x)  # read

    def one_line(self):
        return [self.__x, self.__x]  # read

    def either(self, a):
        if a:
            print(self.__x)  # read
        else:
            print(self.__x)  # read
        print(self.__x)

    def shortcut(self, a):
        return a and self.__x == 2 or self.__x == 3  # read; read

    def close(self):
        del self.__x  # error: MGL001


class OrderOfEvaluation:
    """The right side is evaluated before the target is assigned."""

    def __init__(self):
        self.__x = 1

    def bump(self):
        self.__x = self.__x + 1  # read

    def swap(self, other):
        self.__x, other = other, self.__x  # read
        return other

    def close(self):
        del self.__x  # error: MGL001


class Uses:
    """Calls, subscripts, arithmetic, comparisons: None cannot stand for the value there."""

    def __init__(self):
        self.__x = None

    def call(self):
        self.__x()  # read

    def method(self):
        self.__x.method()  # read

    def item(self):
        return self.__x[0]  # read

    def more(self):
        return self.__x + 1  # read

    def compare(self):
        return self.__x > 1  # read

    def negative(self):
        return -self.__x  # read

    def member(self, key):
        return key in self.__x  # read

    def loop(self):
        return [value for value in self.__x]  # read

    def raised(self):
        raise self.__x  # read

    def close(self):
        del self.__x  # error: MGL001


class Equality:
    """`==` works with None."""

    def __init__(self):
        self.__x = 1

    def is_one(self):
        return self.__x == 1  # read

    def close(self):
        del self.__x  # error: MGL001 complete


class BareExpression:
    """A bare expression reads, and does nothing with what it gets."""

    def __init__(self):
        self.__x = 1

    def check(self):
        self.__x  # read

    def close(self):
        del self.__x  # error: MGL001 complete


class Yielded:
    """`yield` and `yield from`."""

    def __init__(self):
        self.__x = []

    def one(self):
        yield self.__x  # read

    def all(self):
        yield from self.__x  # read

    def close(self):
        del self.__x  # error: MGL001


class DefaultsAndDecorators:
    """A default is evaluated when the nested function is defined."""

    def __init__(self):
        self.__x = 1

    def make(self):
        def f(x=self.__x):  # read
            return x

        return f

    def make_lambda(self):
        return lambda x=self.__x: x  # read

    def close(self):
        del self.__x  # error: MGL001


class Slices:
    """As an index of something else."""

    def __init__(self):
        self.__x = 1

    def item(self, values):
        return values[self.__x]  # read

    def part(self, values):
        return values[: self.__x]  # read

    def delete(self, values):
        del values[self.__x]  # read

    def close(self):
        del self.__x  # error: MGL001


class MatchSubject:
    """The subject of a match statement."""

    def __init__(self):
        self.__x = 1

    def kind(self):
        match self.__x:  # read
            case 1:
                return "one"
            case _:
                return "many"

    def close(self):
        del self.__x  # error: MGL001 complete


class MatchValue:
    """A dotted name in a pattern is read."""

    def __init__(self):
        self.__x = 1

    def kind(self, value):
        match value:
            case self.__x:  # read
                return "it"
            case _:
                return "other"

    def close(self):
        del self.__x  # error: MGL001 complete


class Spelled:
    """Spelled out, or by `getattr`, or from the dictionary."""

    def __init__(self):
        self.__x = 1

    def spelled(self):
        return self._Spelled__x  # read

    def by_getattr(self):
        return getattr(self, "_Spelled__x")  # read

    def close(self):
        del self.__x  # error: MGL001


class Annotations:
    """The annotation of a local is not evaluated; that of an attribute is none of its reads."""

    def __init__(self):
        self.__x = 1

    def get(self):
        y: self.__x = 2
        return y

    def close(self):
        del self.__x


class Unreachable:
    """Behind `return` and `raise` nothing is read."""

    def __init__(self):
        self.__x = 1

    def get(self):
        return 1
        return self.__x

    def fail(self):
        raise ValueError
        return self.__x

    def never(self):
        if False:
            return self.__x

    def close(self):
        del self.__x
