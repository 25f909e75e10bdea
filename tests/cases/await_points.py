"""`await`: another coroutine of the object may run meanwhile. Threads are not modelled."""

import asyncio


class TestBeforeTheAwait:
    """What was tested before the `await` need not hold behind it."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    async def close(self):
        self.__closed = True
        del self.__x  # error: MGL001

    async def send(self, data):
        if self.__closed:
            return
        await asyncio.sleep(0)
        self.__x.send(data)  # read


class TestBehindTheAwait:
    """Tested again behind the `await`."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    async def close(self):
        self.__closed = True
        del self.__x

    async def send(self, data):
        await asyncio.sleep(0)
        if self.__closed:
            return
        self.__x.send(data)


class ReadBeforeTheAwait:
    """A read before the `await` proves nothing behind it."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    async def close(self):
        self.__closed = True
        del self.__x  # error: MGL001

    async def send(self, data):
        if self.__closed:
            return
        await self.__x.drain()
        self.__x.send(data)  # read


class AssignedBeforeTheAwait:
    """Even an assignment of the same run proves nothing behind the `await`."""

    async def close(self):
        del self.__x  # error: MGL001

    async def open(self, connect):
        self.__x = connect()
        await asyncio.sleep(0)
        return self.__x  # read


class NoAwaitBetween:
    """Between test and read there is no `await`."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    async def close(self):
        await asyncio.sleep(0)
        self.__closed = True
        del self.__x

    async def send(self, data):
        if self.__closed:
            return
        self.__x.send(data)
        await asyncio.sleep(0)


class AsyncWith:
    """Entering an `async with` waits."""

    def __init__(self, lock):
        self.lock = lock
        self.__closed = False
        self.__x = 1

    async def close(self):
        self.__closed = True
        del self.__x  # error: MGL001

    async def send(self, data):
        if self.__closed:
            return
        async with self.lock:
            self.__x.send(data)  # read


class AsyncFor:
    """Each turn of an `async for` waits."""

    def __init__(self, source):
        self.source = source
        self.__closed = False
        self.__x = 1

    async def close(self):
        self.__closed = True
        del self.__x  # error: MGL001

    async def pump(self):
        if self.__closed:
            return
        async for data in self.source:
            self.__x.send(data)  # read


class ValueKeptInALocal:
    """The value was taken before the `await`."""

    def __init__(self):
        self.__closed = False
        self.__x = 1

    async def close(self):
        self.__closed = True
        del self.__x

    async def send(self, data):
        if self.__closed:
            return
        x = self.__x
        await asyncio.sleep(0)
        x.send(data)


class AsyncReaderBare:
    """A coroutine that reads bare is a reader like any other."""

    def __init__(self):
        self.__x = 1

    async def close(self):
        del self.__x  # error: MGL001

    async def get(self):
        return self.__x  # read


class RestoredBehindAnAwait:
    """Assigned again on every path: what runs during the `await` does not count."""

    def __init__(self):
        self.__x = 1

    async def reset(self, connect):
        del self.__x
        self.__x = await connect()

    async def get(self):
        return self.__x


class AsyncHelperAssigns:
    """The awaited private helper assigns."""

    def __init__(self):
        self.__x = 1

    async def __make(self):
        self.__x = 1

    async def reset(self):
        del self.__x
        await self.__make()

    def get(self):
        return self.__x


class AwaitedValue:
    """None cannot be awaited."""

    def __init__(self, task):
        self.__task = task

    async def join(self):
        await self.__task  # read

    async def close(self):
        del self.__task  # error: MGL001


class AsyncContextManager:
    """`__aexit__` ends the object's use."""

    def __init__(self):
        self.__x = None

    async def __aenter__(self):
        self.__x = 1
        return self

    async def __aexit__(self, *error):
        del self.__x  # error: MGL001 complete medium

    def show(self):
        print(self.__x)  # read


class ThreadsAreNotModelled:
    """Another thread may close the object between test and read; that is not looked at."""

    def __init__(self, sleep):
        self.sleep = sleep
        self.__closed = False
        self.__x = 1

    def close(self):
        self.__closed = True
        del self.__x

    def send(self, data):
        if self.__closed:
            return
        self.sleep(1)
        self.__x.send(data)


class AsyncGenerator:
    """Whoever iterates may close the object between two values."""

    def __init__(self):
        self.__x = 1

    async def close(self):
        del self.__x  # error: MGL001

    async def values(self):
        while True:
            yield self.__x  # read


class PlainMethodMeanwhile:
    """The event loop calls `connection_lost` while `send` waits."""

    def connection_made(self, transport):
        self.__x = transport

    def connection_lost(self, error):
        del self.__x  # error: MGL001 unsafe medium

    async def send(self, data):
        try:
            self.__x
        except AttributeError:
            return
        await asyncio.sleep(0)
        self.__x.write(data)  # read


class PlainMethodAndTestBehind:
    """Tested again behind the `await`."""

    def connection_made(self, transport):
        self.__x = transport

    def connection_lost(self, error):
        del self.__x

    async def send(self, data):
        await asyncio.sleep(0)
        try:
            self.__x.write(data)
        except AttributeError:
            return


class PlainMethodAndFlagBehind:
    """A state attribute that is tested behind the `await`."""

    def __init__(self, transport):
        self.__closed = False
        self.__x = transport

    def connection_lost(self, error):
        self.__closed = True
        del self.__x

    async def send(self, data):
        await asyncio.sleep(0)
        if not self.__closed:
            self.__x.write(data)


class PlainMethodAndFlagBefore:
    """A state attribute that is tested before the `await` only."""

    def __init__(self, transport):
        self.__closed = False
        self.__x = transport

    def connection_lost(self, error):
        self.__closed = True
        del self.__x  # error: MGL001 medium

    async def send(self, data):
        if not self.__closed:
            await asyncio.sleep(0)
            self.__x.write(data)  # read
