"""Shapes from open projects, made again small: deletions that leave something to raise."""

import contextlib
import threading


class Sender:
    """aiortc, RTCRtpSender: the coroutine ends with the deletion, a late packet tests for truth."""

    def __init__(self):
        self.__encoder = None

    async def _handle_packet(self, packet):
        if self.__encoder:  # test
            self.__encoder.target_bitrate = packet.bitrate

    async def _next_frame(self, frame, make):
        if self.__encoder is None:  # test
            self.__encoder = make(frame)
        return self.__encoder.encode(frame)

    async def _run(self, track):
        try:
            while True:
                await self._next_frame(await track.recv(), object)
        except ConnectionError:
            pass
        if self.__encoder:
            del self.__encoder  # error: MGL001 complete


class ObjectPool:
    """panda3d, Pool: cleanup deletes both lists, every public method reads them bare."""

    def __init__(self, free=()):
        self.__free = list(free)
        self.__used = []

    def add(self, item):
        self.__free.append(item)  # read

    def checkout(self):
        item = self.__free.pop()  # read
        self.__used.append(item)  # read
        return item

    def __repr__(self):
        return f"free={self.__free} used={self.__used}"  # read: __free; read: __used

    def cleanup(self):
        for item in self.__free:
            item.destroy()
        del self.__free  # error: MGL001
        del self.__used  # error: MGL001


class TaskRunner:
    """panda3d, TaskThreaded: destroy deletes, the scheduling methods store into it."""

    def __init__(self):
        self.__threads = {}

    def schedule(self, name, thread):
        self.__threads[name] = thread  # read

    def destroy(self):
        for thread in self.__threads.values():
            thread.tearDown()
        del self.__threads  # error: MGL001


class MediaEntry:
    """quodlibet, EntryObject: two properties of a destroyed entry."""

    def __init__(self, children):
        self.__children = children

    def get_property(self, name):
        if name == "count":
            return len(self.__children)  # read
        return list(self.__children)  # read

    def register(self, child):
        self.__children.append(child)  # read

    def destroy(self):
        for child in self.__children:
            child.destroy()
        del self.__children  # error: MGL001


class UndoableEntry:
    """quodlibet, EditableUndo: handlers are disconnected first, but their references escaped."""

    def set_undo(self, value):
        if value:
            self.__enable()
        else:
            self.__disable()

    def can_undo(self):
        return bool(self.__history)  # test

    def __enable(self):
        self.__history = []
        self.__handler = self.connect("insert", self.__inserted)

    def __inserted(self, entry, text):
        self.__history.append(text)  # read

    def __disable(self):
        self.disconnect(self.__handler)
        del self.__handler
        del self.__history  # error: MGL001 high


class RdfWriter:
    """rdflib, XMLSerializer: serialize assigns, works and deletes; subject is public."""

    def serialize(self, store, stream):
        self.__done = {}
        for item in store:
            self.subject(item)
        stream.write(b"end")
        del self.__done  # error: MGL001 high

    def subject(self, item):
        if item not in self.__done:  # read
            self.__done[item] = 1


class ImageInjector:
    """CellProfiler, InjectImage: post_run deletes only if it was told to release."""

    def __init__(self, image, release):
        self.__image = image
        self.__release = release

    def prepare_run(self, images):
        images.append(self.__image)  # read

    def run(self, workspace):
        workspace.provide(self.__image)  # read

    def post_run(self):
        if self.__release:
            del self.__image  # error: MGL001


class LoggedProcess:
    """moptipy, _ProcessNoSSLog: the log is written once from `__exit__`, and deleted."""

    def __init__(self):
        self.__log = []

    def _check_timing(self):
        if not self.__log:  # test
            raise ValueError("empty log")

    def _write_log(self, logger):
        for row in self.__log:
            logger.row(row)
        del self.__log  # error: MGL001 complete


class TimedProcess:
    """moptipy, _ProcessBase: a timer that is tested for None by the method that starts it."""

    def __init__(self, timer):
        self._terminated = False
        self.__timer = timer

    def _after_init(self):
        if self.__timer is not None:  # test
            self.__timer.start()

    def terminate(self):
        old = self._terminated
        self._terminated = True
        if old:
            return
        if self.__timer is not None:
            self.__timer.cancel()
            del self.__timer  # error: MGL001 complete


class Spawned:
    """cothread, Spawn: a slot, deleted in `finally` when the result is an error that is raised."""

    __slots__ = ("__result",)

    def __init__(self):
        self.__result = None

    def __bool__(self):
        return bool(self.__result)  # test

    def wait(self):
        try:
            ok, value = self.__result
            if ok:
                return value
            raise value
        finally:
            del self.__result  # error: MGL001 complete


class Services:
    """ghoshell, Container: destroy deletes; set stores, get asks with `in`."""

    def __init__(self):
        self.__instances = {}
        self.__providers = {}

    def set(self, contract, instance):
        self.__instances[contract] = instance  # read

    def get(self, contract):
        if contract in self.__instances:  # read
            return self.__instances[contract]
        return self.__providers.get(contract)  # read

    def destroy(self):
        del self.__instances  # error: MGL001
        del self.__providers  # error: MGL001


