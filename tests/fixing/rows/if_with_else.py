# Something else is in it.
# before
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self):
        if self.__x:
            del self.__x
        else:
            print("café")
# after
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self):
        if self.__x:
            self.__x = None
        else:
            print("café")
