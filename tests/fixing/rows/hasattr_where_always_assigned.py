# `__init__` always assigns: read and compare.
# options: unsafe_fixes
# before
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def is_open(self):
        return hasattr(self, "_C__x")

    def close(self):
        del self.__x
# after
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def is_open(self):
        return self.__x is not None

    def close(self):
        self.__x = None
