# The assignment alone.
# before
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self):
        print("bye")
        if hasattr(self, "_C__x"): del self.__x  # café
# after
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self):
        print("bye")
        self.__x = None  # café
