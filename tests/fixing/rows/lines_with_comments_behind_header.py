# A comment goes to the end of the line.
# before
class C:
    def __init__(self, peer):
        self.__a = peer.connect()  # café
        self.__b = peer.connect()

    def use(self):
        return self.__a.send(self.__b)

    def close(self, c):
        if c: del (self.__a,  # why
            self.__b)
# after
class C:
    def __init__(self, peer):
        self.__a = peer.connect()  # café
        self.__b = peer.connect()

    def use(self):
        return self.__a.send(self.__b)

    def close(self, c):
        if c: self.__a = None; self.__b = None  # why
