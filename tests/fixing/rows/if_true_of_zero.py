# Alone it would overwrite 0.
# before
class C:
    def __init__(self, peer):
        self.__x = 0  # café

    def use(self):
        return self.__x.send()

    def close(self):
        if self.__x:
            del self.__x
# after
class C:
    def __init__(self, peer):
        self.__x = 0  # café

    def use(self):
        return self.__x.send()

    def close(self):
        if self.__x:
            self.__x = None
