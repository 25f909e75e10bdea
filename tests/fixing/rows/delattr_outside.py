# Outside of the class no name is mangled.
# before
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()


def close(client):
    delattr(client, "_C__x")
# after
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()


def close(client):
    client._C__x = None
