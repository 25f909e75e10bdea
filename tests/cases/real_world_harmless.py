"""Shapes from open projects, made again small: deletions that nothing trips over."""

import abc
import contextlib


class PopupTree:
    """quodlibet, RCMTreeView: deleted and read in `try/except AttributeError` only."""

    def popup_menu(self, show):
        try:
            del self.__position
        except AttributeError:
            pass
        show()

    def ensure_selection(self):
        try:
            self.__position
        except AttributeError:
            return False
        return True


class SqliteCursor:
    """pypy, _sqlite3.Cursor: the next row is there or not, and every access is ready for both."""

    def __execute(self, rows):
        try:
            del self.__next_row
        except AttributeError:
            pass
        for row in rows:
            self.__next_row = row
            break

    def execute(self, rows):
        self.__execute(rows)

    def __next__(self):
        try:
            row = self.__next_row
        except AttributeError:
            raise StopIteration from None
        del self.__next_row
        return row

    def has_row(self):
        return hasattr(self, "_SqliteCursor__next_row")


class MetadataCaret:
    """CellProfiler, MetadataControl: deleted, and None in the next statement."""

    def __init__(self):
        self.__caret = None

    def on_lose_focus(self, event):
        del self.__caret
        self.__caret = None

    def on_draw(self):
        if self.__caret is not None:
            self.__caret.draw()


class FileTreeForm:
    """Embeetle, NewFiletree: the class body has the name, reads fall back to None."""

    __thread = None

    def start(self, thread):
        self.__thread = thread

    def self_destruct(self):
        if self.__thread is not None:
            self.__thread.stop()
            del self.__thread

    def is_running(self):
        return self.__thread is not None


class Frame:
    """robko01, Response: deleted in `__del__`."""

    def __init__(self, frame):
        self.__frame = frame

    def __del__(self):
        del self.__frame

    @property
    def frame(self):
        return self.__frame


class Zombie:
    """sidekick, Zombie: `__getattr__` wakes the object up."""

    def __init__(self, constructor):
        self.__constructor = constructor

    def __awake(self):
        made = self.__constructor()
        del self.__constructor
        self.__dict__.update(made.__dict__)

    def __getattr__(self, name):
        self.__awake()
        return getattr(self, name)

    def __del__(self):
        if self.__constructor:
            print("never awake")


class Device:
    """mobi.devices, Device: the deletion stands behind `hasattr` on an unmangled string."""

    def serialize(self):
        if hasattr(self, "__parent"):
            del self.__parent
        return dict(self.__dict__)

    @property
    def parent(self):
        if not hasattr(self, "__parent"):
            self.__parent = object()
        return self.__parent


class BlockHash:
    """pycoin, Block: "if not hasattr(unmangled): assign" always assigns."""

    def set_nonce(self, nonce):
        self.nonce = nonce
        if hasattr(self, "__hash"):
            del self.__hash

    def hash(self):
        if not hasattr(self, "__hash"):
            self.__hash = hash(self.nonce)
        return self.__hash


class GitTransaction:
    """py-capellambse, _GitTransaction: the helpers that read are called before the deletion."""

    __old_sha: str

    def __enter__(self):
        self.__old_sha = "HEAD"
        return self

    def __exit__(self, *error):
        try:
            self.__commit()
        finally:
            del self.__old_sha

    def __commit(self):
        print(self.__old_sha)


class TcpClient:
    """EasyNetwork, TCPNetworkClient: a helper that raises when closed stands before each read."""

    def __init__(self, socket):
        self.__closed = False
        self.__socket = socket

    def close(self):
        if self.__closed:
            return
        self.__closed = True
        try:
            self.__socket.shutdown()
        except OSError:
            pass
        finally:
            self.__socket.close()
            del self.__socket

    def send(self, data):
        self._check_not_closed()
        self.__write(data)

    def fileno(self):
        if self.__closed:
            return -1
        return self.__socket.fileno()

    def __write(self, data):
        self.__socket.sendall(data)

    def _check_not_closed(self):
        if self.__closed:
            raise RuntimeError("Closed client")


class Server:
    """EasyNetwork, AbstractTCPNetworkServer: deleted in `finally`, then the loop flag is cleared."""

    def __init__(self):
        self.__loop = False

    def serve_forever(self, make):
        self.__selector = make()
        self.__loop = True
        try:
            while self.__selector.select():
                pass
        finally:
            del self.__selector
            self.__loop = False

    def stop_listening(self):
        if not self.__loop:
            raise RuntimeError("not running")
        self.__selector.unregister()


class WindowCallback:
    """PyDiamond, WindowCallback: all deleted together; testing one tells about the others."""

    def __init__(self, clock, callback):
        self.__clock = clock
        self.__callback = callback

    def __call__(self):
        try:
            clock = self.__clock
        except AttributeError:
            return
        if clock.elapsed():
            self.__callback()

    def kill(self):
        with contextlib.suppress(AttributeError):
            del self.__clock, self.__callback


