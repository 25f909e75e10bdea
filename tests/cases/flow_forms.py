"""Forms of control flow that are easily got wrong, each with a deletion in or around it."""

import contextlib


class ReturnInFinallyOverridesRaise:
    """A `return` in `finally` ends the method without the assignment behind it."""

    def __init__(self):
        self.__x = 1

    def reset(self, work):
        try:
            del self.__x  # error: MGL001 unsafe
            work()
        finally:
            if work:
                return
            self.__x = 2

    def get(self):
        return self.__x  # read


class FinallyOnContinue:
    """`finally` runs on `continue` as well."""

    def __init__(self):
        self.__x = 1

    def walk(self, values):
        for value in values:
            try:
                del self.__x
                if value:
                    continue
            finally:
                self.__x = value

    def get(self):
        return self.__x


class FinallyOnBreak:
    """`finally` runs on `break`, then the statement behind the loop is skipped by nothing."""

    def __init__(self):
        self.__x = 1

    def walk(self, values):
        for value in values:
            try:
                if value:
                    break
            finally:
                del self.__x  # error: MGL001; delete

    def get(self):
        return self.__x  # read


class NestedFinally:
    """The outer `finally` assigns what the inner one has deleted."""

    def __init__(self):
        self.__x = 1

    def use(self, work):
        try:
            try:
                return work(self.__x)
            finally:
                del self.__x
        finally:
            self.__x = 2

    def get(self):
        return self.__x


class DeletedInElse:
    """`else` runs where nothing was raised."""

    def __init__(self):
        self.__x = 1

    def use(self, work):
        try:
            work()
        except ValueError:
            return
        else:
            del self.__x  # error: MGL001

    def get(self):
        return self.__x  # read


class RaisedAndCaughtHere:
    """The raised error is caught in the same method, and the handler assigns."""

    def __init__(self):
        self.__x = 1

    def reset(self, value):
        try:
            del self.__x
            if value is None:
                raise ValueError
            self.__x = value
        except ValueError:
            self.__x = 0

    def get(self):
        return self.__x


class RaisedAndNotCaughtHere:
    """The handler is for another error."""

    def __init__(self):
        self.__x = 1

    def reset(self, value):
        try:
            del self.__x  # error: MGL001
            if value is None:
                raise ValueError
            self.__x = value
        except KeyError:
            self.__x = 0

    def get(self):
        return self.__x  # read


class SubclassOfTheCaughtError:
    """`except LookupError` catches a KeyError."""

    def __init__(self):
        self.__x = 1

    def reset(self, value):
        try:
            del self.__x
            if value is None:
                raise KeyError
            self.__x = value
        except LookupError:
            self.__x = 0

    def get(self):
        return self.__x


class SuppressedOnTheWay:
    """The suppressed error skips the assignment in the block, not the one behind it."""

    def __init__(self):
        self.__x = 1

    def reset(self, value):
        with contextlib.suppress(ValueError):
            del self.__x
            if value is None:
                raise ValueError
            print(value)
        self.__x = value

    def get(self):
        return self.__x


class SuppressedBeforeTheAssignment:
    """The suppressed error skips the assignment in the block."""

    def __init__(self):
        self.__x = 1

    def reset(self, value):
        with contextlib.suppress(ValueError):
            del self.__x  # error: MGL001
            if value is None:
                raise ValueError
            self.__x = value

    def get(self):
        return self.__x  # read


class IteratedWhileDeleted:
    """The loop's iterable is evaluated once, before the deletion in its body."""

    def __init__(self):
        self.__x = [1]

    def drain(self):
        for value in self.__x:
            print(value)
            del self.__x
            return


class ConditionReadAgain:
    """The condition of a `while` is evaluated before each turn."""

    def __init__(self):
        self.__x = [1]

    def drain(self):
        while self.__x:  # test
            del self.__x  # error: MGL001 complete


class BothOperands:
    """`a and b`: `b` is evaluated only if `a` is true, so either may be the first read."""

    def __init__(self):
        self.__x = []

    def get(self, a):
        return bool(a and self.__x)  # test

    def other(self, a):
        if a or self.__x:  # test
            return 1
        return 2

    def close(self):
        del self.__x  # error: MGL001 complete


class ChainedComparison:
    """`a < b < self.__x` may stop before it reads."""

    def __init__(self):
        self.__x = 3

    def get(self, a, b):
        return a < b < self.__x  # read

    def again(self, a, b):
        if a < b < self.__x:  # read
            return 1
        return self.__x  # read

    def close(self):
        del self.__x  # error: MGL001


class ConditionalExpressionDeletes:
    """An expression can delete, on one of its branches."""

    def __init__(self):
        self.__x = 3

    def close(self, really):
        delattr(self, "_ConditionalExpressionDeletes__x") if really else None  # error: MGL001 unfixable

    def get(self):
        return self.__x  # read


