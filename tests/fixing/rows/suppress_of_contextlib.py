# The assignment alone.
# before
import contextlib


class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self):
        with contextlib.suppress(AttributeError):
            del self.__x
# after
import contextlib


class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self):
        self.__x = None
