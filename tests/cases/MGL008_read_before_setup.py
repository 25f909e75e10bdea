"""Private attributes that a made object may lack when a method reads them."""

import abc
import unittest

import loop
from elsewhere import Base


# --- a bare test of what `__init__` assigns on one branch only --------------------------------------


class TestedForTruth:
    """The test is for objects that lack it, and raises."""

    def __init__(self, path=None):
        if path:
            self.__file = open(path)

    def read(self):
        if not self.__file:  # error: MGL008 unsafe complete
            return None
        return self.__file.read()


class TestedForNone:
    """So does a test for None."""

    def __init__(self, path=None):
        if path is not None:
            self.__file = open(path)

    def close(self):
        if self.__file is not None:  # error: MGL008 unsafe complete
            self.__file.close()


class AssignedOnBothBranches:
    """Every object has it."""

    def __init__(self, path=None):
        if path:
            self.__file = open(path)
        else:
            self.__file = None

    def read(self):
        if not self.__file:
            return None
        return self.__file.read()


class ElseRaises:
    """No object is made without it."""

    def __init__(self, path=None):
        if path:
            self.__file = open(path)
        else:
            raise ValueError(path)

    def read(self):
        return self.__file.read()


class AssignedBefore:
    """It is there before the branch."""

    def __init__(self, path=None):
        self.__file = None
        if path:
            self.__file = open(path)

    def read(self):
        if not self.__file:
            return None
        return self.__file.read()


class ClassValue:
    """The class has a value."""

    __file = None

    def __init__(self, path=None):
        if path:
            self.__file = open(path)

    def read(self):
        return self.__file


class BranchOfHelper:
    """A helper of the constructor assigns it on one branch."""

    def __init__(self, path=None):
        self.__prepare(path)

    def __prepare(self, path):
        if path:
            self.__file = open(path)

    def read(self):
        if self.__file is None:  # error: MGL008 unsafe complete
            return ""
        return self.__file.read()


class HelperAlwaysAssigns:
    """A helper of the constructor assigns it on every path."""

    def __init__(self, path=None):
        self.__prepare(path)

    def __prepare(self, path):
        self.__file = open(path)

    def read(self):
        return self.__file.read()


class ExceptLeavesIt:
    """Where the constructor goes on after an error, it is missing."""

    def __init__(self, path):
        try:
            self.__file = open(path)
        except OSError:
            print("no such file")

    def read(self):
        if self.__file:  # error: MGL008 unsafe complete
            return self.__file.read()


class ExceptAssignsToo:
    """The clause gives it a value."""

    def __init__(self, path):
        try:
            self.__file = open(path)
        except OSError:
            self.__file = None

    def read(self):
        if self.__file:
            return self.__file.read()


# --- conditional initialisation, read bare elsewhere ------------------------------------------------


class Conditional:
    """Nothing tells the reader whether it is there."""

    def __init__(self, fast):
        if fast:
            self.__buffer = []

    def add(self, item):
        self.__buffer.append(item)  # error: MGL008 unsafe

    def count(self):
        return len(self.__buffer)  # read


class GuardedByCopy:
    """The argument is kept, and asked."""

    def __init__(self, fast):
        self.fast = fast
        if fast:
            self.__buffer = []

    def add(self, item):
        if self.fast:
            self.__buffer.append(item)


class GuardedByLaterCopy:
    """The argument is kept after the branch."""

    def __init__(self, fast):
        if fast:
            self.__buffer = []
        self.fast = fast

    def add(self, item):
        if self.fast:
            self.__buffer.append(item)


class GuardedWrongly:
    """It is there where the flag is set, and read where it is not."""

    def __init__(self, fast):
        self.fast = fast
        if fast:
            self.__buffer = []

    def add(self, item):
        if not self.fast:
            self.__buffer.append(item)  # error: MGL008 unsafe


class GuardedOnce:
    """One reader asks, the other one does not."""

    def __init__(self, fast):
        self.fast = fast
        if self.fast:
            self.__buffer = []

    def add(self, item):
        if self.fast:
            self.__buffer.append(item)

    def count(self):
        return len(self.__buffer)  # error: MGL008 unsafe


class GuardedByMode:
    """Each mode has its own attribute."""

    def __init__(self, mode):
        self.mode = mode
        if mode == "r":
            self.__source = []
        elif mode == "w":
            self.__sink = []
        else:
            raise ValueError(mode)

    def read(self):
        if self.mode != "r":
            raise ValueError
        return self.__source.pop()

    def any(self):
        if self.mode == "r":
            return self.__source
        return self.__sink


