# Among other code.
# options: unsafe_fixes
# before
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def is_open(self):
        return [bool(hasattr(self, "_C__x")), self]  # café

    def close(self):
        del self.__x
# after
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def is_open(self):
        return [bool(self.__x is not None), self]  # café

    def close(self):
        self.__x = None
