"""`try`, `except`, `else`, `finally`, `with`: which errors are caught where, and what runs then."""

import contextlib
from contextlib import suppress


class DeletedInFinally:
    """`finally` runs on every way out, so each of them leaves the attribute missing."""

    def __init__(self):
        self.__x = 1

    def use(self, work):
        try:
            return work(self.__x)
        finally:
            del self.__x  # error: MGL001

    def get(self):
        return self.__x  # read


class AssignedInFinally:
    """The `finally` around the deletion assigns on every way out."""

    def __init__(self):
        self.__x = 1

    def use(self, work):
        try:
            del self.__x
            work()
        finally:
            self.__x = 2

    def get(self):
        return self.__x


class AssignedInExcept:
    """Only the way through the `except` clause assigns."""

    def __init__(self):
        self.__x = 1

    def use(self, work):
        del self.__x  # error: MGL001
        try:
            work()
        except ValueError:
            self.__x = 2

    def get(self):
        return self.__x  # read


class AssignedInElse:
    """The way through the `except` clause does not assign."""

    def __init__(self):
        self.__x = 1

    def use(self, work):
        del self.__x  # error: MGL001
        try:
            value = work()
        except ValueError:
            print("failed")
        else:
            self.__x = value

    def get(self):
        return self.__x  # read


class AssignedInElseAndExcept:
    """Both ways assign."""

    def __init__(self):
        self.__x = 1

    def use(self, work):
        del self.__x
        try:
            value = work()
        except ValueError:
            self.__x = 0
        else:
            self.__x = value

    def get(self):
        return self.__x


class DeletedInExcept:
    """Deleted when something fails; the object lives on."""

    def __init__(self):
        self.__x = 1

    def use(self, work):
        try:
            work(self.__x)
        except OSError:
            del self.__x  # error: MGL001

    def get(self):
        return self.__x  # read


class DeletedInExceptThatRaises:
    """The error goes on, and the object is left without the attribute."""

    def __init__(self):
        self.__x = 1

    def use(self, work):
        try:
            work()
        except OSError:
            del self.__x  # error: MGL001
            raise

    def get(self):
        return self.__x  # read


class DeletionThatMayFail:
    """`except AttributeError: pass` lets it be called twice; readers are not helped."""

    def __init__(self):
        self.__x = 1

    def close(self):
        try:
            del self.__x  # error: MGL001 medium
        except AttributeError:
            pass

    def get(self):
        return self.__x  # read


class DeletionInABareExcept:
    """A bare `except:` around the deletion; readers are not helped."""

    def __init__(self):
        self.__x = 1

    def close(self):
        try:
            del self.__x  # error: MGL001
        except:
            pass

    def get(self):
        return self.__x  # read


class DeletionSuppressed:
    """`suppress(AttributeError)` around the deletion; readers are not helped."""

    def __init__(self):
        self.__x = 1

    def close(self):
        with suppress(AttributeError):
            del self.__x  # error: MGL001

    def get(self):
        return self.__x  # read


class ReadCaughtByAnotherClause:
    """`except KeyError` does not catch the AttributeError."""

    def __init__(self):
        self.__x = {}

    def get(self, key):
        try:
            return self.__x[key]  # read
        except KeyError:
            return None

    def close(self):
        del self.__x  # error: MGL001


class ReadCaughtByATuple:
    """One of the errors of the tuple is AttributeError."""

    def __init__(self):
        self.__x = {}

    def get(self, key):
        try:
            return self.__x[key]
        except (KeyError, AttributeError):
            return None

    def close(self):
        del self.__x


class CaughtAndRaisedAgain:
    """Caught, but raised again: the caller gets the AttributeError all the same."""

    def __init__(self):
        self.__x = {}

    def get(self, key):
        try:
            return self.__x[key]  # read
        except AttributeError:
            print("closed")
            raise

    def close(self):
        del self.__x  # error: MGL001


