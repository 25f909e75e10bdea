"""Shapes of realistic classes, all with private attributes, to fill files with.

Each shape takes a class name, a private name and a number. `DELETES` is used in a file that has a
finding.
"""

from __future__ import annotations

CONNECTION = '''\
class {name}:
    """A connection that is opened late and kept."""

    def __init__(self, host, port={number}, timeout=None):
        self.host = host
        self.port = port
        self.__{attribute} = None
        self.__timeout = timeout
        self.__attempts = 0

    @property
    def is_open(self):
        return self.__{attribute} is not None

    def open(self):
        if self.__{attribute} is not None:
            return self.__{attribute}
        while self.__attempts < {number}:
            self.__attempts += 1
            try:
                self.__{attribute} = connect((self.host, self.port), self.__timeout)
            except OSError as error:
                log.warning("attempt %d on %s: %s", self.__attempts, self.host, error)
            else:
                self.__attempts = 0
                return self.__{attribute}
        raise ConnectionError(f"{{self.host}}:{{self.port}} does not answer")

    def send(self, *parts):
        channel = self.open()
        for part in parts:
            data = part if isinstance(part, bytes) else str(part).encode()
            channel.sendall(len(data).to_bytes(4, "big") + data)

    def close(self):
        if self.__{attribute} is not None:
            self.__{attribute}.close()
            self.__{attribute} = None
'''

CACHE = '''\
class {name}(dict):
    """Remembers what was asked for last."""

    __slots__ = ("__{attribute}", "__limit", "__order")

    def __init__(self, load, limit={number}):
        super().__init__()
        self.__{attribute} = load
        self.__limit = limit
        self.__order = []

    def __missing__(self, key):
        value = self.__{attribute}(key)
        self[key] = value
        self.__order.append(key)
        if len(self.__order) > self.__limit:
            oldest = self.__order.pop(0)
            del self[oldest]
        return value

    def forget(self, *keys):
        for key in keys or list(self):
            if key in self:
                del self[key]
                self.__order.remove(key)

    def resized(self, limit):
        other = type(self)(self.__{attribute}, limit)
        for key in self.__order[-limit:]:
            other[key] = self[key]
        return other
'''

STATE = '''\
class {name}:
    """Walks through the states of a job."""

    ORDER = ("new", "queued", "running", "done")

    def __init__(self, job):
        self.job = job
        self.__{attribute} = self.ORDER[0]
        self.__listeners = {{}}

    def listen(self, state, *callbacks):
        if state not in self.ORDER:
            raise ValueError(f"no such state: {{state!r}}")
        self.__listeners.setdefault(state, []).extend(callbacks)

    def advance(self):
        position = self.ORDER.index(self.__{attribute})
        if position + 1 < len(self.ORDER):
            self.__{attribute} = self.ORDER[position + 1]
            for callback in self.__listeners.get(self.__{attribute}, ()):
                callback(self.job, {number})
        return self.__{attribute}

    def __repr__(self):
        return f"<{{type(self).__name__}} {{self.job!r}} {{self.__{attribute}}}>"
'''

PARSER = '''\
class {name}:
    """Reads records line by line."""

    def __init__(self, lines):
        self.__{attribute} = iter(lines)
        self.__pending = None
        self.__number = {number}

    def __iter__(self):
        return self

    def __next__(self):
        fields = {{}}
        for line in self.__lines():
            key, separator, value = line.partition(":")
            if not separator:
                raise ValueError(f"line {{self.__number}}: no colon in {{line!r}}")
            name = key.strip().lower()
            if name in fields:
                self.__pending = line
                break
            fields[name] = [item.strip() for item in value.split(",") if item.strip()]
        if not fields:
            raise StopIteration
        return fields

    def __lines(self):
        if self.__pending is not None:
            line, self.__pending = self.__pending, None
            yield line
        for line in self.__{attribute}:
            self.__number += 1
            if line.strip() and not line.startswith("#"):
                yield line.rstrip()
'''

POINT = '''\
@total_ordering
class {name}:
    """A value with a few operations."""

    def __init__(self, x, y, scale={number}):
        self.__x = x
        self.__y = y
        self.__{attribute} = scale

    x = property(lambda self: self.__x * self.__{attribute})
    y = property(lambda self: self.__y * self.__{attribute})

    def __eq__(self, other):
        if not isinstance(other, {name}):
            return NotImplemented
        return (self.x, self.y) == (other.x, other.y)

    def __lt__(self, other):
        return (self.x, self.y) < (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def moved(self, dx=0, dy=0):
        return {name}(self.__x + dx, self.__y + dy, self.__{attribute})
'''

DELETES = '''\
class {name}:
    """Plays what it is given; the deletion is the mistake."""

    def __init__(self, source, loop=False):
        self.source = source
        self.loop = loop
        self.__{attribute} = None
        self.__position = {number}

    def start(self):
        if self.__{attribute} is None:
            self.__{attribute} = open_decoder(self.source)
        log.info("playing %s", self.source)

    def run(self):
        self.start()
        try:
            while self.step():
                self.__position += 1
        except EOFError:
            if self.loop:
                return self.run()
        finally:
            log.info("stopped at %d", self.__position)
        if self.__{attribute}:
            del self.__{attribute}

    def step(self):
        frame = self.__{attribute}.read(self.__position)
        if frame is None:
            raise EOFError
        return frame

    def on_feedback(self, rate):
        if self.__{attribute} and hasattr(self.__{attribute}, "rate"):
            self.__{attribute}.rate = min(rate, {number} * 1000)
'''

HARMLESS = (CONNECTION, CACHE, STATE, PARSER, POINT)

HEAD = '''\
"""Module {number}."""

from __future__ import annotations

import logging
from functools import total_ordering

from .support import connect, open_decoder

log = logging.getLogger(__name__)

'''

FUNCTION = '''
def summary_{number}(items, key=None, limit={number}):
    """The most frequent of some items, with how often they occur."""
    counts = {{}}
    for item in items:
        value = key(item) if key is not None else item
        counts[value] = counts.get(value, 0) + 1
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    return [f"{{value}}: {{count}}" for value, count in ranked[:limit] if count > 1]

'''
