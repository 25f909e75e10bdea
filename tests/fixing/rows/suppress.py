# The assignment alone.
# before
from contextlib import suppress


class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self):
        with suppress(AttributeError):
            del self.__x
# after
from contextlib import suppress


class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self):
        self.__x = None
