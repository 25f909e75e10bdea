# A property's deleter is there to delete.
# before
class C:
    def __init__(self):
        self.__x = 1  # café

    @property
    def x(self):
        return self.__x

    @x.setter
    def x(self, value):
        self.__x = value

    @x.deleter
    def x(self):
        del self.__x
