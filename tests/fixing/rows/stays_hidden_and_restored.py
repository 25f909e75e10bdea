# Hidden for a while, and restored.
# before
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self):
        saved = self.__x
        del self.__x
        try:
            return dict(self.__dict__)
        finally:
            self.__x = saved
