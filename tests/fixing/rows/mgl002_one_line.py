# The assignment that follows is enough.
# options: select=MGL002 unsafe_fixes
# before
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self):
        del self.__x; self.__x = None  # café
# after
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self):
        self.__x = None  # café
