"""The deleting code, run once more: that counts where ordinary use of the object leads to it."""


class UsedThenClosed:
    """Whoever sends closes, too, and `send` has closed already."""

    def __init__(self, sock):
        self.__x = sock

    def send(self, data):
        self.queue.append(data)
        self.close()

    def close(self):
        self.__x.shutdown()  # read
        del self.__x  # error: MGL001 medium


class UsedThenClosedAlone:
    """A second deletion raises as well, though nobody reads."""

    def __init__(self, sock):
        self.__x = sock

    def send(self, data):
        self.queue.append(data)
        self.close()

    def close(self):
        del self.__x  # error: MGL001 complete medium; delete


class ClosedTwice:
    """That a teardown is called twice is not supposed."""

    def __init__(self, sock):
        self.__x = sock

    def close(self):
        self.__x.shutdown()
        del self.__x


class StoppedThenClosed:
    """Nor that one teardown is called after another."""

    def __init__(self, sock):
        self.__x = sock

    def __exit__(self, *args):
        self.close()

    def stop(self):
        self.close()

    def __del__(self):
        self.close()

    def close(self):
        self.__x.shutdown()
        del self.__x


class UsedInAWithBlock:
    """The end of the block is what follows, and the helper is private."""

    def __init__(self, sock):
        self.__x = sock

    def __enter__(self):
        return self

    def send(self, data):
        self.__free()

    def __exit__(self, *args):
        self.__free()

    def __free(self):
        self.__x.shutdown()  # read
        del self.__x  # error: MGL001 medium


class EitherIsTheEnd:
    """Of two methods that both end something, one is called."""

    def __init__(self, sock):
        self.__x = sock

    def accept(self):
        self.__free()

    def reject(self):
        self.__free()

    def begin(self, sock):
        self.__x = sock

    def __free(self):
        self.__x.shutdown()
        del self.__x


class CallbackThenClosed:
    """A private method that is handed on is not called by who uses the object."""

    def __init__(self, window):
        self.__x = window
        window.on_escape(self.__escape)

    def __escape(self):
        self.close()

    def close(self):
        self.__x.hide()
        del self.__x


class ConnectsAnew:
    """Each sending has a connection of its own, but a closing after it has none."""

    def __init__(self, connect):
        self.connect = connect

    def send(self, data):
        self.__x = self.connect()
        self.__x.send(data)
        self.close()

    def close(self):
        self.__x.shutdown()  # read
        del self.__x  # error: MGL001 medium


class ConnectedAgainAfterwards:
    """Sending after closing raises, but closing after sending does not."""

    def __init__(self, connect):
        self.connect = connect
        self.__x = connect()

    def send(self, data):
        self.__x.send(data)  # read
        self.close()
        self.__x = self.connect()

    def close(self):
        self.__x.shutdown()
        del self.__x  # error: MGL001 medium


class Guarded:
    """A guard clears it as it does for any reader."""

    def __init__(self, sock):
        self.__x = sock
        self.__open = True

    def send(self, data):
        self.close()

    def close(self):
        if self.__open:
            self.__open = False
            self.__x.shutdown()
            del self.__x


class Caught:
    """So does an `except`."""

    def __init__(self, sock):
        self.__x = sock

    def send(self, data):
        self.close()

    def close(self):
        try:
            self.__x.shutdown()
            del self.__x
        except AttributeError:
            pass


class SentTwice:
    """A method that is no end of anything may be called again."""

    def __init__(self, sock):
        self.__x = sock

    def send(self, data):
        self.__send(data)

    def __send(self, data):
        self.__x.send(data)  # read
        del self.__x  # error: MGL001 medium


class SentTwiceByHelper:
    """It does not matter where it reads."""

    def __init__(self, sock):
        self.__x = sock

    def send(self, data):
        self.__x.send(data)  # read
        self.__drop()

    def __drop(self):
        del self.__x  # error: MGL001 medium


class DropsWhatItReads:
    """A method that says itself that it takes the value away is meant to be called once."""

    def __init__(self, value):
        self.__x = value

    def take(self):
        taken = self.__x
        del self.__x
        return taken


class DropsInAFunctionInside:
    """It says so in a function inside, too."""

    def __init__(self, value):
        self.__x = value

    def take(self):
        def drop():
            del self.__x

        taken = self.__x
        drop()
        return taken


class RunOnce:
    """Some methods are called once in the life of an object, by their names."""

    def __init__(self, parts):
        self.__x = parts

    def run(self):
        self.__go()

    def __call__(self):
        self.__go()

    def __go(self):
        self.__x.pop()
        del self.__x


class BegunAgain:
    """Where another method assigns it, that is called in between."""

    def __init__(self):
        self.__x = []

    def begin(self):
        self.__x = []

    def flush(self):
        self.__write()

    def __write(self):
        print(self.__x)
        del self.__x


class SwitchedOffTwice:
    """Or the same method does, when it is told otherwise."""

    def __init__(self):
        self.__x = []

    def switch(self, on):
        if on:
            self.__x = []
        else:
            self.__off()

    def __off(self):
        print(self.__x)
        del self.__x


class ReadElsewhereToo:
    """Another reader decides how sure it is."""

    def __init__(self, sock):
        self.__x = sock

    def send(self, data):
        self.__x.send(data)  # read
        self.drop()

    def drop(self):
        self.__x.shutdown()
        del self.__x  # error: MGL001 high


class HelperOfSubclasses:
    """A protected method is not called by who uses the object."""

    def __init__(self, sock):
        self.__x = sock

    def begin(self, sock):
        self.__x = sock

    def send(self, data):
        self._drop()

    def _drop(self):
        self.__x.shutdown()
        del self.__x


class ConstructorHasCloseDone:
    """If making the object has closed it, the first closing raises."""

    def __init__(self, sock):
        self.__x = sock
        if not sock:
            self.close()

    def close(self):
        self.__x.shutdown()  # read
        del self.__x  # error: MGL001 medium