class UnguardedMode:
    """A reader of one mode does not ask which one it is."""

    def __init__(self, mode):
        self.mode = mode
        if mode == "r":
            self.__source = []

    def read(self):
        return self.__source.pop()  # error: MGL008 unsafe


class GuardedByNone:
    """The argument itself is asked for None."""

    def __init__(self, parent=None):
        self.parent = parent
        if parent is not None:
            self.__depth = parent.depth()

    def depth(self):
        if self.parent is None:
            return 0
        return self.__depth


class GuardedByMethod:
    """A method of the class tells whether it is there."""

    def __init__(self, fast):
        self.__is_fast = False
        if fast:
            self.__buffer = []
            self.__is_fast = True

    def is_fast(self):
        return self.__is_fast

    def add(self, item):
        if self.is_fast():
            self.__buffer.append(item)


class GuardedByPart:
    """A part of the object is asked, whose answer nobody here can tell."""

    def __init__(self, options):
        self.options = options
        if options.fast:
            self.__buffer = []

    def add(self, item):
        if self.options.fast:
            self.__buffer.append(item)  # error: MGL008 unsafe low


class GuardedByDebug:
    """`__debug__` is the same everywhere."""

    def __init__(self):
        if __debug__:
            self.__seen = 0

    def see(self):
        if __debug__:
            print(self.__seen)


class GuardedBySameQuestion:
    """The reader asks what the constructor asks."""

    def __init__(self):
        if loop.is_fast():
            self.__buffer = []

    def add(self, item):
        if loop.is_fast():
            self.__buffer.append(item)  # error: MGL008 unsafe low


class MadeTwice:
    """The test is there for a constructor that runs twice."""

    def __init__(self):
        if not hasattr(self, "made"):
            self.__buffer = []
            self.made = True

    def add(self, item):
        self.__buffer.append(item)


class CallbackOfBranch:
    """The reader is only handed on where the attribute is assigned."""

    def __init__(self, fast):
        if fast:
            self.__buffer = []
            loop.add_reader(self.on_data)
            loop.add_reader(self.__on_more)

    def on_data(self):
        self.__buffer.append(1)  # error: MGL008 unsafe low

    def __on_more(self):
        self.__buffer.append(2)  # read


class SecondConstructor:
    """`init` is called for each object."""

    def init(self):
        self.__servers = {}

    def close(self):
        self.__servers.clear()  # error: MGL008 unfixable complete low


class TestedForAgain:
    """The test is there for a second call of `stop`."""

    def start(self):
        self.__thread = object()

    def pause(self):
        if self.__thread:  # error: MGL008 unfixable complete low
            print("paused")

    def halt(self):
        self.__thread = None


class GuardedByClassValue:
    """Constructor and reader ask the same flag of the class."""

    FAST = False

    def __init__(self):
        if self.FAST:
            self.__buffer = []

    def add(self, item):
        if self.FAST:
            self.__buffer.append(item)  # error: MGL008 unsafe low


class StartedWhenMade:
    """What the constructor starts assigns it, some time."""

    def __init__(self):
        self.__prepare()

    @loop.dispatched
    async def __prepare(self):
        self.__event = object()

    def close(self):
        self.__event.set()  # error: MGL008 unsafe low


# --- teardown before setup --------------------------------------------------------------------------


class Link:
    """`disconnect` may come first."""

    def connect(self):
        self.__waiters = []

    def disconnect(self):
        for waiter in self.__waiters:  # error: MGL008 unfixable complete
            waiter()


class LinkWithInit:
    """The constructor does not assign it, either."""

    def __init__(self, address):
        self.address = address

    def connect(self):
        self.__waiters = []

    def disconnect(self):
        for waiter in self.__waiters:  # error: MGL008 unsafe
            waiter()


class LinkThatConnects:
    """The constructor calls the setup."""

    def __init__(self, address):
        self.address = address
        self.connect()

    def connect(self):
        self.__waiters = []

    def disconnect(self):
        for waiter in self.__waiters:
            waiter()


class LinkWithFlag:
    """A flag says whether the setup has run."""

    def __init__(self):
        self.connected = False

    def connect(self):
        self.__waiters = []
        self.connected = True

    def disconnect(self):
        if not self.connected:
            return
        for waiter in self.__waiters:
            waiter()


