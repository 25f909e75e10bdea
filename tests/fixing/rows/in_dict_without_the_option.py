# Withheld.
# before
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def is_open(self):
        return "_C__x" in self.__dict__

    def close(self):
        del self.__x