class Download:
    """py-capellambse, DownloadStream: the class body only annotates."""

    __stream: object
    __buffer: memoryview

    def __init__(self, open_stream):
        self.__stream = open_stream()
        self.__buffer = memoryview(b"")

    def read(self, n=-1):
        while n == -1 or len(self.__buffer) < n:  # read
            self.__buffer = next(self.__stream)  # read: __stream
        return self.__buffer[:n]

    def close(self):
        del self.__stream  # error: MGL001
        del self.__buffer  # error: MGL001


class ProgressBar:
    """WuLiFang/Nuke, Progress: leaving the context deletes; the other methods read bare."""

    def __init__(self, make):
        self.__make = make

    def __enter__(self):
        self.__task = self.__make()
        return self

    def __exit__(self, *error):
        del self.__task  # error: MGL001 medium

    def _is_cancelled(self):
        return self.__task.isCancelled()  # read

    def set_value(self, value):
        if self._is_cancelled():
            raise KeyboardInterrupt
        self.__task.setProgress(value)


class FirebirdConnection:
    """fdb, Connection: one of the helpers does not look at the handle."""

    def __init__(self, handle):
        self._handle = handle
        self.__ic = object()

    def close(self):
        if self._handle is not None:
            self.__close()

    def __close(self):
        self.__ic.close()
        del self.__ic  # error: MGL001
        self._handle = None

    def subtype(self):
        return self.__ic.subtype()  # read


class TransferDict:
    """ExSync, TimeDict: a worker thread deletes in the end, and no reader asks the flag."""

    def __init__(self):
        self.close_flag = False
        self.__dict = {}
        threading.Thread(target=self.__release).start()

    def __release(self):
        while not self.close_flag:
            self.__dict.pop("old", None)
        del self.__dict  # error: MGL001

    def set(self, key, value):
        self.__dict[key] = value  # read

    def close(self):
        self.close_flag = True


class ScenePlayer:
    """PyDiamond, SceneWindow: the nested cleanup function escapes into an exit stack."""

    @contextlib.contextmanager
    def open(self):
        self.__scenes = []

        def cleanup():
            del self.__scenes  # error: MGL001

        with contextlib.ExitStack() as stack:
            stack.callback(cleanup)
            yield self

    def start(self, scene):
        self.__scenes.append(scene)  # read


class SceneCallback:
    """PyDiamond, _SceneWindowCallback: the call tests for existence, the property does not."""

    def __init__(self, scene):
        self.__scene = scene

    def __call__(self):
        try:
            scene = self.__scene
        except AttributeError:
            return
        scene.update()

    def kill(self):
        with contextlib.suppress(AttributeError):
            del self.__scene  # error: MGL001 unsafe

    @property
    def scene(self):
        return self.__scene  # read


class BusServer:
    """moat-bus, Server: deleted on another object, whose methods read it bare."""

    def register(self, obj):
        try:
            return obj.__reg_id
        except AttributeError:
            obj.__reg_id = 1
            return 1

    def deregister(self, obj):
        try:
            del obj.__reg_id  # error: MGL001 unsafe
        except AttributeError:
            pass

    def bus_id(self, obj):
        return obj.__reg_id  # read


class StreamReader:
    """KonomiTV, PipeStreamReader: a lambda for the executor reads the pipe later."""

    def __init__(self, pipe, loop, executor):
        self.__pipe = pipe
        self.__loop = loop
        self.__executor = executor

    async def read(self, n):
        return await self.__loop.run_in_executor(  # read
            self.__executor,  # read
            lambda: self.__pipe.read(n),  # read
        )

    async def close(self):
        del self.__pipe, self.__loop, self.__executor  # error: MGL001 __pipe; error: MGL001 __loop; error: MGL001 __executor


class NameResolver:
    """twisted, an example Resolver: deleted in `finally`; the callback is public."""

    def __init__(self):
        self.__done = False

    def result(self, value):
        if not self.__done:  # test
            print(value)

    def resolve(self, work):
        try:
            return work(self.result)
        finally:
            del self.__done  # error: MGL001 complete


class FurnitureItem:
    """open-toontown, DistributedFurnitureItem: a task whose reference escaped reads it."""

    def start(self, tasks):
        self.__old = (0, 0)
        tasks.add(self.__broadcast)

    def stop(self):
        del self.__old  # error: MGL001 complete medium

    def __broadcast(self, task):
        if self.position != self.__old:  # read
            self.__old = self.position


class CannonControls:
    """open-toontown, CannonGui: unload clears a flag that no reader tests."""

    def __init__(self):
        self.__loaded = False

    def load(self, pad):
        if self.__loaded:
            return
        self.__loaded = True
        self.__pad = pad

    def unload(self):
        if not self.__loaded:
            return
        self.__loaded = False
        self.__pad.destroy()
        del self.__pad  # error: MGL001

    def enable(self):
        self.__pad.show()  # read


