# Not directly behind it.
# options: select=MGL002 unsafe_fixes
# before
class C:
    def __init__(self, peer):
        self.__x = peer.connect()  # café

    def use(self):
        return self.__x.send()

    def close(self):
        del self.__x
        print("café")
        self.__x = None
