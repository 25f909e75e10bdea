# Every Python process of the command runs this, and pathlib takes long to import.
# ruff: noqa: PTH100, PTH118, PTH120, PTH123
"""The probe: watches the command from inside; a copy of this file is its `sitecustomize`.

It needs only Python 3.8 or later and the standard library. It reads `settings.json` beside the
copy:

- `root`: the folder to import `names` from, whatever else is on the path;
- `moved`: by module name, the files to replace, each with the folder to import from instead;
- `files`, `modules`: the files with a fix, and the names that they can be imported by.

It writes `records.jsonl`, one JSON object a line; `event` is `start` (of a process), `import` (of
one of `files`) or `error`. The watched program must not notice anything.
"""

from __future__ import annotations

import contextlib
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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

MANGLED = re.compile(r"_(?!_)\w*?\w__\w+(?<!__)")
"""Text that looks like a mangled name, `_C__x`."""

_SEEN = "__seen_by_mangle_lint__"
_DEPTH = 50


class Probe:
    """Records what happens in this process."""

    def __init__(self, records: str) -> None:
        self._records = records

    def write(self, **record: Any) -> None:
        """Append a record in one write, so that processes and threads do not mix theirs."""
        line = json.dumps(record, ensure_ascii=False).encode(errors="replace") + b"\n"
        descriptor = os.open(self._records, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, line)
        finally:
            os.close(descriptor)

    def look(self, values: Callable[[], Iterable[object]]) -> None:
        """Record the relevant ones among the exceptions in `values`, and those chained to them."""
        with contextlib.suppress(Exception):  # the watched program must not notice
            for value in values():
                for error in _behind(value):
                    self._look_at(error)

    def _look_at(self, error: BaseException) -> None:
        if not isinstance(error, (AttributeError, TypeError)) or _SEEN in error.__dict__:
            return
        attribute = _attribute(error)
        message = str(error)
        if attribute is not None or "NoneType" in message:
            error.__dict__[_SEEN] = True
            self.write(
                event="error",
                type=type(error).__name__,
                message=message,
                attribute=attribute,
                frames=_frames(error),
            )

    def watch(self) -> None:
        """Hook into Python, threading, logging and traceback to see every exception they get."""
        self._watch_hook(sys, "excepthook", lambda args: args[1])
        self._watch_hook(sys, "unraisablehook", lambda args: args[0].exc_value)
        self._watch_hook(threading, "excepthook", lambda args: args[0].exc_value)
        self._watch_init(traceback.TracebackException, _formatted)
        self._watch_init(logging.LogRecord, _logged)

    def _watch_hook(self, module: Any, name: str, value: Callable[[Sequence[Any]], Any]) -> None:
        hook = getattr(module, name)

        @functools.wraps(hook)
        def watched(*args: Any) -> Any:
            self.look(lambda: [value(args)])
            return hook(*args)

        setattr(module, name, watched)
        if hasattr(module, f"__{name}__"):  # programs restore hooks from there
            setattr(module, f"__{name}__", watched)

    def _watch_init(self, kind: Any, values: Callable[..., Iterable[object]]) -> None:
        init = kind.__init__

        @functools.wraps(init)
        def watched(instance: Any, /, *args: Any, **options: Any) -> None:
            init(instance, *args, **options)
            self.look(lambda: values(instance, args, options))

        kind.__init__ = watched


class Finder:
    """A `sys.meta_path` finder that resolves the modules of the target before any other."""

    def __init__(self, settings: dict[str, Any], probe: Probe) -> None:
        self._told = settings
        self._probe = probe

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Return the module's spec, or None to leave it to the other finders."""
        spec = self._in_root(name) if path is None else None
        if name not in self._told["modules"]:
            return spec
        spec = spec or self._elsewhere(name, path, target)
        folder = self._told["moved"].get(name, {}).get(_file(spec))
        if folder is not None:
            spec = importlib.machinery.PathFinder.find_spec(name, [folder])
        if _file(spec) in self._told["files"]:
            with contextlib.suppress(OSError):
                self._probe.write(event="import", name=name)
        return spec

    def _in_root(self, name: str) -> Any:
        if name not in self._told["names"]:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, [self._told["root"]])
        # a namespace package has no loader, and may have parts elsewhere
        return spec if spec is not None and spec.loader is not None else None

    def _elsewhere(self, name: str, path: Any, target: Any) -> Any:
        for finder in sys.meta_path:
            find_spec = getattr(finder, "find_spec", None)
            if finder is not self and find_spec is not None:
                if (spec := find_spec(name, path, target)) is not None:
                    return spec
        return None


def _formatted(_: object, args: Sequence[object], options: Mapping[str, object]) -> list[object]:
    """The exception that a TracebackException is made from."""
    return [args[1] if len(args) > 1 else options.get("exc_value")]


def _logged(record: logging.LogRecord, *_: object) -> list[object]:
    """The values of a log record that may be exceptions."""
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    return [error, record.msg, *(record.args if isinstance(record.args, tuple) else ())]


def _behind(value: object) -> Iterator[BaseException]:
    """Yield an exception, its causes and contexts, and the members of groups, each once."""
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
    """The mangled name that an AttributeError is about; None if it is another error."""
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
    """File and line (1-based) of each frame that `error` passed; the one that raised is last."""
    passed = [(f.f_code.co_filename, n) for f, n in traceback.walk_tb(error.__traceback__)]
    return [(f if f.startswith("<") else os.path.abspath(f), n) for f, n in passed[-_DEPTH:]]


def _file(spec: Any) -> str:
    """The real path of the file that a module would be loaded from; "" if there is none."""
    origin = getattr(spec, "origin", None)
    return os.path.realpath(origin) if isinstance(origin, str) else ""


def _install(folder: str) -> None:
    with open(os.path.join(folder, "settings.json"), encoding="utf-8") as file:
        settings = json.load(file)
    probe = Probe(os.path.join(folder, "records.jsonl"))
    sys.meta_path.insert(0, Finder(settings, probe))
    probe.watch()
    probe.write(event="start")


def _run_own_sitecustomize() -> None:
    """Run the user's own sitecustomize, which the probe has hidden."""
    spec = importlib.machinery.PathFinder.find_spec("sitecustomize")
    if spec is not None and spec.loader is not None:
        module = importlib.util.module_from_spec(spec)
        sys.modules["sitecustomize"] = module
        spec.loader.exec_module(module)


def _main() -> None:
    folder = os.path.dirname(os.path.abspath(__file__))
    with contextlib.suppress(Exception):  # the watched program must not notice
        _install(folder)
    sys.path[:] = [entry for entry in sys.path if entry != folder]
    _run_own_sitecustomize()


if __name__ == "sitecustomize":
    _main()
