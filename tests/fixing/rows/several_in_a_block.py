# In a block each has its line.
# before
class C:
    def __init__(self, peer):
        self.__a = peer.connect()  # café
        self.__b = peer.connect()

    def use(self):
        return self.__a.send(self.__b)

    def close(self, peer):
        if peer:
            # both
            del self.__a, self.__b
# after
class C:
    def __init__(self, peer):
        self.__a = peer.connect()  # café
        self.__b = peer.connect()

    def use(self):
        return self.__a.send(self.__b)

    def close(self, peer):
        if peer:
            # both
            self.__a = None
            self.__b = None