class LinkWithNumber:
    """So does a state."""

    def __init__(self):
        self.state = "new"

    def connect(self):
        self.__waiters = []
        self.state = "open"

    def disconnect(self):
        if self.state == "open":
            for waiter in self.__waiters:
                waiter()


class ManagerThatEnters:
    """`__exit__` runs after `__enter__`."""

    def __enter__(self):
        self.__lock = object()
        return self

    def __exit__(self, *exc):
        self.__lock.release()


class ManagerThatCloses:
    """`close` need not run after `__enter__`."""

    def __enter__(self):
        self.__lock = object()
        return self

    def __exit__(self, *exc):
        self.close()

    def close(self):
        self.__lock.release()  # error: MGL008 unfixable complete


class ManagerThatConnects:
    """`__enter__` does not call the setup."""

    def __enter__(self):
        return self

    def connect(self):
        self.__socket = object()

    def __exit__(self, *exc):
        self.__socket.close()  # error: MGL008 unfixable complete


class Shown:
    """A debugger shows any object."""

    def __init__(self, name):
        self.name = name

    def load(self):
        self.__rows = []

    def __repr__(self):
        return f"{self.name}: {self.__rows}"  # error: MGL008 unsafe complete


class ShownWithDefault:
    """`getattr` has a default."""

    def load(self):
        self.__rows = []

    def __repr__(self):
        return str(getattr(self, "_ShownWithDefault__rows", ()))


class Dying:
    """`__del__` runs for any object."""

    def start(self):
        self.__thread = object()

    def __del__(self):
        self.__thread.join()  # error: MGL008 unfixable complete


class DyingCarefully:
    """The error is expected."""

    def start(self):
        self.__thread = object()

    def __del__(self):
        try:
            self.__thread.join()
        except AttributeError:
            pass


class UsedAfterSetup:
    """Whoever sends has connected before: only the documentation tells."""

    def connect(self):
        self.__socket = object()

    def send(self, data):
        self.__socket.send(data)  # error: MGL008 unfixable complete low


class TestedBeforeSetup:
    """The test expects the attribute to be there, and false."""

    def connect(self):
        self.__socket = object()

    def send(self, data):
        if self.__socket is None:  # error: MGL008 unfixable complete
            raise ValueError("not connected")
        self.__socket.send(data)


class Helpers:
    """What `run` calls runs after what it has assigned."""

    def run(self, items):
        self.__items = items
        self.__work()
        self._close()

    def __work(self):
        for item in self.__items:
            print(item)

    def _close(self):
        self.__items.clear()


class HelperBefore:
    """What `run` calls first runs before."""

    def run(self, items):
        self.__close()
        self.__items = items

    def stop(self):
        self.__close()

    def __close(self):
        self.__items.clear()  # error: MGL008 unfixable complete


class CalledByRunOnly:
    """Others could call `report`, but `run` is what there is for it."""

    def run(self, items):
        self.__items = items
        self.report()

    def report(self):
        print(self.__items)  # error: MGL008 unfixable complete low


class SetUpByCallback:
    """The callback is handed on once the attribute is there."""

    def connect(self):
        self.__queue = []
        loop.add_reader(self.__close_soon)

    def __close_soon(self):
        self.__queue.clear()


class CallbackBefore:
    """The callback is handed on by another method."""

    def connect(self):
        self.__queue = []

    def stop(self):
        loop.call_soon(lambda: self.__close_soon())

    def __close_soon(self):
        self.__queue.clear()  # error: MGL008 unfixable complete low


class NestedCallback:
    """A nested function is handed on once the attribute is there."""

    def connect(self):
        self.__queue = []

        def stop():
            self.__queue.clear()

        loop.add_reader(stop)


class OnlyInSetup:
    """Nobody else reads it."""

    def connect(self):
        self.__queue = []
        print(self.__queue)


# --- made when asked --------------------------------------------------------------------------------


class MadeWhenAsked:
    """The first call raises, for the test reads it."""

    def rows(self):
        if not self.__rows:  # error: MGL008 unfixable complete
            self.__rows = [1]
        return self.__rows


class MadeWhenAskedWithInit:
    """The constructor has prepared it."""

    def __init__(self):
        self.__rows = None

    def rows(self):
        if not self.__rows:
            self.__rows = [1]
        return self.__rows


class MadeWhenMissing:
    """The error is what is asked for."""

    def rows(self):
        try:
            return self.__rows
        except AttributeError:
            self.__rows = [1]
            return self.__rows


