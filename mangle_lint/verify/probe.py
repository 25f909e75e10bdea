"""The part that runs inside the watched command: a copy of this file is its `sitecustomize`.

It needs nothing but a Python of 3.8 or later. Beside the copy stands `settings.json`:

- `root`: the folder that `names` are imported from, whatever else is on the path;
- `moved`: for other names, which files give way to the same module in which folder;
- `files`, `modules`: the files with findings, and what they can be called when imported.

What it sees goes to `records.jsonl`, one object a line, its `event` being `start` (a process),
`import` (of one of `files`) or `error`. The watched program must not notice any of it.
"""

from __future__ import annotations

import functools
import importlib.machinery
import importlib.util
import json
import logging
import os
import re
import sys
import threading
import traceback
from typing import Any, Callable, Iterator, Sequence

MANGLED = re.compile(r"_(?!_)\w*?\w__\w+(?<!__)")
"""A mangled name, by its looks: `_C__x`."""

_SEEN = "__seen_by_mangle_lint__"
_DEPTH = 50


class Probe:
    """Writes down what happens in this process."""

    def __init__(self, records: str) -> None:
        self._records = records

    def write(self, **record: Any) -> None:
        """Append one record, in one piece however many processes and threads write."""
        record["process"] = os.getpid()
        record["thread"] = threading.current_thread().name
        line = json.dumps(record).encode() + b"\n"
        descriptor = os.open(self._records, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, line)
        finally:
            os.close(descriptor)

    def look(self, value: object) -> None:
        """Record `value`, and the exceptions behind it, where they are errors of interest."""
        try:
            for error in _behind(value):
                if isinstance(error, (AttributeError, TypeError)) and _SEEN not in error.__dict__:
                    attribute = _attribute(error)
                    if attribute is not None or "NoneType" in str(error):
                        error.__dict__[_SEEN] = True
                        self.write(
                            event="error",
                            type=type(error).__name__,
                            message=str(error),
                            attribute=attribute,
                            frames=_frames(error),
                        )
        except Exception:  # noqa: BLE001, S110 - the watched program must not notice
            pass

    def watch(self) -> None:
        """Look at every exception that Python, threading, logging or traceback is handed."""
        self._watch_hook(sys, "excepthook", lambda args: args[1])
        self._watch_hook(sys, "unraisablehook", lambda args: args[0].exc_value)
        self._watch_hook(threading, "excepthook", lambda args: args[0].exc_value)
        self._watch_init(traceback.TracebackException, self._formatted)
        self._watch_init(logging.LogRecord, self._logged)

    def _watch_hook(self, module: Any, name: str, value: Callable[[Sequence[Any]], Any]) -> None:
        hook = getattr(module, name)

        @functools.wraps(hook)
        def watched(*args: Any) -> Any:
            self.look(value(args))
            return hook(*args)

        setattr(module, name, watched)
        if hasattr(module, f"__{name}__"):  # what programs go back to
            setattr(module, f"__{name}__", watched)

    def _watch_init(self, kind: Any, look: Callable[..., None]) -> None:
        init = kind.__init__

        @functools.wraps(init)
        def watched(instance: Any, *args: Any, **options: Any) -> None:
            init(instance, *args, **options)
            look(instance, *args, **options)

        kind.__init__ = watched

    def _formatted(self, _: object, *args: Any, **options: Any) -> None:
        self.look(args[1] if len(args) > 1 else options.get("exc_value"))

    def _logged(self, record: logging.LogRecord, *_: Any, **__: Any) -> None:
        self.look(record.exc_info[1] if isinstance(record.exc_info, tuple) else record.exc_info)
        self.look(record.msg)
        for value in record.args if isinstance(record.args, tuple) else ():
            self.look(value)


