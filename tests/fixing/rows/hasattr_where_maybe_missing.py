# It may never have been assigned.
# options: unsafe_fixes
# before
class C:
    def open(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def is_open(self):
        return hasattr(self, "_C__x")

    def close(self):
        del self.__x
# after
class C:
    def open(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def is_open(self):
        return getattr(self, "_C__x", None) is not None

    def close(self):
        self.__x = None
