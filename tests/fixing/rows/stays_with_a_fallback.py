# The read falls back to the class.
# before
class C:
    __x = 1  # café

    def set(self, value):
        self.__x = value

    def use(self):
        return self.__x

    def reset(self):
        del self.__x
