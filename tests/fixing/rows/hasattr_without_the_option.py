# Withheld.
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
