"""Methods and lambdas that are called only after they were handed on."""

import loop


class HandedOnAfterwards:
    """The deletion runs in a state in which nobody reads any more."""

    def __init__(self):
        self.__open = True
        self.__x = []

    def get(self):
        if self.__open:
            return self.__x

    def close(self):
        self.__open = False
        loop.call_later(then=self.__free)

    def __free(self):
        del self.__x


class LambdaHandedOnAfterwards:
    """So does a lambda."""

    def __init__(self):
        self.__open = True
        self.__x = []

    def get(self):
        if self.__open:
            return self.__x

    def close(self):
        self.__open = False
        loop.call_later(lambda: self.__free())

    def __free(self):
        del self.__x


class HandedOnBefore:
    """The state changes elsewhere, and the deletion may run before."""

    def __init__(self):
        self.__open = True
        self.__x = []

    def get(self):
        if self.__open:
            return self.__x  # read

    def close(self):
        loop.call_later(then=self.__free)

    def stop(self):
        self.__open = False

    def __free(self):
        del self.__x  # error: MGL001


class HandedOnByConstructor:
    """It can be called from the beginning."""

    def __init__(self):
        self.__open = True
        self.__x = []
        loop.at_exit(self.__free)

    def get(self):
        if self.__open:
            return self.__x  # read

    def close(self):
        self.__open = False
        loop.call_later(self.__free)

    def __free(self):
        del self.__x  # error: MGL001


class PublicAnyway:
    """A public method can be called at any time."""

    def __init__(self):
        self.__open = True
        self.__x = []

    def get(self):
        if self.__open:
            return self.__x  # read

    def close(self):
        self.__open = False
        loop.call_later(self.free)

    def free(self):
        del self.__x  # error: MGL001


class TwoLambdas:
    """Each is handed on by itself."""

    def __init__(self):
        self.__open = True
        self.__x = []

    def get(self):
        if self.__open:
            return self.__x

    def start(self):
        loop.call_later(lambda: self.get())

    def close(self):
        self.__open = False
        loop.call_later(lambda: self.__free())

    def __free(self):
        del self.__x


class WorkerThatHasEnded:
    """The only reader may be over by then: medium."""

    def work(self, queue):
        self.__x = queue
        thread = loop.Thread(target=self.__work)
        thread.start()
        thread.join()
        del self.__x  # error: MGL001 medium

    def __work(self):
        self.__x.get()  # read


class LambdaThatHasEnded:
    """So may be a lambda."""

    def work(self, queue):
        self.__x = queue
        loop.run(lambda: self.__x.get())  # read
        del self.__x  # error: MGL001 medium


class WorkerThatBeginsAfterwards:
    """It cannot be over before it begins."""

    def work(self, queue):
        self.__x = queue
        del self.__x  # error: MGL001 high
        loop.Thread(target=self.__work).start()

    def __work(self):
        self.__x.get()  # read


class WorkerFromTheBeginning:
    """Nothing tells that it is over."""

    def __init__(self, queue):
        self.__x = queue
        loop.Thread(target=self.__work).start()

    def work(self):
        del self.__x  # error: MGL001 high

    def __work(self):
        self.__x.get()  # read


class WorkerAndAnother:
    """Another method is there for good."""

    def work(self, queue):
        self.__x = queue
        loop.Thread(target=self.__work).join()
        del self.__x  # error: MGL001 high

    def __work(self):
        self.__x.get()  # read

    def rows(self):
        return self.__x  # read


class ReaderHandedOnTooLate:
    """It can be called only after the one deletion, so never after the other."""

    def __init__(self):
        self.__x = []

    def drop(self):
        del self.__x  # error: MGL001; delete: close

    def close(self):
        del self.__x  # error: MGL001; delete: drop
        loop.call_later(then=self.__work)

    def __work(self):
        return self.__x  # read: close


class ReaderHandedOnByOneHandedOn:
    """Nor, here, can what is handed on in turn."""

    def __init__(self):
        self.__x = []
        if loop.is_new:
            del self.__x  # error: MGL001

    def start(self):
        self.__x.append(1)  # read
        loop.call_later(then=self.__first)

    def __first(self):
        loop.call_later(then=self.__second)

    def __second(self):
        return self.__x


class CallbackTakenBack:
    """Most likely nobody calls it once the deleting path has taken it back."""

    def __init__(self, bus):
        self.__x = []
        bus.subscribe(self.__on_event)
        bus.bind("<Key>", self._on_key)

    def close(self, bus):
        bus.unsubscribe(self.__on_event)
        bus.remove_listener("<Key>", callback=self._on_key)
        del self.__x  # error: MGL001 low

    def __on_event(self):
        self.__x.append(1)  # read

    def _on_key(self):
        self.__x.append(2)  # read


class CallbackTakenBackByHelper:
    """So does what runs the deletion."""

    def __init__(self, bus):
        self.__x = []
        self.bus = bus
        bus.subscribe(self.__on_event)

    def close(self):
        self.__leave()
        self.__drop()

    def __leave(self):
        self.bus.off(self.__on_event)

    def __drop(self):
        del self.__x  # error: MGL001 low

    def __on_event(self):
        self.__x.append(1)  # read


class OtherCallbackTakenBack:
    """The other one is still called."""

    def __init__(self, bus):
        self.__x = []
        bus.subscribe(self.__on_event)
        bus.subscribe(self.__on_key)

    def close(self, bus):
        bus.unsubscribe(self.__on_event)
        del self.__x  # error: MGL001

    def __on_event(self):
        self.__x.append(1)  # read

    def __on_key(self):
        self.__x.append(2)  # read


class CallbackHandedOnAgain:
    """It is handed on, not taken back."""

    def __init__(self, bus):
        self.__x = []

    def close(self, bus):
        bus.subscribe(self.__on_event)
        del self.__x  # error: MGL001

    def __on_event(self):
        self.__x.append(1)  # read


class PublicCallbackTakenBack:
    """Others may call it all the same."""

    def __init__(self, bus):
        self.__x = []
        bus.subscribe(self.on_event)

    def close(self, bus):
        bus.unsubscribe(self.on_event)
        del self.__x  # error: MGL001

    def on_event(self):
        self.__x.append(1)  # read
