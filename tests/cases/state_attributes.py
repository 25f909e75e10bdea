"""State attributes: a flag that the deleting path sets, and that readers test before they read."""

import enum
import threading



class State(enum.Enum):
    """The states of some classes below."""

    OPEN = 1
    CLOSED = 2


CLOSED = "closed"


class SetBeforeTheDeletion:
    """The flag is set before the deletion."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x

    def get(self):
        return None if self.__closed else self.__x


class SetAfterTheDeletion:
    """The flag is set after the deletion; nothing runs in between."""

    def __init__(self):
        self.__open = True
        self.__x = 1

    def close(self):
        del self.__x
        self.__open = False

    def get(self):
        if self.__open:
            return self.__x
        return None


class SetInTheCaller:
    """The private method deletes, its only caller sets the flag."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def __drop(self):
        del self.__x

    def close(self):
        self.__drop()
        self.__closed = True

    def get(self):
        if not self.__closed:
            return self.__x
        return None


class SetByAHelper:
    """A helper sets the flag, the deleting method calls it."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def __mark(self):
        self.__closed = True

    def close(self):
        self.__mark()
        del self.__x

    def get(self):
        if self.__closed:
            raise RuntimeError
        return self.__x


class SetOnOnePathOnly:
    """One of the paths through the deletion forgets the flag."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self, quietly):
        del self.__x  # error: MGL001
        if not quietly:
            self.__closed = True

    def get(self):
        if self.__closed:
            raise RuntimeError
        return self.__x  # read


class TestedByProperty:
    """Readers test through a property of the class."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    @property
    def closed(self):
        return self.__closed

    def close(self):
        self.__closed = True
        del self.__x

    def get(self):
        if self.closed:
            raise RuntimeError
        return self.__x


class TestedByPropertyThatComesFirst:
    """The property is the first function of the class."""

    @property
    def open(self):
        return self.__open

    def __init__(self):
        self.__open = True
        self.__x = 1

    def close(self):
        if self.__open:
            self.__open = False
            del self.__x

    def run(self):
        if self.open:
            print(self.__x)


class TestedByAHelperThatRaises:
    """Readers call a helper that raises when the object is closed."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def _check(self):
        if self.__closed:
            raise RuntimeError("closed")

    def close(self):
        self.__closed = True
        del self.__x

    def get(self):
        self._check()
        return self.__x


class TestedByAHelperThatReturnsABool:
    """Readers ask a helper."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def is_open(self):
        return not self.__closed

    def close(self):
        self.__closed = True
        del self.__x

    def get(self):
        if not self.is_open():
            return None
        return self.__x


class HelperIsCalledTooLate:
    """The check stands behind the read."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def _check(self):
        if self.__closed:
            raise RuntimeError("closed")

    def close(self):
        self.__closed = True
        del self.__x  # error: MGL001 complete

    def get(self):
        x = self.__x  # read
        self._check()
        return x


class TestedTheWrongWay:
    """The test lets the read through exactly when the object is closed."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x  # error: MGL001

    def get(self):
        if self.__closed:
            return self.__x  # read
        return None


class TestThatOnlyLogs:
    """The test is made, but the read follows whatever it says."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x  # error: MGL001

    def get(self):
        if self.__closed:
            print("closed")
        return self.__x  # read


class EnumByIs:
    """The state is an enum member, compared by `is`."""

    def __init__(self):
        self.__state = State.OPEN
        self.__x = 1

    def close(self):
        self.__state = State.CLOSED
        del self.__x

    def get(self):
        if self.__state is State.CLOSED:
            raise RuntimeError
        return self.__x


class EnumByEquality:
    """The state is an enum member, compared by `==`."""

    def __init__(self):
        self.__state = State.OPEN
        self.__x = 1

    def close(self):
        self.__state = State.CLOSED
        del self.__x

    def get(self):
        if self.__state == State.OPEN:
            return self.__x
        return None


class EnumByIn:
    """The state is an enum member, compared by `in`."""

    def __init__(self):
        self.__state = State.OPEN
        self.__x = 1

    def close(self):
        self.__state = State.CLOSED
        del self.__x

    def get(self):
        if self.__state in (State.CLOSED,):
            raise RuntimeError
        return self.__x


class StringState:
    """The state is a string."""

    def __init__(self):
        self.state = "open"
        self.__x = 1

    def close(self):
        self.state = "closed"
        del self.__x

    def get(self):
        if self.state != "open":
            raise RuntimeError
        return self.__x


