# Not without being told that it may.
# options: select=MGL002
# before
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self):
        del self.__x
        self.__x = None