class Finder:
    """Resolves the names of the target before any other finder does."""

    def __init__(self, settings: dict[str, Any], probe: Probe) -> None:
        self._root: str = settings["root"]
        self._names: list[str] = settings["names"]
        self._moved: dict[str, dict[str, str]] = settings["moved"]
        self._files: list[str] = settings["files"]
        self._modules: list[str] = settings["modules"]
        self._probe = probe

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Called by Python's import."""
        if name not in self._modules and name not in self._moved:
            return self._in_root(name, path)
        spec = self._in_root(name, path) or self._elsewhere(name, path, target)
        if spec is not None and path is None and name in self._moved:
            folder = self._moved[name].get(_real(spec.origin))
            if folder is not None:
                spec = importlib.machinery.PathFinder.find_spec(name, [folder])
        if spec is not None and name in self._modules and _real(spec.origin) in self._files:
            try:
                self._probe.write(event="import", name=name)
            except OSError:
                pass
        return spec

    def _in_root(self, name: str, path: Any) -> Any:
        if name.partition(".")[0] not in self._names:
            return None
        inside = os.path.join(self._root, "")
        # below a namespace package there are folders of others too
        where = [self._root] if path is None else [e for e in path if str(e).startswith(inside)]
        spec = importlib.machinery.PathFinder.find_spec(name, where) if where else None
        return spec if spec is not None and spec.loader is not None else None

    def _elsewhere(self, name: str, path: Any, target: Any) -> Any:
        for finder in sys.meta_path:
            find_spec = getattr(finder, "find_spec", None)
            if finder is not self and find_spec is not None:
                spec = find_spec(name, path, target)
                if spec is not None:
                    return spec
        return None


def _behind(value: object) -> Iterator[BaseException]:
    """An exception with its causes, its contexts and the members of a group, each once."""
    waiting, known = [value], set()
    while waiting:
        error = waiting.pop()
        if isinstance(error, BaseException) and id(error) not in known:
            known.add(id(error))
            yield error
            waiting.append(error.__cause__)
            if not error.__suppress_context__:
                waiting.append(error.__context__)
            members = getattr(error, "exceptions", ())
            waiting.extend(members if isinstance(members, (list, tuple)) else ())


def _attribute(error: BaseException) -> str | None:
    """The mangled name that an AttributeError is about."""
    if not isinstance(error, AttributeError):
        return None
    name = getattr(error, "name", None)
    if isinstance(name, str) and MANGLED.fullmatch(name):
        return name
    message = str(error)
    quoted = re.search(rf"has no attribute '({MANGLED.pattern})'", message)
    if quoted is not None:
        return quoted.group(1)
    return message if MANGLED.fullmatch(message) else None  # slots, and `del`, before Python 3.11


def _frames(error: BaseException) -> list[tuple[str, int]]:
    """File and line of the frames that `error` passed, the one that raised last."""
    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append((os.path.abspath(trace.tb_frame.f_code.co_filename), trace.tb_lineno))
        trace = trace.tb_next
    return frames[-_DEPTH:]


def _real(path: str | None) -> str:
    return os.path.realpath(path) if path else ""


def _install(folder: str) -> None:
    with open(os.path.join(folder, "settings.json"), encoding="utf-8") as file:
        settings = json.load(file)
    probe = Probe(os.path.join(folder, "records.jsonl"))
    sys.meta_path.insert(0, Finder(settings, probe))
    probe.watch()
    probe.write(event="start")


def _run_own_sitecustomize() -> None:
    """Let the user's own sitecustomize run as if this one had not come first."""
    spec = importlib.machinery.PathFinder.find_spec("sitecustomize")
    if spec is not None and spec.loader is not None:
        module = importlib.util.module_from_spec(spec)
        sys.modules["sitecustomize"] = module
        spec.loader.exec_module(module)


def _main() -> None:
    folder = os.path.dirname(os.path.abspath(__file__))
    try:
        _install(folder)
    except Exception:  # noqa: BLE001, S110 - as above
        pass
    sys.path[:] = [entry for entry in sys.path if entry != folder]
    _run_own_sitecustomize()


if __name__ == "sitecustomize":
    _main()