class CaughtAndTranslated:
    """Caught and turned into the class's own error: an existence test."""

    def __init__(self):
        self.__x = {}

    def get(self, key):
        try:
            return self.__x[key]
        except AttributeError:
            raise RuntimeError("closed") from None

    def close(self):
        del self.__x


class ReadInTheHandler:
    """What stands in the handler itself is not protected by it."""

    def __init__(self):
        self.__x = {}

    def get(self, work):
        try:
            work()
        except AttributeError:
            return self.__x  # read

    def close(self):
        del self.__x  # error: MGL001


class ReadInElse:
    """What stands in the `else` is not protected by the handlers."""

    def __init__(self):
        self.__x = {}

    def get(self, work):
        try:
            work()
        except AttributeError:
            return None
        else:
            return self.__x  # read

    def close(self):
        del self.__x  # error: MGL001


class ReadInFinally:
    """What stands in the `finally` is not protected by the handlers."""

    def __init__(self):
        self.__x = {}

    def get(self, work):
        try:
            work()
        except AttributeError:
            pass
        finally:
            print(self.__x)  # read

    def close(self):
        del self.__x  # error: MGL001 complete


class FinallyThatReturns:
    """A `return` in `finally` swallows the error: an existence test."""

    def __init__(self):
        self.__x = {}

    def get(self):
        value = None
        try:
            value = self.__x["key"]
        finally:
            return value

    def close(self):
        del self.__x


class OuterTryCatches:
    """The handler may stand around an inner `try` that does not catch it."""

    def __init__(self):
        self.__x = {}

    def get(self, key):
        try:
            try:
                return self.__x[key]
            except KeyError:
                return None
        except AttributeError:
            return None

    def close(self):
        del self.__x


class HandlerAssigns:
    """The handler makes what is missing; the read behind it is safe."""

    def __init__(self):
        self.__x = {}

    def get(self):
        try:
            self.__x
        except AttributeError:
            self.__x = {}
        return self.__x

    def close(self):
        del self.__x


class HandlerOnlyLogs:
    """The handler goes on to a second read, which nothing protects."""

    def __init__(self):
        self.__x = {}

    def get(self):
        try:
            self.__x
        except AttributeError:
            print("closed")
        return self.__x  # read

    def close(self):
        del self.__x  # error: MGL001 unsafe


class SuppressBaseException:
    """Suppressing Exception suppresses AttributeError too."""

    def __init__(self):
        self.__x = {}

    def get(self):
        with contextlib.suppress(Exception):
            return self.__x["key"]

    def close(self):
        del self.__x


class SuppressSomethingElse:
    """Suppressing KeyError does not suppress the AttributeError."""

    def __init__(self):
        self.__x = {}

    def get(self):
        with suppress(KeyError):
            return self.__x["key"]  # read

    def close(self):
        del self.__x  # error: MGL001


class ReadAfterSuppress:
    """Behind the suppressed read the attribute may be missing still."""

    def __init__(self):
        self.__x = {}

    def get(self):
        with suppress(AttributeError):
            print(self.__x)
        return self.__x  # read

    def close(self):
        del self.__x  # error: MGL001 unsafe


class AnyContextManager:
    """A lock does not swallow errors."""

    def __init__(self, lock):
        self.lock = lock
        self.__x = {}

    def get(self):
        with self.lock:
            return self.__x  # read

    def close(self):
        with self.lock:
            del self.__x  # error: MGL001


class AsContextManager:
    """Entering it is a read, and None cannot be entered."""

    def __init__(self, lock):
        self.__x = lock

    def run(self, work):
        with self.__x:  # read
            work()

    def close(self):
        del self.__x  # error: MGL001


class CallerCatches:
    """The private reader's only caller catches: an existence test, one call away."""

    def __init__(self):
        self.__x = {}

    def __read(self):
        return self.__x["key"]

    def get(self):
        try:
            return self.__read()
        except AttributeError:
            return None

    def close(self):
        del self.__x


