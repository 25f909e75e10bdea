# Something else is in it.
# before
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self):
        if self.__x:
            self.__x.stop()
            del self.__x
# after
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self):
        if self.__x:
            self.__x.stop()
            self.__x = None
