# One assignment a line, in the same order.
# before
class C:
    def __init__(self, peer):
        self.__a = peer.connect()  # café
        self.__b = peer.connect()

    def use(self):
        return self.__a.send(self.__b)

    def close(self):
        del self.__a, self.__b
# after
class C:
    def __init__(self, peer):
        self.__a = peer.connect()  # café
        self.__b = peer.connect()

    def use(self):
        return self.__a.send(self.__b)

    def close(self):
        self.__a = None
        self.__b = None
