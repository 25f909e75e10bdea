"""Readers that first ask a part of the object for its state."""

import threading


class ClosesThePart:
    """The deleting path closes what the reader asks."""

    def __init__(self, sock, conn):
        self.__x = sock
        self.__conn = conn

    def get(self):
        if self.__conn.closed:
            raise RuntimeError("closed")
        return self.__x

    def close(self):
        self.__conn.close()
        del self.__x


class AsksTheSame:
    """Deletion and read stand behind the same question."""

    def __init__(self, sock, conn):
        self.__x = sock
        self.conn = conn

    def get(self):
        if self.conn.closed:
            raise RuntimeError("closed")
        return self.__x

    def drop(self):
        if not self.conn.closed:
            self.conn.leave()
            del self.__x


class ReplacesThePart:
    """The deleting path takes the part away."""

    def __init__(self, sock, task):
        self.__x = sock
        self.__task = task

    def get(self):
        if self.__task.done():
            return None
        return self.__x

    def drop(self):
        self.__task = None
        del self.__x


class EmptiesThePart:
    """Nothing is left of what is measured."""

    def __init__(self, sock):
        self.__x = sock
        self.__queue = []

    def get(self):
        if len(self.__queue) == 0:
            return None
        return self.__x

    def drop(self):
        self.__queue.clear()
        del self.__x


class AsksBeforeTheHelper:
    """The caller asks, the helper reads."""

    def __init__(self, sock, task):
        self.__x = sock
        self.__task = task

    def get(self):
        if self.__task.done():
            return None
        return self.__really()

    def __really(self):
        return self.__x

    def drop(self):
        self.__task.cancel()
        del self.__x


class NobodyCanTell:
    """A state machine of somebody else."""

    def __init__(self, sock, fsm):
        self.__x = sock
        self.fsm = fsm

    def get(self):
        if self.fsm.state() != "run":
            return None
        return self.__x  # read

    def drop(self):
        del self.__x  # error: MGL001 low


class AsksItsBase(threading.Thread):
    """A method of a base that is not in sight."""

    def __init__(self, sock):
        self.__x = sock

    def get(self):
        if not self.is_alive():
            return None
        return self.__x  # read

    def drop(self):
        del self.__x  # error: MGL001 low


class AsksAnArgument:
    """An argument is no state of the object."""

    def __init__(self, sock):
        self.__x = sock

    def get(self, conn):
        if conn.closed:
            return None
        return self.__x  # read

    def drop(self):
        del self.__x  # error: MGL001


class OneReaderDoesNotAsk:
    """One reader that asks clears no other."""

    def __init__(self, sock, fsm):
        self.__x = sock
        self.fsm = fsm

    def get(self):
        if self.fsm.closed:
            return None
        return self.__x  # read

    def peek(self):
        return self.__x  # read

    def drop(self):
        del self.__x  # error: MGL001


class AsksAndReadsAnyway:
    """The question decides nothing about the read."""

    def __init__(self, sock, fsm):
        self.__x = sock
        self.fsm = fsm

    def get(self):
        if self.fsm.closed:
            print("late")
        return self.__x  # read

    def drop(self):
        del self.__x  # error: MGL001


class AsksBeforeAndInLoop:
    """That a loop over a part has ended says nothing about it."""

    def __init__(self, sock):
        self.__x = sock
        self.queue = []

    def get(self):
        while len(self.queue) > 0:
            self.queue.pop()
        return self.__x  # read

    def drop(self):
        del self.__x  # error: MGL001


class ReadsInLoop:
    """That a loop goes on does."""

    def __init__(self, sock, task):
        self.__x = sock
        self.task = task

    def get(self):
        while not self.task.done():
            self.__x.step()  # read

    def drop(self):
        del self.__x  # error: MGL001 low


class ConstructorSetsThePart:
    """What the constructor assigns to the part is no change of it."""

    def __init__(self, sock, task):
        self.__x = sock
        del self.__x  # error: MGL001
        self.task = task

    def get(self):
        if self.task.done():
            return None
        return self.__x  # read