class Counted:
    """Nothing but the addition assigns it, which is for another rule."""

    def next(self):
        self.__count += 1
        return self.__count


# --- what gives it otherwise ------------------------------------------------------------------------


class OfUnseenBase(Base):
    """The base class may call `connect` while the object is made."""

    def connect(self):
        self.__waiters = []

    def disconnect(self):
        self.__waiters.clear()  # error: MGL008 unfixable complete low


class ConditionalOfUnseenBase(Base):
    """No base class can assign it."""

    def __init__(self, fast):
        super().__init__()
        if fast:
            self.__buffer = []

    def count(self):
        return len(self.__buffer)  # error: MGL008 unsafe


class Template(abc.ABC):
    """The base class calls one after the other."""

    def run(self):
        self.start()
        self.stop()

    def start(self):
        pass

    def stop(self):
        pass


class Filled(Template):
    """`Template.run` calls `start` first."""

    def start(self):
        self.__started = []

    def stop(self):
        self.__started.clear()  # error: MGL008 unfixable complete low


class Making:
    """The base class calls `setup` while the object is made."""

    def __init__(self):
        self.setup()

    def setup(self):
        pass


class Made(Making):
    """`Making.__init__` has called `setup`."""

    def setup(self):
        self.__things = []

    def close(self):
        self.__things.clear()


class MadeWithInit(Making):
    """So it has here."""

    def __init__(self):
        super().__init__()

    def setup(self):
        self.__things = []

    def close(self):
        self.__things.clear()


class SomeTest(unittest.TestCase):
    """`setUp` runs before everything else."""

    def setUp(self):
        self.__things = []

    def tearDown(self):
        self.__things.clear()

    def test_it(self):
        assert self.__things


class Answering:
    """`__getattr__` answers."""

    def __getattr__(self, name):
        return None

    def connect(self):
        self.__waiters = []

    def disconnect(self):
        self.__waiters.clear()


class Filling:
    """The object is filled out of sight."""

    def __init__(self, **given):
        self.__dict__.update(given)

    def connect(self):
        self.__waiters = []

    def disconnect(self):
        self.__waiters.clear()


class AssignedFromElsewhere:
    """A factory gives it to the objects."""

    @classmethod
    def make(cls):
        made = cls()
        made.__waiters = []
        return made

    def connect(self):
        self.__waiters = []

    def disconnect(self):
        self.__waiters.clear()


class AssignedToTheClass:
    """The class has it once `register` has run."""

    @classmethod
    def register(cls):
        cls.__known = []

    def connect(self):
        self.__known = []

    def close(self):
        self.__known.clear()


class Deleted:
    """What is deleted is for another rule."""

    def __init__(self):
        self.__waiters = []

    def close(self):
        del self.__waiters

    def count(self):
        return len(self.__waiters)


class ReadWhileMade:
    """The constructor itself reads it too early, which is for another rule."""

    def __init__(self):
        self.close()

    def connect(self):
        self.__waiters = []

    def close(self):
        self.__waiters.clear()


class OtherObject:
    """It is read of another object, which may have it."""

    def connect(self):
        self.__waiters = []

    def __eq__(self, other):
        return other.__waiters == []


# --- fixes ------------------------------------------------------------------------------------------


class InitReturnsEarly:
    """The assignment has to stand at the start."""

    def __init__(self, path=None):
        """Make it."""
        if not path:
            return
        self.path = path

    def open(self):
        self.__file = object()

    def close(self):
        self.__file.close()  # error: MGL008 unsafe


class InitOnOneLine:
    """There is room on the line."""

    def __init__(self): self.path = ""

    def open(self):
        self.__file = object()

    def close(self):
        self.__file.close()  # error: MGL008 unsafe


class InitEndsDeep:
    """The end is below a block."""

    def __init__(this, items):
        for item in items:
            if item:
                print(item)  # a remark

    def open(self):
        self.__file = object()
        self.__name = ""

    def close(self):
        self.__file.close()  # error: MGL008 unsafe

    def __repr__(self):
        return self.__name  # error: MGL008 unsafe


class InitIsDocumented:
    """Only a docstring."""

    def __init__(self):
        """Nothing."""

    def open(self):
        self.__file = object()

    def close(self):
        self.__file.close()  # error: MGL008 unsafe


class SetsAttributes:
    """What an assignment does is not known."""

    def __init__(self):
        self.seen = []

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)

    def open(self):
        self.__file = object()

    def close(self):
        self.__file.close()  # error: MGL008 unfixable complete