class ConstantState:
    """The state is a constant of the module."""

    def __init__(self):
        self.__state = "open"
        self.__x = 1

    def close(self):
        self.__state = CLOSED
        del self.__x

    def get(self):
        if self.__state == CLOSED:
            raise RuntimeError
        return self.__x


class WrongState:
    """The reader compares with a state that the object is not in then."""

    def __init__(self):
        self.__state = "new"
        self.__x = 1

    def close(self):
        self.__state = "closed"
        del self.__x  # error: MGL001

    def get(self):
        if self.__state == "new":
            return None
        return self.__x  # read


class MatchOnTheState:
    """A match statement on the state tests it."""

    def __init__(self):
        self.__state = "open"
        self.__x = 1

    def close(self):
        self.__state = "closed"
        del self.__x

    def get(self):
        match self.__state:
            case "open":
                return self.__x
            case _:
                return None


class EventState:
    """The flag is an Event."""

    def __init__(self):
        self.__done = threading.Event()
        self.__x = 1

    def close(self):
        self.__done.set()
        del self.__x

    def get(self):
        if self.__done.is_set():
            return None
        return self.__x


class EventStateSkipped:
    """The flag is an Event, and a reader does not ask it."""

    def __init__(self):
        self.__done = threading.Event()
        self.__x = 1

    def close(self):
        self.__done.set()
        del self.__x  # error: MGL001

    def get(self):
        if self.__done.is_set():
            return None
        return self.__x

    def peek(self):
        return self.__x  # read


class NoneAsState:
    """Another attribute becomes None."""

    def __init__(self, connection):
        self.__connection = connection
        self.__x = 1

    def close(self):
        self.__connection = None
        del self.__x

    def get(self):
        if self.__connection is None:
            raise RuntimeError
        return self.__x


class CounterAsState:
    """A number that becomes 0."""

    def __init__(self):
        self.__uses = 1
        self.__x = 1

    def close(self):
        self.__uses = 0
        del self.__x

    def get(self):
        if self.__uses:
            return self.__x
        return None


class ReopenedProperly:
    """The reopening method resets the flag and assigns."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x

    def reopen(self):
        self.__closed = False
        self.__x = 1

    def get(self):
        if self.__closed:
            raise RuntimeError
        return self.__x


class ReopenedWithoutAssigning:
    """The reopening method resets the flag and forgets the attribute."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x  # error: MGL001

    def reopen(self):
        self.__closed = False

    def get(self):
        if self.__closed:
            raise RuntimeError
        return self.__x  # read


class FlagThatAnybodyResets:
    """A setter lets the caller choose the flag's value."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def set_closed(self, value):
        self.__closed = value

    def close(self):
        self.__closed = True
        del self.__x  # error: MGL001

    def get(self):
        if self.__closed:
            raise RuntimeError
        return self.__x  # read


class FlagThatIsNeverSet:
    """The flag is tested but the deleting method does not set it."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        del self.__x  # error: MGL001

    def get(self):
        if self.__closed:
            raise RuntimeError
        return self.__x  # read


class TwoFlags:
    """Reader and deletion agree on one of two flags."""

    def __init__(self):
        self.__closed = False
        self.__failed = False
        self.__x = 1

    def fail(self):
        self.__failed = True

    def close(self):
        self.__closed = True
        del self.__x

    def get(self):
        if self.__failed or self.__closed:
            return None
        return self.__x


class AndInsteadOfOr:
    """Both flags together let a closed object through that has not failed."""

    def __init__(self):
        self.__closed = False
        self.__failed = False
        self.__x = 1

    def fail(self):
        self.__failed = True

    def close(self):
        self.__closed = True
        del self.__x  # error: MGL001

    def get(self):
        if self.__failed and self.__closed:
            return None
        return self.__x  # read


class FlagInALocal:
    """The flag's value is kept in a local before it is tested."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x

    def get(self):
        closed = self.__closed
        if closed:
            return None
        return self.__x


class OldValueInALocal:
    """Only the first call deletes; it keeps the old value of the flag to know."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        was_closed = self.__closed
        self.__closed = True
        if not was_closed:
            del self.__x

    def get(self):
        return None if self.__closed else self.__x