class GardenButtons:
    """open-toontown, LocalToon: the loader tests for truth and assigns; the others rely on it."""

    def __init__(self):
        self.__gui = None

    def load(self, make):
        if self.__gui:  # test
            return
        self.__gui = make()

    def show(self, make):
        self.load(make)
        self.__gui.show()

    def hide(self):
        if self.__gui:  # test
            self.__gui.hide()

    def delete(self):
        if self.__gui is not None:
            self.__gui.destroy()
            del self.__gui  # error: MGL001 complete


class FanZone:
    """bgerp/ztm, Zone: settings become {}, the device goes; update and shutdown test for None."""

    def __init__(self, registry, make):
        self.__fan = None
        self.__make = make
        registry.on("fan", self.__fan_settings)

    def __fan_settings(self, settings):
        if settings:
            self.__fan = self.__make(settings)
        elif self.__fan is not None:
            self.__fan.shutdown()
            del self.__fan  # error: MGL001 complete high

    def update(self):
        if self.__fan is not None:  # test
            self.__fan.update()

    def shutdown(self):
        if self.__fan is not None:  # test
            self.__fan.shutdown()


class Instrument:
    """a VISA wrapper: send tests the flag, set_termination tests the session itself."""

    def __init__(self):
        self.__is_open = False

    def open(self, manager):
        self.__session = manager.open()
        self.__is_open = True

    def send(self, command):
        if self.__is_open:
            self.__session.write(command)

    def set_termination(self, end):
        if self.__session:  # test
            self.__session.read_termination = end

    def close(self):
        if self.__is_open:
            self.__session.close()
            del self.__session  # error: MGL001 complete
            self.__is_open = False


class Shell:
    """an SSH wrapper: "if not connected: connect" raises instead of connecting."""

    def __init__(self):
        self.__transport = None

    def connect(self, make):
        self.__transport = make()

    def command(self, make, text):
        if not self.__transport:  # test
            self.connect(make)
        return self.__transport.run(text)

    def close(self):
        self.__transport.close()
        del self.__transport  # error: MGL001 complete


class UdpServer:
    """a UDP server: run deletes its socket at its end, and stop reads it; run assigns before it reads."""

    def run(self, make):
        self.__socket = make()
        while self.__socket.recv():
            pass
        del self.__socket  # error: MGL001

    def stop(self):
        self.__socket.close()  # read
        del self.__socket


class SettingsStore:
    """gaphor, MainWindow: the window's destroy handler deletes what a getter returns."""

    def __init__(self, window, model):
        self.__model = model
        window.connect("destroy", self._on_destroy)

    def get_model(self):
        return self.__model  # read

    def _on_destroy(self, window):
        del self.__model  # error: MGL001


class ProxyBase:
    """blueman, Base: the class only annotates; getter, setter and nested callback read."""

    __proxy: object

    def __init__(self, proxy):
        self.__proxy = proxy

    def call(self, name, reply):
        def done(result):
            reply(self.__proxy.finish(result))  # read

        self.__proxy.call(name, done)  # read

    def get(self, name):
        return self.__proxy.get(name)  # read

    def destroy(self):
        del self.__proxy  # error: MGL001


class SlottedContext:
    """runtime-threading, PContext: the context is closed, the property reads the slot bare."""

    __slots__ = ("__closed", "__scheduler")

    def __init__(self, scheduler):
        self.__closed = False
        self.__scheduler = scheduler

    @property
    def scheduler(self):
        return self.__scheduler  # read

    def __exit__(self, *error):
        self.__closed = True
        del self.__scheduler  # error: MGL001


class TripleStore:
    """graphs2go, OxigraphRdfStore: the first iterable of a generator expression reads at once."""

    def __init__(self, delegate):
        self.__delegate = delegate

    def contexts(self):
        return (graph for graph in self.__delegate.named_graphs())  # read

    def close(self):
        with contextlib.suppress(AttributeError):
            del self.__delegate  # error: MGL001


class DatabaseSingleton:
    """a singleton: the classmethod deletes the class-level value itself."""

    __instance = None

    def __new__(cls):
        if DatabaseSingleton.__instance is None:  # test
            DatabaseSingleton.__instance = super().__new__(cls)
        return DatabaseSingleton.__instance

    @classmethod
    def destroy(cls):
        del cls.__instance  # error: MGL001 complete


class FriendsFrame:
    """open-toontown, GuiScreen: a private helper deletes, an event handler tests for truth."""

    def __init__(self, events):
        self.__start()
        events.accept("enter", self.__entered)

    def __start(self):
        self.__changed = 0

    def __stop(self):
        del self.__changed  # error: MGL001 complete

    def __entered(self):
        if self.__changed:  # test
            print("changed")

    def cleanup(self):
        self.__stop()


class BranchedConnection:
    """sqlalchemy (old), Connection: `in self.__dict__` here, a bare read there."""

    def __init__(self, connection):
        self.__connection = connection
        self.__invalid = False

    @property
    def closed(self):
        return "_BranchedConnection__connection" not in self.__dict__

    def detach(self):
        self.__connection.detach()  # read

    def close(self):
        try:
            connection = self.__connection
        except AttributeError:
            return
        connection.close()
        del self.__connection  # error: MGL001 unsafe
