"""Loops: a body may run never, once or many times; `break`, `continue` and `else` decide."""


class DeletedInALoop:
    """The second turn deletes what is gone already."""

    def __init__(self):
        self.__x = 1

    def drop(self, values):
        for value in values:
            del self.__x  # error: MGL001; delete

    def get(self):
        return self.__x  # read


class ReadInTheNextTurn:
    """The read stands before the deletion, but the next turn comes to it afterwards."""

    def __init__(self):
        self.__x = 1

    def drop(self, values):
        for value in values:
            print(self.__x)  # read
            del self.__x  # error: MGL001 complete high


class DeletedThenBreak:
    """After the deletion the loop is left, so its read is not reached again."""

    def __init__(self):
        self.__x = 1

    def drop(self, values):
        for value in values:
            print(self.__x)
            if value:
                del self.__x
                break


class ContinueSkipsTheAssignment:
    """`continue` comes to the next turn, and the exit, without the assignment."""

    def __init__(self):
        self.__x = 1

    def drop(self, values):
        for value in values:
            del self.__x  # error: MGL001; delete
            if value is None:
                continue
            self.__x = value

    def get(self):
        return self.__x  # read


class AssignedInEveryTurn:
    """Each turn that deletes assigns again."""

    def __init__(self):
        self.__x = 1

    def replace(self, values):
        for value in values:
            del self.__x
            self.__x = value

    def get(self):
        return self.__x


class AssignedInALoopBehind:
    """The loop behind the deletion may not turn at all."""

    def __init__(self):
        self.__x = 1

    def replace(self, values):
        del self.__x  # error: MGL001
        for value in values:
            self.__x = value

    def get(self):
        return self.__x  # read


class ForElse:
    """`else` runs when the loop was not left by `break`; both ways assign."""

    def __init__(self):
        self.__x = 1

    def find(self, values):
        del self.__x
        for value in values:
            if value > 0:
                self.__x = value
                break
        else:
            self.__x = 0

    def get(self):
        return self.__x


class ForElseWithBareBreak:
    """The `break` skips the `else` that assigns."""

    def __init__(self):
        self.__x = 1

    def find(self, values):
        del self.__x  # error: MGL001
        for value in values:
            if value > 0:
                break
        else:
            self.__x = 0

    def get(self):
        return self.__x  # read


class WhileTrue:
    """`while True` is left only by the `break` behind the assignment."""

    def __init__(self):
        self.__x = 1

    def wait(self, ask):
        del self.__x
        while True:
            value = ask()
            if value:
                self.__x = value
                break

    def get(self):
        return self.__x


class WhileTrueForever:
    """Nothing behind an endless loop is reached, and nothing leaves it."""

    def __init__(self):
        self.__x = 1

    def serve(self, work):
        del self.__x
        while True:
            work()

    def get(self):
        return self.__x


class WhileElse:
    """The `else` of a `while` runs once the condition is false."""

    def __init__(self):
        self.__x = 1

    def drain(self, queue):
        del self.__x
        while queue:
            queue.pop()
        else:
            self.__x = 0

    def get(self):
        return self.__x


class TestedByTheLoop:
    """The condition of the loop is a read."""

    def __init__(self):
        self.__x = [1]

    def drain(self):
        while self.__x:  # test
            self.__x.pop()

    def close(self):
        del self.__x  # error: MGL001 complete


class IteratedOver:
    """The loop's iterable is a read, and None cannot be iterated over."""

    def __init__(self):
        self.__x = [1]

    def show(self):
        for value in self.__x:  # read
            print(value)

    def close(self):
        del self.__x  # error: MGL001


class LoopTargetReads:
    """`for self.__x in …` assigns before the body reads."""

    def show(self, values):
        for self.__x in values:
            print(self.__x)

    def close(self):
        del self.__x


class ReadBehindTheLoop:
    """Behind the loop nothing proves that it has turned."""

    def show(self, values):
        for self.__x in values:
            print("turn")
        return self.__x  # read

    def close(self):
        del self.__x  # error: MGL001


class DeletedWhileTrueWithoutBreak:
    """A `return` in the endless loop is an exit like any other."""

    def __init__(self):
        self.__x = 1

    def serve(self, ask):
        del self.__x  # error: MGL001
        while True:
            if ask() == "quit":
                return

    def get(self):
        return self.__x  # read


class InnerBreak:
    """`break` leaves the inner loop only; the outer one assigns."""

    def __init__(self):
        self.__x = 1

    def walk(self, rows):
        for row in rows:
            del self.__x
            for cell in row:
                if cell:
                    break
            self.__x = row

    def get(self):
        return self.__x