class FlagByAssert:
    """An assertion tests the flag."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x

    def get(self):
        assert not self.__closed
        return self.__x


class FlagInAWhile:
    """The loop turns only while the flag is unset, and nothing in it closes the object."""

    def __init__(self):
        self.__closed = False
        self.__x = []

    def close(self):
        self.__closed = True
        del self.__x

    def pump(self, take):
        while not self.__closed:
            take(self.__x)


class ClosedInTheLoop:
    """The loop itself closes the object before it reads."""

    def __init__(self):
        self.__closed = False
        self.__x = []

    def close(self):
        self.__closed = True
        del self.__x  # error: MGL001; delete

    def pump(self, take):
        while not self.__closed:
            self.close()
            take(self.__x)  # read


class SiblingExistence:
    """Deleted together: the existence test of one speaks for the other."""

    def __init__(self):
        self.__a = 1
        self.__b = 2

    def close(self):
        del self.__a, self.__b

    def get(self):
        try:
            a = self.__a
        except AttributeError:
            return None
        return a + self.__b


class FlagOfAnotherObject:
    """The flag that is tested belongs to another object."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x  # error: MGL001

    def get(self, other):
        if other.__closed:
            return None
        return self.__x  # read


class FlagBehindAFlagThatIsNeverSet:
    """`__opened` follows `__allowed`, which nothing ever sets: the read is never reached."""

    def __init__(self):
        self.__allowed = False
        self.__opened = False
        self.__x = 1

    def open(self):
        if self.__allowed:
            self.__opened = True

    def drop(self):
        del self.__x

    def use(self):
        if self.__opened:
            return self.__x
        return None


class FlagBehindAFlagThatIsSet:
    """The same, but `allow` sets the first flag."""

    def __init__(self):
        self.__allowed = False
        self.__opened = False
        self.__x = 1

    def allow(self):
        self.__allowed = True

    def open(self):
        if self.__allowed:
            self.__opened = True

    def drop(self):
        del self.__x  # error: MGL001

    def use(self):
        if self.__opened:
            return self.__x  # read
        return None


class TenFlagsOneGuards:
    """Ten booleans are set and tested everywhere; `sealed` is the only one that guards the read."""

    def __init__(self):
        self.__log = []
        self.a = self.b = self.c = self.d = self.e = False
        self.v = self.w = self.x = self.y = False
        self.sealed = False

    def seal(self):
        if self.a or self.b:
            self.c = True
        if self.d and not self.e:
            self.a = self.b = True
        self.v = not self.w
        self.x = self.y = self.d = self.e = self.w = True
        self.sealed = True
        del self.__log

    def toggle(self):
        self.a, self.b, self.c = self.b, self.c, self.a
        if self.v:
            self.w = self.x
        self.d = self.e = self.y = not self.d

    def add(self, line):
        if self.a:
            line = line.strip()
        if self.b and self.c:
            line += "!"
        if self.sealed:
            return self.x or self.y
        if self.d:
            print(self.e, self.v, self.w)
        self.__log.append(line)
        return self.a


class TenFlagsNoneGuards:
    """The same without the one that guards the read."""

    def __init__(self):
        self.__log = []
        self.a = self.b = self.c = self.d = self.e = False
        self.v = self.w = self.x = self.y = False
        self.sealed = False

    def seal(self):
        if self.a or self.b:
            self.c = True
        if self.d and not self.e:
            self.a = self.b = True
        self.v = not self.w
        self.x = self.y = self.d = self.e = self.w = True
        self.sealed = True
        del self.__log  # error: MGL001

    def toggle(self):
        self.a, self.b, self.c = self.b, self.c, self.a
        if self.v:
            self.w = self.x
        self.d = self.e = self.y = not self.d

    def add(self, line):
        if self.a:
            line = line.strip()
        if self.b and self.c:
            line += "!"
        if self.sealed:
            self.x = self.y
        if self.d:
            print(self.e, self.v, self.w)
        self.__log.append(line)  # read
        return self.a


class DeletedWithOneThatIsAskedFor(threading.Thread):
    """The attribute is deleted with another one, and readers ask for that: no base answers it."""

    def write(self):
        if hasattr(self, "_source"):
            print(self.__x)
            delattr(self, "_source")
            del self.__x  # silent

    def fill(self, source):
        if not hasattr(self, "_source"):
            self._source = source
            self.__x = {}
        self.__x[1] = source


class DeletedWithOneThatABaseMayHave(threading.Thread):
    """A base out of sight may have a value for it at class level, and nothing asks for it."""

    def write(self):
        if self._source:
            print(self.__x)
            del self._source
            del self.__x  # error: MGL001

    def fill(self, source):
        if self._source:
            self.__x[1] = source  # read
