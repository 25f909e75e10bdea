# Behind a header they are joined by semicolons.
# before
class C:
    def __init__(self, peer):
        self.__a = peer.connect()  # café
        self.__b = peer.connect()

    def use(self):
        return self.__a.send(self.__b)

    def close(self, peer):
        try:
            peer.close()
        finally: del self.__a, self.__b  # always
# after
class C:
    def __init__(self, peer):
        self.__a = peer.connect()  # café
        self.__b = peer.connect()

    def use(self):
        return self.__a.send(self.__b)

    def close(self, peer):
        try:
            peer.close()
        finally: self.__a = None; self.__b = None  # always
