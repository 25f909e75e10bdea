# Joined by semicolons behind a header.
# before
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self, a, b):
        if a: del a, self.__x, b
# after
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self, a, b):
        if a: del a; self.__x = None; del b
