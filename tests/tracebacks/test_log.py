"""Logs in all their forms: the same tracebacks, whatever is in front of their lines."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mangle_lint.tracebacks.log import errors, incidents

from .pythons import every_python, printed

MEDIA = """\
class Sender:
    def __init__(self):
        self.__encoder = "vp8"

    def stop(self):
        del self.__encoder

    def report(self):
        if self.__encoder:
            return self.__encoder
        return "idle"
"""
HEAD = "import sys\nfrom media import Sender\nsender = Sender()\nsender.stop()\n"
MESSAGE = "'Sender' object has no attribute '_Sender__encoder'"

WAYS = {
    "uncaught": ("sender.report()", 1),
    "logged": (
        (
            "import logging\n"
            "logging.basicConfig(format='%(asctime)s %(levelname)s %(name)s: %(message)s')\n"
            "try: sender.report()\n"
            "except AttributeError: logging.exception('failed')\n"
        ),
        1,
    ),
    "logged in the message": (
        (
            "import logging, traceback\n"
            "try: sender.report()\n"
            "except AttributeError: logging.warning('failed: %s', traceback.format_exc())\n"
        ),
        1,
    ),
    "logged as JSON": (
        (
            "import json, traceback\n"
            "try: sender.report()\n"
            "except AttributeError: text = traceback.format_exc()\n"
            "print(json.dumps({'level': 'error', 'more': [{'exc_info': text}]}), file=sys.stderr)\n"
        ),
        1,
    ),
    "as a cause": (
        (
            "try: sender.report()\n"
            "except AttributeError as error: raise RuntimeError(str(error)) from error\n"
        ),
        1,
    ),
    "as a context, twice": (
        "try: sender.report()\nexcept AttributeError: sender.report()\n",
        2,
    ),
    "in a task": (
        (
            "import asyncio\n"
            "async def work(): sender.report()\n"
            "async def main(): await asyncio.wait([asyncio.ensure_future(work())])\n"
            "asyncio.run(main())\n"
        ),
        1,
    ),
    "in a thread": (
        (
            "import threading\n"
            "thread = threading.Thread(target=sender.report)\nthread.start()\nthread.join()\n"
        ),
        1,
    ),
    "in a finalizer": ("Sender.__del__ = Sender.report\ndel sender\n", 1),
    "in a group of groups": (
        (
            "def caught():\n"
            "    try: sender.report()\n"
            "    except AttributeError as error: return error\n"
            "inner = ExceptionGroup('in', [caught(), ValueError('other')])\n"
            "raise ExceptionGroup('out', [inner, caught()])\n"
        ),
        2,
    ),
}


@pytest.mark.parametrize("way", WAYS)
@every_python
def test_tracebacks_of_every_python(way: str, version: str, tmp_path: Path) -> None:
    if "group" in way and version == "3.10":
        pytest.skip("exception groups are newer")
    script, times = WAYS[way]
    (tmp_path / "media.py").write_text(MEDIA, encoding="utf-8")
    (tmp_path / "script.py").write_text(HEAD + script, encoding="utf-8")
    log = printed(version, tmp_path, "script.py")
    (incident,) = incidents(log.splitlines(keepends=True))
    (sighting,) = incident.sightings
    assert (incident.message.text, incident.count) == (MESSAGE, times), log
    last = sighting.frames[-1]
    assert (Path(last.file).name, last.line, last.function) == ("media.py", 9, "report")
    assert last.text == "if self.__encoder:"


TRACEBACK = f"""\
Traceback (most recent call last):
  File "/srv/app/app.py", line 20, in <module>
    sender.report()
    ~~~~~~~~~~~~~^^
  [Previous line repeated 3 more times]
  File "/srv/app/media.py", line 9, in report
    if self.__encoder:
       ^^^^^^^^^^^^^^
