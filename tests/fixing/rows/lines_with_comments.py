# A comment goes where its target goes.
# before
class C:
    def __init__(self, peer):
        self.__a = peer.connect()  # café
        self.__b = peer.connect()

    def use(self):
        return self.__a.send(self.__b)

    def close(self, c):
        del (  # all
            # the first: café
            self.__a,  # first
            # the second
            c[0],
            self.__b  # third
        )
# after
class C:
    def __init__(self, peer):
        self.__a = peer.connect()  # café
        self.__b = peer.connect()

    def use(self):
        return self.__a.send(self.__b)

    def close(self, c):
        # all
        # the first: café
        self.__a = None  # first
        # the second
        del c[0]
        self.__b = None  # third
