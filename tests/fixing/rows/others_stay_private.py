# What nobody else reads stays deleted.
# before
class C:
    def __init__(self, peer):
        self.__a = peer.connect()  # café
        self.__b = peer.connect()
        self.__kept = 1

    def use(self):
        return self.__a.send(self.__b)

    def close(self):
        del self.__a, self.__kept, self.__b
# after
class C:
    def __init__(self, peer):
        self.__a = peer.connect()  # café
        self.__b = peer.connect()
        self.__kept = 1

    def use(self):
        return self.__a.send(self.__b)

    def close(self):
        self.__a = None
        del self.__kept
        self.__b = None
