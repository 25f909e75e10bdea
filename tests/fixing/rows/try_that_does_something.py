# The handler is a test for existence: untouched.
# before
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self):
        try:
            del self.__x
        except AttributeError:
            print("closed twice: café")
