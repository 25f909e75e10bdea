# Zero goes either way.
# before
class C:
    def __init__(self, peer):
        self.__x = 0  # café

    def use(self):
        return self.__x.send()

    def close(self):
        if hasattr(self, "_C__x"):
            del self.__x
# after
class C:
    def __init__(self, peer):
        self.__x = 0  # café

    def use(self):
        return self.__x.send()

    def close(self):
        self.__x = None