class UndoEntry:
    """quodlibet, an older EditableUndo: the redo list is assigned before each of its uses."""

    def undo(self):
        self.__redo = []
        self.__redo.append(1)
        return self.__redo

    def disable(self):
        del self.__redo


class BusContext:
    """moat-bus, Server.__aexit__: copied to a local, deleted, then used."""

    async def __aenter__(self):
        self.__ctx = object()
        return self

    async def __aexit__(self, *error):
        ctx = self.__ctx
        del self.__ctx
        return await ctx.__aexit__(*error)


class ThreadCache:
    """DIRAC, DictCache: all of it deleted in `__del__`."""

    def __init__(self, lock):
        self.__lock = lock
        self.__cache = {}

    def get(self, key):
        with self.__lock:
            return self.__cache.get(key)

    def __del__(self):
        del self.__lock
        del self.__cache


class SmtpBuffer:
    """twisted, a line handler: read and deleted in one method, assigned by another."""

    def do_data(self):
        self.__buffer = []

    def handle_line(self, line):
        if line == ".":
            message = "\n".join(self.__buffer)
            del self.__buffer
            return message
        self.__buffer.append(line)
        return None


class TestC:
    """CPython, test_property and friends: methods on one line each."""

    def getx(self): return self.__x
    def setx(self, value): self.__x = value
    def delx(self): del self.__x
    x = property(getx, setx, delx, "")


class Entity:
    """cerebrum, Entity.find: the deletion may fail, and the assignment follows on every path."""

    def find(self, key):
        try:
            del self.__in_db
        except AttributeError:
            pass
        self.__in_db = key

    def exists(self):
        return self.__in_db


class PasswordWriter:
    """cerebrum, Account.set_password: `finally` assigns."""

    def set_password(self, text):
        try:
            del self.__plain
        except AttributeError:
            pass
        finally:
            self.__plain = text

    def plain(self):
        return self.__plain


class RequestHandler:
    """cerebrum, BofhdRequestHandler: three readers, each in `try/except AttributeError`."""

    def db_get(self):
        try:
            return self.__db
        except AttributeError:
            self.__db = object()
            return self.__db

    def db_commit(self):
        try:
            self.__db.commit()
        except AttributeError:
            pass

    def db_close(self):
        try:
            self.__db.close()
            del self.__db
        except AttributeError:
            pass


class PhotoFile:
    """a photo importer: the image is deleted at the end of the constructor that used it."""

    def __init__(self, path):
        self.__image = open(path)
        self.created_at = self.__get_created_at()
        del self.__image

    def __get_created_at(self):
        return self.__image.fileno()


class Visa:
    """a VISA wrapper: open assigns before it reads."""

    def open(self, make):
        self.__manager = make()
        return self.__manager.open()

    def close(self):
        del self.__manager


class Pipeline:
    """a PixArt wrapper: made, used, deleted and made again on one straight path."""

    def generate(self, make):
        self.__pipe = make("text")
        result = self.__pipe()
        del self.__pipe
        self.__pipe = make("image")
        return self.__pipe(result)


class RemoteCommands:
    """an MC console: the nested handler catches every exception."""

    def register(self, add):
        def on_connect(address):
            self.__server = address
            return self.__server

        def on_disconnect():
            del self.__server

        def on_command(text):
            try:
                return self.__server.send(text)
            except Exception:
                return "not connected"

        add(on_connect, on_disconnect, on_command)


class Book:
    """an e-book reader: iteration assigns, the end of it deletes."""

    def __iter__(self):
        self.__keys = iter("ab")
        return self

    def __next__(self):
        for key in self.__keys:
            return key
        del self.__keys
        raise StopIteration


class PairGame:
    """open-toontown, DistributedTargetGame: the only reader is private, and nobody calls it."""

    def load(self, text):
        self.__text = text

    def unload(self):
        del self.__text

    def __generate(self):
        return self.__text.copy()


class Foreign:
    """orange-widget-base, OWWidgetManager: the deleted name belongs to a class elsewhere."""

    def delete_widget(self, widget):
        del widget._Report__report_view

    def show(self):
        return self.__report_view


class DialogWindow:
    """PZCurate, MainWindow: show assigns before it reads; a second close only deletes twice."""

    def show(self, make):
        self.__dialog = make()
        self.__dialog.closed.connect(self.__cleanup)
        self.__dialog.show()

    def __cleanup(self):
        del self.__dialog


class Template(abc.ABC):
    """WuLiFang-like template: an abstract step between assignment and deletion is not ours."""

    def run(self):
        self.__step = 0
        self.step()
        del self.__step

    @abc.abstractmethod
    def step(self): ...
