"""`except*`: handlers of exception groups (Python 3.11 and later)."""


class CaughtByAGroupHandler:
    """`except*` catches a bare AttributeError too: an existence test."""

    def __init__(self):
        self.__x = 1

    def show(self):
        try:
            print(self.__x)
        except* AttributeError:
            print("nothing")

    def close(self):
        del self.__x


class NotCaughtByAGroupHandler:
    """`except*` of another error does not."""

    def __init__(self):
        self.__x = 1

    def show(self):
        try:
            print(self.__x)  # read
        except* ValueError:
            print("nothing")

    def close(self):
        del self.__x  # error: MGL001 complete