AttributeError: {MESSAGE}
"""


def prefixed(prefix: str) -> Callable[[str], str]:
    return lambda text: "".join(prefix + line for line in text.splitlines(keepends=True))


def docker(text: str) -> str:
    """Each line is a record of its own."""
    return "".join(
        json.dumps({"log": line, "stream": "stderr", "time": "2026-01-01T00:00:00Z"}) + "\n"
        for line in text.splitlines(keepends=True)
    )


def with_variables(text: str) -> str:
    """As loguru draws it."""
    line = "    if self.__encoder:\n"
    return text.replace('  File "/srv/app/m', '> File "/srv/app/m').replace(
        line, f"{line}       │    └ <member '__encoder'>\n       └ <media.Sender object>\n"
    )


DRESSES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "journal": prefixed("Jan 01 00:00:00 host app[12]: "),
    "container": prefixed("app-1  | "),
    "timestamps": prefixed("2026-01-01T00:00:00.123456Z stderr F "),
    "indented": prefixed("        "),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "colours": lambda text: text.replace('"/srv', '\x1b[35m"/srv').replace('py"', 'py"\x1b[0m'),
    "docker": docker,
    "JSON": lambda text: json.dumps({"message": "failed", "exc": {"text": text}}) + "\n",
    "JSON behind a time": lambda text: f"2026-01-01 stdout F {json.dumps({'log': text})}\n",
    "JSON that is cut off": lambda text: json.dumps({"log": text})[:-3] + "\n",
    "repr": lambda text: f"failed with {text!r}\n",
    "loguru": with_variables,
    "rich": lambda _: (
        "╭───────────── Traceback (most recent call last) ──────────────╮\n"
        "│ /srv/app/app.py:20 in <module>                               │\n"
        "│                                                              │\n"
        "│ ❱ 20 sender.report()                                         │\n"
        "│                                                              │\n"
        "│ /srv/app/media.py:9 in report                                │\n"
        "╰──────────────────────────────────────────────────────────────╯\n"
        f"AttributeError: {MESSAGE}\n"
    ),
    "IPython": lambda _: (
        "----------------------------------------------------------------\n"
        "AttributeError                 Traceback (most recent call last)\n"
        "Cell In[1], line 3\n"
        "----> 3 sender.report()\n"
        "\n"
        "File /srv/app/media.py:9, in report(self)\n"
        "      8 def report(self):\n"
        "----> 9     if self.__encoder:\n"
        "\n"
        f"AttributeError: {MESSAGE}\n"
    ),
    "pytest": lambda _: (
        "    def report(self):\n"
        ">       if self.__encoder:\n"
        "           ^^^^^^^^^^^^^^\n"
        f"E       AttributeError: {MESSAGE}\n"
        "\n"
        "/srv/app/media.py:9: AttributeError\n"
        f"FAILED test_app.py::test_it - AttributeError: {MESSAGE}\n"
    ),
}


@pytest.mark.parametrize("dress", DRESSES)
def test_dress(dress: str) -> None:
    """Between other lines, with one more message that has no traceback."""
    noise = "INFO served /a.py:10 in 3 ms {}\n"
    log = f"{noise}{DRESSES[dress](TRACEBACK)}{noise}ERROR: {MESSAGE}\n{noise}"
    (incident,) = incidents(log.splitlines(keepends=True))
    (sighting,) = incident.sightings
    assert (incident.message.text, incident.count) == (MESSAGE, 1)
    assert sighting.frames[-1][:2] == ("/srv/app/media.py", 9)
    if dress not in ("rich", "IPython"):
        assert sighting.frames[-1].text == "if self.__encoder:"


def test_message_alone() -> None:
    (incident,) = incidents([f"{MESSAGE}\n"])
    (sighting,) = incident.sightings
    assert (sighting.frames, sighting.line, sighting.count) == ((), 1, 1)


def test_places_of_one_file_are_one_incident() -> None:
    other = TRACEBACK.replace("line 9, in report", "line 10, in report")
    elsewhere = TRACEBACK.replace("app/media.py", "old/media.py")
    log = (TRACEBACK + other + TRACEBACK + elsewhere).splitlines()
    here, there = incidents(log)
    assert [(s.frames[-1].line, s.count, s.line) for s in here.sightings] == [
        (9, 2, 9),
        (10, 1, 18),
    ]
    assert there.count == 1


def test_other_errors_close_their_tracebacks() -> None:
    """What comes later has nothing to do with their frames."""
    log = TRACEBACK.replace("AttributeError", "RuntimeError") + f"warning: {MESSAGE}\n"
    assert [raised.frames for raised in errors(log.splitlines())] == [(), ()]
    late = TRACEBACK.replace(f"AttributeError: {MESSAGE}", "ValueError: no") + f"W: {MESSAGE}\n"
    assert [raised.frames for raised in errors(late.splitlines())] == [()]


def test_message_in_the_code_of_a_frame_is_none() -> None:
    code = f'    raise LookupError("{MESSAGE}")'
    log = TRACEBACK.replace("    sender.report()", code).replace("AttributeError: ", "KeyError: ")
    assert len(list(errors(log.splitlines()))) == 1


def test_modules_are_not_ours() -> None:
    assert incidents(["AttributeError: module 'm' has no attribute '_C__x'"]) == []


def test_memory_does_not_grow_with_the_log() -> None:
    def lines(count: int) -> Iterator[str]:
        for number in range(count):
            yield f"INFO request {number} done, no Traceback here, {{}}\n"
            yield from TRACEBACK.splitlines(keepends=True)
            yield json.dumps({"n": number, f"key{number}": f"Traceback {number}"}) + "\n"

    tracemalloc.start()
    (incident,) = incidents(lines(3000))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert incident.count == 3000
    assert most < 500_000 < sum(map(len, lines(3000)))