class PublicReaderWhoseCallerCatches:
    """One caller catches, but the reader is public: anyone may call it."""

    def __init__(self):
        self.__x = {}

    def read(self):
        return self.__x["key"]  # read

    def get(self):
        try:
            return self.read()
        except AttributeError:
            return None

    def close(self):
        del self.__x  # error: MGL001 unsafe


class OwnReadInTheHandler:
    """In its own body: a call behind the deletion fails, and the handler reads."""

    def __init__(self):
        self.__x = {}

    def close(self, work):
        try:
            del self.__x  # error: MGL001 complete high
            raise ValueError
        except ValueError:
            print(self.__x)  # read


class ModuleErrors:
    """`select.error` and `socket.timeout` are no AttributeError."""

    def __init__(self):
        self.__x = 1

    def close(self):
        del self.__x  # error: MGL001

    def wait(self):
        try:
            return self.__x  # read
        except select.error:
            return None

    def receive(self):
        try:
            return self.__x  # read
        except (EOFError, socket.timeout):
            return None


class SpaceBeforeTheColon:
    """`except X :` as some people write it."""

    def __init__(self):
        self.__x = 1

    def close(self):
        del self.__x  # error: MGL001

    def read(self):
        try:
            return self.__x  # read
        except OSError :
            return None


class HandlerThatOnlyRaises:
    """`raise` alone in an `except` clause is as good as no clause: no path of its own."""

    def __init__(self):
        self.__port = None
        self.__open = False

    def start(self, port):
        self.__port = port
        self.__open = True

    def close(self):
        try:
            del self.__port
            print("closed")
            self.__open = False
        except Exception as error:
            raise error

    def send(self, data):
        if self.__open:
            self.__port.write(data)


class HandlerOfSomethingInside:
    """What handles the errors of an item does not handle those of the loop itself."""

    def lost(self):
        try:
            for item in self.__items:
                try:
                    item.lost()
                except Exception:
                    print("bad")
            del self.__items  # error: MGL001 unsafe
        except AttributeError:
            pass

    def feed(self):
        for item in self.__items:  # read
            item.feed()


class PassedTheSameClauseBefore:
    """What an inner `except ValueError` did not catch, an outer one does not catch either."""

    def __init__(self):
        self.__x = []

    def drop(self):
        try:
            try:
                work()
            except ValueError:
                return
        except ValueError:
            del self.__x

    def get(self):
        return self.__x


class PassedTheClauseOfABaseClass:
    """Nor does one for a subclass."""

    def __init__(self):
        self.__x = []

    def drop(self):
        try:
            try:
                work()
            except (OSError, ValueError):
                return
        except (FileNotFoundError, ValueError):
            del self.__x

    def get(self):
        return self.__x


class PassedTheClauseOfASubclass:
    """One for a base class may."""

    def __init__(self):
        self.__x = []

    def drop(self):
        try:
            try:
                work()
            except FileNotFoundError:
                return
        except OSError:
            del self.__x  # error: MGL001

    def get(self):
        return self.__x  # read


class RaisedByTheInnerClause:
    """So may one for the same class, if the inner clause raises."""

    def __init__(self):
        self.__x = []

    def drop(self):
        try:
            try:
                work()
            except ValueError:
                work()
        except ValueError:
            del self.__x  # error: MGL001

    def get(self):
        return self.__x  # read


class RaisedAgainAndCaught:
    """What one clause has caught and raises again, another for the same class catches, too."""

    def __init__(self):
        self.__x = []

    def renew(self):
        with suppress(ValueError):
            try:
                del self.__x
                work()
            except ValueError:
                print("bad")
                raise
        self.__x = []

    def get(self):
        return self.__x


class RaisedAgainAndNotCaught:
    """One for another class may not."""

    def __init__(self):
        self.__x = []

    def renew(self):
        with suppress(ValueError):
            try:
                del self.__x  # error: MGL001
                work()
            except OSError:
                print("bad")
                raise
        self.__x = []

    def get(self):
        return self.__x  # read
