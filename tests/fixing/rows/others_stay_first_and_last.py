# Neighbours that stay share a deletion.
# before
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self, a, b):
        del self.__x, a, b
# after
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self, a, b):
        self.__x = None
        del a, b
