# A cache is never rewritten, and blocks the fix.
# options: unsafe_fixes
# before
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def cached(self):
        try:
            return self.__x
        except AttributeError:
            self.__x = 1  # café
        return self.__x

    def close(self):
        del self.__x
