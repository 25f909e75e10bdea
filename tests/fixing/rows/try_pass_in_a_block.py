# The assignment alone.
# before
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self, peer):
        if peer:
            try:
                del self.__x
            except AttributeError:
                pass
            peer.close()  # café
# after
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self, peer):
        if peer:
            self.__x = None
            peer.close()  # café