class AssertMessage:
    """The message of an assertion is evaluated only if it fails."""

    def __init__(self):
        self.__x = 3

    def check(self, ok):
        assert ok, self.__x  # read

    def close(self):
        del self.__x  # error: MGL001


class RaiseFrom:
    """Both the error and its cause are read."""

    def __init__(self):
        self.__x = self.__y = None

    def fail(self):
        raise ValueError(self.__x) from self.__y  # read: __x; read: __y

    def close(self):
        del self.__x, self.__y  # error: MGL001 __x; error: MGL001 __y


class WithSeveral:
    """The second manager is entered behind the assignment of the first."""

    def use(self, a, b):
        with a as self.__x, b(self.__x):
            print("inside")

    def close(self):
        del self.__x


class MatchOrPattern:
    """All alternatives end in one of the cases."""

    def __init__(self):
        self.__x = 1

    def set(self, value):
        del self.__x
        match value:
            case 1 | 2:
                self.__x = "few"
            case [_, *_] | {}:
                self.__x = "container"
            case other:
                self.__x = other

    def get(self):
        return self.__x


class MatchDeletesInEachCase:
    """Deleted in one case, assigned in the next; never both."""

    def __init__(self):
        self.__x = 1

    def handle(self, value):
        match value:
            case "drop":
                del self.__x  # error: MGL001
            case "make":
                self.__x = 1
            case "show":
                print(self.__x)

    def get(self):
        return self.__x  # read


class SameConditionTwice:
    """A local that is tested twice tells the paths apart."""

    def __init__(self):
        self.__x = 1

    def reset(self, value):
        if value:
            del self.__x
        print("between")
        if value:
            self.__x = value

    def get(self):
        return self.__x


class ReturnedFromAWith:
    """A `return` inside `with` leaves like any other."""

    def __init__(self):
        self.__x = 1

    def reset(self, lock, value):
        with lock:
            del self.__x  # error: MGL001
            if not value:
                return
            self.__x = value

    def get(self):
        return self.__x  # read


class ClassInAMethod:
    """The body of a class in a method runs at once; its own private names are others."""

    def __init__(self):
        self.__x = 1

    def make(self, this=None):
        class Inner:
            value = self

        return Inner

    def get(self):
        return self.__x  # read

    def close(self):
        del self.__x  # error: MGL001


class AsyncComprehension:
    """Comprehensions with `async for` read as others do."""

    def __init__(self):
        self.__x = 1

    async def get(self, source):
        return [value + self.__x async for value in source]  # read

    def close(self):
        del self.__x  # error: MGL001


class ComprehensionCondition:
    """The condition of a comprehension is a test for truth."""

    def __init__(self):
        self.__x = 1

    def get(self, values):
        return [value for value in values if self.__x]  # test

    def close(self):
        del self.__x  # error: MGL001 complete


class DecoratorOfANestedFunction:
    """The decorator expression is evaluated where the function is defined."""

    def __init__(self, register):
        self.__register = register

    def make(self):
        @self.__register  # read
        def f():
            return 1

        return f

    def close(self):
        del self.__register  # error: MGL001


class LambdaDeletes:
    """A lambda deletes when it is called."""

    def __init__(self, stack):
        self.__x = 1
        stack.callback(lambda: delattr(self, "_LambdaDeletes__x"))  # error: MGL001 unfixable

    def get(self):
        return self.__x  # read


class GeneratorMethodDeletes:
    """A generator that is iterated to its end deletes."""

    def __init__(self):
        self.__x = [1]

    def drain(self):
        while self.__x:
            yield self.__x.pop()
        del self.__x  # error: MGL001

    def get(self):
        return self.__x  # read


class ContextManagerMethod:
    """Between the two halves the attribute is there; afterwards it is not."""

    @contextlib.contextmanager
    def opened(self):
        self.__x = 1
        try:
            yield self
        finally:
            del self.__x  # error: MGL001

    def get(self):
        return self.__x  # read


class StarArguments:
    """Arguments are evaluated from left to right."""

    def __init__(self):
        self.__x = [1]

    def send(self, to):
        to(self.__drop(), *self.__x)  # read

    def __drop(self):
        del self.__x  # error: MGL001 high; delete


class ShortCircuitedDeletion:
    """The helper that deletes is called only if the left side is true; the read follows then."""

    def __init__(self):
        self.__x = [1]

    def ask(self, really):
        return really and self.__drop() and self.__x  # read

    def __drop(self):
        del self.__x  # error: MGL001; delete
        return True


class SwallowedByReturnInExcept:
    """Each way through the handler returns, so the read behind it is proved."""

    def __init__(self):
        self.__x = 1

    def get(self):
        try:
            x = self.__x
        except AttributeError:
            return None
        print(self.__x)
        return x

    def close(self):
        del self.__x


class LoopWithTry:
    """Tried again until it is there: behind the loop it is."""

    def __init__(self):
        self.__x = 1

    def get(self, wait):
        while True:
            try:
                x = self.__x
                break
            except AttributeError:
                wait()
        return x, self.__x

    def close(self):
        del self.__x
