# Another attribute.
# options: select=MGL002 unsafe_fixes
# before
class C:
    def __init__(self, peer):
        self.__a = peer.connect()  # café
        self.__b = peer.connect()

    def use(self):
        return self.__a.send(self.__b)

    def close(self):
        del self.__a
        self.__b = None
        self.__a = None
