"""The closed world: what private helpers do is known where they are called."""

import threading


class HelperReads:
    """The private reader is called by a public method."""

    def __init__(self):
        self.__x = 1

    def __read(self):
        return self.__x  # read

    def get(self):
        return self.__read()

    def close(self):
        del self.__x  # error: MGL001


class HelperReadsBehindAnAssignment:
    """All callers of the private reader assign first."""

    def __read(self):
        return self.__x

    def open(self):
        self.__x = 1
        return self.__read()

    def reopen(self):
        self.__x = 2
        return self.__read()

    def close(self):
        del self.__x


class OneCallerForgets:
    """One caller of the private reader does not assign first."""

    def __read(self):
        return self.__x  # read

    def open(self):
        self.__x = 1
        return self.__read()

    def get(self):
        return self.__read()

    def close(self):
        del self.__x  # error: MGL001


class NobodyCalls:
    """Nobody calls the private reader."""

    def __init__(self):
        self.__x = 1

    def __read(self):
        return self.__x

    def close(self):
        del self.__x


class NobodyCallsTheDeleter:
    """Nobody calls the private deleter."""

    def __init__(self):
        self.__x = 1

    def get(self):
        return self.__x

    def __drop(self):
        del self.__x


class HelperDeletes:
    """The private helper deletes, its caller reads behind the call."""

    def __init__(self):
        self.__x = 1

    def __drop(self):
        del self.__x  # error: MGL001 complete

    def close(self):
        self.__drop()
        print(self.__x)  # read


class HelperDeletesCallerAssigns:
    """The private helper deletes, its only caller assigns again."""

    def __init__(self):
        self.__x = 1

    def __drop(self):
        del self.__x

    def reset(self):
        self.__drop()
        self.__x = 2

    def get(self):
        return self.__x


class HelperDeletesOneCallerAssigns:
    """One of the two callers does not assign again."""

    def __init__(self):
        self.__x = 1

    def __drop(self):
        del self.__x  # error: MGL001

    def reset(self):
        self.__drop()
        self.__x = 2

    def close(self):
        self.__drop()

    def get(self):
        return self.__x  # read


class Thread:
    """The private method's reference escapes: a thread runs it whenever it likes."""

    def __init__(self):
        self.__x = 1
        self.thread = threading.Thread(target=self.__run)

    def __run(self):
        print(self.__x)  # read

    def close(self):
        del self.__x  # error: MGL001 complete


class DeleterEscapes:
    """The private deleter's reference escapes."""

    def __init__(self, bus):
        self.__x = 1
        bus.on_close = self.__drop

    def __drop(self):
        del self.__x  # error: MGL001

    def get(self):
        return self.__x  # read


class ListOfReferences:
    """A reference in a list escapes too."""

    def __init__(self):
        self.__x = 1
        self.steps = [self.__first]

    def __first(self):
        print(self.__x)  # read

    def close(self):
        del self.__x  # error: MGL001 complete


class CalledAsClassAttribute:
    """`Class.__helper(self)` is a call as well."""

    def __init__(self):
        self.__x = 1

    def __read(self):
        return self.__x

    def get(self):
        self.__x = 2
        return CalledAsClassAttribute.__read(self)

    def close(self):
        del self.__x


class Recursion:
    """The helper calls itself; each run reads what the caller has assigned."""

    def __walk(self, node):
        for child in node:
            self.__walk(child)
        self.__x.append(node)

    def walk(self, tree):
        self.__x = []
        self.__walk(tree)
        del self.__x


class RecursionThatDeletes:
    """The deepest run deletes, the others read afterwards."""

    def __init__(self):
        self.__x = []

    def walk(self, depth):
        if depth == 0:
            del self.__x  # error: MGL001
            return
        self.walk(depth - 1)
        self.__x.append(depth)  # read


class MutualRecursion:
    """Two helpers call each other behind the assignment."""

    def __even(self, n):
        return self.__x if n == 0 else self.__odd(n - 1)

    def __odd(self, n):
        return None if n == 0 else self.__even(n - 1)

    def ask(self, n):
        self.__x = True
        try:
            return self.__even(n)
        finally:
            del self.__x


class PublicCalledOnSelf:
    """A public method that deletes is called before the read."""

    def __init__(self):
        self.__x = 1

    def close(self):
        del self.__x  # error: MGL001 complete; delete

    def restart(self):
        self.close()
        print(self.__x)  # read


class OverriddenPublicMethod:
    """`open` may be overridden, but here it assigns, and that is believed."""

    def open(self):
        self.__x = 1

    def get(self):
        self.open()
        return self.__x

    def close(self):
        del self.__x


class CallOnAnotherObject:
    """The helper is called on another object, so this one is not assigned."""

    def __make(self):
        self.__x = 1

    def get(self, other):
        other.__make()
        return self.__x  # read

    def close(self):
        del self.__x  # error: MGL001


class ObjectPassedOn:
    """The object is handed to a private helper as an argument."""

    def __init__(self):
        self.__x = 1

    @staticmethod
    def __drop(thing):
        del thing.__x  # error: MGL001

    def close(self):
        self.__drop(self)

    def get(self):
        return self.__x  # read


class InitHelperAlsoCalledLater:
    """The helper of `__init__` is called by another method as well."""

    def __init__(self):
        self.__x = 1
        self.__show()

    def __show(self):
        print(self.__x)  # read

    def refresh(self):
        self.__show()

    def close(self):
        del self.__x  # error: MGL001 complete


class InitReadsBeforeItAssigns:
    """`__init__` starts with an object that nothing has been deleted from."""

    def __init__(self, again):
        if again:
            print(self.__x)
        self.__x = 1

    def close(self):
        del self.__x


class DeletedInInit:
    """Made for the constructor only; the helper that reads is called before the deletion."""

    def __init__(self, path):
        self.__image = path
        self.size = self.__measure()
        del self.__image

    def __measure(self):
        return len(self.__image)


class DeletedInInitReadLater:
    """Deleted at the end of the constructor; every later reader finds nothing."""

    def __init__(self, path):
        self.__image = path
        del self.__image  # error: MGL001 high

    def measure(self):
        return len(self.__image)  # read


class NeverAssignedHere:
    """Nobody assigns it, so the deletion works only on what others have put there."""

    def close(self):
        del self.__x  # error: MGL001

    def get(self):
        return self.__x  # read


class Dunders:
    """Special methods are called by the interpreter: entry points."""

    def __init__(self):
        self.__x = []

    def __len__(self):
        return len(self.__x)  # read

    def __enter__(self):
        return self

    def __exit__(self, *error):
        del self.__x  # error: MGL001 medium


class AssignedByAThreadOfTheConstructor:
    """The constructor deletes what a thread that it starts has assigned."""

    def __init__(self):
        start(self.__serve)
        self.wait()
        if self.__error is not None:
            raise self.__error
        del self.__error  # error: MGL001

    def __serve(self):
        self.__error = None

    def status(self):
        return self.__error  # read
