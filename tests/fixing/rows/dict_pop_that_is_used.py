# No statement of its own: untouched.
# before
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self):
        return self.__dict__.pop("_C__x", None)
